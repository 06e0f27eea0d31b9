import type { ManagementScope, Recipient } from "../entities";
import { bindFilter, matches, parseFilter } from "../opath";
import type { BoundFilter } from "../opath";
import type { Tenant } from "../tenant";
import { administrativeUnitName, recipientProperties } from "./recipient-properties";

/** Reads a filter as this tenant does: in its mode, with its switches, and with its directory to name DNs. */
export function readFilter(tenant: Tenant, text: string): BoundFilter {
  const options = {
    mode: tenant.mode,
    behaves: (id: string) => tenant.behaviours.on(id),
    resolve: (value: string) => resolve(tenant, value),
  };
  return bindFilter(parseFilter(text, options), options);
}

/** Whether a scope holds the recipient: below its root, and fitting its filter where it has one. */
export function isInScope(tenant: Tenant, scope: ManagementScope, recipient: Recipient): boolean {
  const root = scope.recipientRoot;
  if (root !== null && !recipient.distinguishedName.toLowerCase().endsWith(`,${root.toLowerCase()}`))
    return false;
  if (scope.recipientFilter === null || scope.recipientFilter === "") return true;
  return matches(readFilter(tenant, scope.recipientFilter), recipientProperties(tenant, recipient));
}

/** The DN that a name, Guid or canonical name in a filter means. */
function resolve(tenant: Tenant, value: string): string | undefined {
  const { store } = tenant;
  const wanted = value.toLowerCase();
  const organization = store.organization.get();
  const recipient = store.recipients.find(
    ({ name, guid, alias, externalDirectoryObjectId, primarySmtpAddress }) =>
      [name, guid, alias, externalDirectoryObjectId, primarySmtpAddress].some(
        (key) => key?.toLowerCase() === wanted,
      ),
  );
  if (recipient) return recipient.distinguishedName;
  const unit = store.administrativeUnits.find(
    ({ id, displayName }) => id.toLowerCase() === wanted || displayName.toLowerCase() === wanted,
  );
  return unit && administrativeUnitName(organization, unit);
}
