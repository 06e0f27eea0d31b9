import { holdsImpersonation, mayImpersonate } from "../access/impersonation";
import type { Account, Recipient } from "../entities";
import type { Tenant } from "../tenant";
import { faultAnswer } from "./answers";
import { EwsError, notPlayed } from "./ews-error";
import { takeFault } from "./forced-errors";
import { impersonatedUser } from "./impersonated-user";
import { operations } from "./operations";
import { isAllowedByMailbox } from "./policy";
import { checkServerVersion } from "./server-version";
import { readSoapRequest } from "./soap-request";
import type { SoapRequest } from "./soap-request";

/** Answers one request of an account that has logged on. What fails before the operation is a SOAP fault. */
export function answerRequest(tenant: Tenant, account: Account, body: string): Response {
  try {
    const request = readSoapRequest(body);
    if (tenant.behaviours.on("ews-server-version")) checkServerVersion(request.serverVersion);
    const operation = operations.find(({ name }) => name === request.operation.name);
    if (!operation) throw notPlayed(`the operation ${request.operation.name}`);
    const own = ownUser(tenant, account);
    const impersonated = userToImpersonate(tenant, account, own, request);
    const user = impersonated ?? own;
    const forced = takeFault(tenant, operation.name, user);
    if (forced) throw forced;
    if (impersonated) checkImpersonation(tenant, account, impersonated);
    const asked = impersonated && !tenant.behaviours.on("ews-policy-of-impersonated") ? own : user;
    if (!isAllowedByMailbox(tenant, asked)) return new Response(null, { status: 403 });
    return operation.run({ tenant, user }, request.operation);
  } catch (error) {
    if (error instanceof EwsError) return faultAnswer(tenant, error);
    throw error;
  }
}

/** Every account has the directory attributes of its user, with a mailbox or without one. */
function ownUser({ store }: Tenant, { guid }: Account): Recipient {
  const user = store.recipients.get(guid);
  if (user) return user;
  throw new EwsError("ErrorCallerIsInvalidADAccount", "The calling account is not a valid account.");
}

function userToImpersonate(
  tenant: Tenant,
  account: Account,
  own: Recipient,
  { impersonations }: SoapRequest,
): Recipient | undefined {
  const looksUpFirst = tenant.behaviours.on("impersonated-user-looked-up-first");
  if (impersonations.length > 0 && !looksUpFirst && !holdsImpersonation(tenant, account.guid)) throw denied();
  const user = impersonatedUser(tenant, impersonations);
  return user?.guid === own.guid && tenant.behaviours.on("own-identity-needs-no-role") ? undefined : user;
}

/** Documented: whom a disabled account belongs to can be impersonated all the same, as rooms have to be. */
function checkImpersonation(tenant: Tenant, account: Account, user: Recipient): void {
  if (!mayImpersonate(tenant, account.guid, user)) throw denied();
  const isDisabled = tenant.store.accounts.get(user.guid)?.enabled === false;
  if (isDisabled && !tenant.behaviours.on("disabled-users-impersonated")) {
    throw new EwsError("ErrorAccountDisabled", "The account is disabled.");
  }
}

/** Captured. */
function denied(): EwsError {
  const text = "The account does not have permission to impersonate the requested user.";
  return new EwsError("ErrorImpersonateUserDenied", text);
}
