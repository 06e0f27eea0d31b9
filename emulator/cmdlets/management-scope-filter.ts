import { readFilter } from "../access/filters";
import { canonicalName } from "../distinguished-names";
import type { ManagementScope } from "../entities";
import { OpathError, renderFilter } from "../opath";
import type { Tenant } from "../tenant";
import { invalidArgument, invalidFilter, notFound } from "./cmdlet-error";
import { commonKeys, one } from "./identity";

/** The text that the server keeps: the filter read, its values given their property's type, printed anew. */
export function storedFilter(tenant: Tenant, filter: string): string {
  try {
    return renderFilter(readFilter(tenant, filter));
  } catch (error) {
    if (error instanceof OpathError) throw invalidFilter(error.kind, error.message);
    throw error;
  }
}

/**
 * The DN of a recipient root, named by name, canonical name, DN or Guid. Online there is one OU per organisation;
 * on-premises there are the domain, its organisational units and containers.
 */
export function recipientRootName(tenant: Tenant, root: string): string {
  const { organization: stored, organizationalUnits } = tenant.store;
  const organization = stored.get();
  if (organization.activeDirectory) {
    const { forest } = organization.activeDirectory;
    const isDomain = [forest, `${forest}/`, organization.recipientRoot].some(
      (name) => name.toLowerCase() === root.toLowerCase(),
    );
    if (isDomain) return organization.recipientRoot;
    return one(organizationalUnits.all(), root.replace(/\/$/, ""), (unit) => [
      ...commonKeys(unit),
      canonicalName(unit.distinguishedName),
    ]).distinguishedName;
  }
  const canonical = `EURPR01A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/${organization.initialDomain}`;
  const names = [
    organization.recipientRoot,
    organization.initialDomain,
    canonical,
    organization.organizationGuid,
    ...organization.domains.map(({ name }) => name),
  ];
  if (!names.some((name) => name.toLowerCase() === root.toLowerCase())) throw notFound(root);
  return organization.recipientRoot;
}

/** Two scopes of the same kind, root, filter and exclusiveness cannot be told apart, and the second is refused. */
export function refuseSimilar(tenant: Tenant, scope: Omit<ManagementScope, "name">): void {
  if (!tenant.behaviours.on("similar-scope")) return;
  const similar = tenant.store.managementScopes.find(
    (other) => other.guid !== scope.guid && isSimilar(other, scope),
  );
  if (similar) {
    throw invalidArgument(
      `The scope can't be saved, because the management scope '${similar.name}' has the same settings.`,
    );
  }
}

function isSimilar(one: Omit<ManagementScope, "name">, other: Omit<ManagementScope, "name">): boolean {
  const settings = (scope: Omit<ManagementScope, "name">) =>
    [
      scope.scopeRestrictionType,
      scope.exclusive,
      scope.recipientRoot,
      scope.recipientFilter,
      scope.serverFilter,
      scope.databaseFilter,
    ]
      .map((value) => String(value).toLowerCase())
      .join("\n");
  return settings(one) === settings(other);
}
