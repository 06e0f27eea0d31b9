import type { Executor } from "../cmdlets/cmdlet";
import type { Caller } from "../directory/access-token";
import type { Account } from "../entities";
import type { Tenant } from "../tenant";
import { errorAnswer } from "./answers";
import { accountExecutor, applicationExecutor } from "./executor";

/** Who sends commands, whichever way it has signed in. */
export interface Session {
  /** Tells callers apart: the later pages of an answer belong to one. */
  readonly caller: string;
  readonly executor: Executor;
  /** Answered to whatever is asked, where the caller has signed in and may not use Exchange at all. */
  readonly refusal?: Response;
}

export function applicationSession(tenant: Tenant, caller: Caller): Session {
  const executor = applicationExecutor(tenant, caller);
  const refused = refusal(tenant, caller, executor);
  return { caller: caller.appId, executor, ...(refused && { refusal: refused }) };
}

export function accountSession(tenant: Tenant, account: Account): Session {
  const isShutOut = !account.remotePowerShellEnabled && tenant.behaviours.on("remote-powershell-enabled");
  const text = "The account isn't enabled for Exchange's PowerShell.";
  return {
    caller: account.guid,
    executor: accountExecutor(tenant, account),
    ...(isShutOut && {
      refusal: errorAnswer(
        403,
        text,
        "System.Management.Automation.Remoting.PSRemotingTransportException",
        text,
      ),
    }),
  };
}

/** Documented: the caller needs Exchange.ManageAsApp, and a directory role or a role group besides. */
function refusal(tenant: Tenant, caller: Caller, { roleGroups }: Executor): Response | undefined {
  if (!caller.roles.includes("Exchange.ManageAsApp") && tenant.behaviours.on("manage-as-app-required")) {
    return new Response(null, { status: 403 });
  }
  if (roleGroups.length === 0 && tenant.behaviours.on("directory-role-required")) {
    const text =
      `The role assigned to application ${caller.appId} isn't supported in this scenario. Please check online ` +
      "documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication.";
    return errorAnswer(403, text, "System.UnauthorizedAccessException", text);
  }
  return undefined;
}
