import { findCmdlet } from "../cmdlets";
import type { Cmdlet } from "../cmdlets/cmdlet";
import { CmdletError } from "../cmdlets/cmdlet-error";
import type { Tenant } from "../tenant";
import { accessDenied, cmdletFailure, errorAnswer } from "./answers";
import { parseCommand } from "./command";
import type { Command } from "./command";
import { mayRun } from "./executor";
import { forcedAnswer } from "./forced-answers";
import type { Pages } from "./pages";
import { pageAnswer, successAnswer } from "./success-answer";
import type { ExchangeRequest } from "./request";
import type { Session } from "./session";
import { runCmdlet } from "./run-cmdlet";

interface Invocation {
  readonly tenant: Tenant;
  readonly pages: Pages;
  readonly session: Session;
  readonly request: ExchangeRequest;
}

/** Answers one InvokeCommand request; nothing when the connection is to be dropped. */
export async function invokeCommand(invocation: Invocation): Promise<Response | undefined> {
  const { tenant, session, request } = invocation;
  const body = await request.text();
  const command = parseCommand(body);
  if (session.refusal) return session.refusal;
  if (!command) {
    return errorAnswer(
      400,
      "The request body is not a command.",
      "System.ArgumentException",
      "CmdletInput is missing.",
    );
  }
  const skipToken = request.query("$skiptoken");
  if (skipToken !== undefined) return pageAnswer(invocation, skipToken, `${session.caller}\n${body}`);

  const cmdlet = findCmdlet(command.cmdlet, tenant.mode);
  if (!cmdlet || !mayRun(tenant, session.executor, cmdlet.name)) {
    const nulBytes = tenant.behaviours.on("forbidden-nul-bytes");
    return accessDenied(command.cmdlet, request.header("Accept-Encoding"), nulBytes);
  }
  const before = tenant.faults.take(cmdlet.name, "before");
  if (before) return forcedAnswer(tenant, before, cmdlet.name, identityOf(command));
  const answer = run(invocation, cmdlet, command, body);
  const after = tenant.faults.take(cmdlet.name, "after");
  return after ? forcedAnswer(tenant, after, cmdlet.name, identityOf(command)) : answer;
}

function run(invocation: Invocation, cmdlet: Cmdlet, command: Command, body: string): Response {
  try {
    const { tenant, session } = invocation;
    const outcome = runCmdlet(tenant, session.executor, cmdlet, command);
    return successAnswer(invocation, outcome, `${session.caller}\n${body}`);
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
