import { applicationGrants, applicationPermissions } from "../access/application-access";
import type { Caller } from "../directory/access-token";
import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";

/**
 * Whether the caller may do one of the things at the mailbox: by a consent in Entra, which reaches every mailbox
 * and is in the token, or by a grant in Exchange, which is not. Either suffices.
 */
export function mayOpen(
  tenant: Tenant,
  caller: Caller,
  mailbox: Recipient,
  anyOf: readonly string[],
): boolean {
  if (hasConsent(caller, anyOf) && tenant.behaviours.on("consents-open-every-mailbox")) return true;
  if (!tenant.behaviours.on("grants-open-mailboxes")) return false;
  const application = { id: caller.servicePrincipalId, appId: caller.appId };
  const granted = applicationPermissions(tenant, application, mailbox);
  return anyOf.some((permission) => granted.has(permission));
}

/** Whether there is any mailbox at all that the caller might open. */
export function holdsAnything(tenant: Tenant, caller: Caller, anyOf: readonly string[]): boolean {
  if (hasConsent(caller, anyOf)) return true;
  const pointer = tenant.store.exchangeServicePrincipals.by("objectId", caller.servicePrincipalId);
  const grants = pointer ? applicationGrants(tenant, pointer, "mailboxAccess") : [];
  return grants.some(({ permissions }) => permissions.some((permission) => anyOf.includes(permission)));
}

function hasConsent({ roles }: Caller, anyOf: readonly string[]): boolean {
  return anyOf.some((permission) => roles.includes(permission));
}
