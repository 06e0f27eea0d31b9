import { findCmdlet } from "../cmdlets";
import type { Cmdlet, Executor } from "../cmdlets/cmdlet";
import { CmdletError } from "../cmdlets/cmdlet-error";
import type { Caller } from "../directory/access-token";
import type { Tenant } from "../tenant";
import { accessDenied, cmdletFailure, errorAnswer } from "./answers";
import { parseCommand } from "./command";
import type { Command } from "./command";
import { executorOf, mayRun } from "./executor";
import { forcedAnswer } from "./forced-answers";
import type { Pages } from "./pages";
import { pageAnswer, successAnswer } from "./success-answer";
import type { ExchangeRequest } from "./request";
import { runCmdlet } from "./run-cmdlet";

interface Invocation {
  readonly tenant: Tenant;
  readonly pages: Pages;
  readonly caller: Caller;
  readonly request: ExchangeRequest;
}

/** Answers one InvokeCommand request; nothing when the connection is to be dropped. */
export async function invokeCommand(invocation: Invocation): Promise<Response | undefined> {
  const { tenant, caller, request } = invocation;
  const body = await request.text();
  const command = parseCommand(body);
  const executor = executorOf(tenant, caller);
  const refused = refusal(tenant, caller, executor);
  if (refused) return refused;
  if (!command) {
    return errorAnswer(
      400,
      "The request body is not a command.",
      "System.ArgumentException",
      "CmdletInput is missing.",
    );
  }
  const skipToken = request.query("$skiptoken");
  if (skipToken !== undefined) return pageAnswer(invocation, skipToken, `${caller.appId}\n${body}`);

  const cmdlet = findCmdlet(command.cmdlet);
  if (!cmdlet || !mayRun(tenant, executor, cmdlet.name)) {
    const nulBytes = tenant.behaviours.on("forbidden-nul-bytes");
    return accessDenied(command.cmdlet, request.header("Accept-Encoding"), nulBytes);
  }
  const before = tenant.faults.take(cmdlet.name, "before");
  if (before) return forcedAnswer(tenant, before, cmdlet.name, identityOf(command));
  const answer = run(invocation, executor, cmdlet, command, body);
  const after = tenant.faults.take(cmdlet.name, "after");
  return after ? forcedAnswer(tenant, after, cmdlet.name, identityOf(command)) : answer;
}

/** Documented: the caller needs Exchange.ManageAsApp, and a directory role or a role group besides. */
function refusal(tenant: Tenant, caller: Caller, executor: Executor): Response | undefined {
  if (!caller.roles.includes("Exchange.ManageAsApp") && tenant.behaviours.on("manage-as-app-required")) {
    return new Response(null, { status: 403 });
  }
  if (executor.roleGroups.length === 0 && tenant.behaviours.on("directory-role-required")) {
    const text =
      `The role assigned to application ${caller.appId} isn't supported in this scenario. Please check online ` +
      "documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication.";
    return errorAnswer(403, text, "System.UnauthorizedAccessException", text);
  }
  return undefined;
}

function run(
  invocation: Invocation,
  executor: Executor,
  cmdlet: Cmdlet,
  command: Command,
  body: string,
): Response {
  try {
    const outcome = runCmdlet(invocation.tenant, executor, cmdlet, command);
    return successAnswer(invocation, outcome, `${invocation.caller.appId}\n${body}`);
  } catch (error) {
    if (error instanceof CmdletError) return cmdletFailure(invocation.tenant, error);
    throw error;
  }
}

function identityOf({ parameters }: Command): string {
  const { Identity, Name } = parameters;
  const value = Identity ?? Name;
  return typeof value === "string" ? value : "";
}
