import { canonicalName } from "../distinguished-names";
import type { ManagementScope, Recipient } from "../entities";
import { bindFilter, distinguishedNameKey, matches, OpathError, parseFilter } from "../opath";
import type { BoundFilter } from "../opath";
import type { Tenant } from "../tenant";
import { administrativeUnitName, recipientProperties } from "./recipient-properties";

/** Reads a filter as this tenant does: in its mode, with its switches, and with its directory to name DNs. */
export function readFilter(
  tenant: Tenant,
  text: string,
  behaves: (id: string) => boolean = (id) => tenant.behaviours.on(id),
): BoundFilter {
  const options = { mode: tenant.mode, behaves, resolve: (value: string) => resolve(tenant, value) };
  return bindFilter(parseFilter(text, options), options);
}

/** Whether a scope holds the recipient: below its root, and fitting its filter where it has one. */
export function isInScope(tenant: Tenant, scope: ManagementScope, recipient: Recipient): boolean {
  if (scope.scopeRestrictionType !== "RecipientScope") return false;
  const root = scope.recipientRoot;
  if (root !== null && !recipient.distinguishedName.toLowerCase().endsWith(`,${root.toLowerCase()}`))
    return false;
  if (scope.recipientFilter === null || scope.recipientFilter === "") return true;
  const filter = storedFilter(tenant, scope.recipientFilter);
  return filter !== undefined && matches(filter, recipientProperties(tenant, recipient));
}

/** What was taken once is not refused later, whatever has been switched since. What cannot be read holds nobody. */
function storedFilter(tenant: Tenant, text: string): BoundFilter | undefined {
  try {
    return readFilter(tenant, text, (id) => !refusals.has(id) && tenant.behaviours.on(id));
  } catch (error) {
    if (error instanceof OpathError) return undefined;
    throw error;
  }
}

/** The behaviours that only decide whether a new filter is refused. */
const refusals: ReadonlySet<string> = new Set([
  "filter-braces-refused",
  "filter-operator-fits-type",
  "filter-wildcard-suffix-only",
]);

/** The DN, in the directory's own casing, that a DN, a canonical name, a name or a Guid means. */
function resolve(tenant: Tenant, value: string): string | undefined {
  const { store } = tenant;
  const wanted = value.toLowerCase();
  const organization = store.organization.get();
  const recipient = store.recipients.find(
    ({
      name,
      guid,
      alias,
      externalDirectoryObjectId,
      primarySmtpAddress,
      userPrincipalName,
      distinguishedName,
    }) =>
      [name, guid, alias, externalDirectoryObjectId, primarySmtpAddress, userPrincipalName].some(
        (key) => key?.toLowerCase() === wanted,
      ) || isNamed(distinguishedName, value),
  );
  if (recipient) return recipient.distinguishedName;
  const unit = store.administrativeUnits.find(
    (each) =>
      [each.id, each.displayName].some((key) => key.toLowerCase() === wanted) ||
      isNamed(administrativeUnitName(organization, each), value),
  );
  return unit && administrativeUnitName(organization, unit);
}

function isNamed(distinguishedName: string, value: string): boolean {
  if (!/[=/]/.test(value)) return false;
  return (
    distinguishedNameKey(distinguishedName) === distinguishedNameKey(value) ||
    canonicalName(distinguishedName).toLowerCase() === value.toLowerCase()
  );
}
