import type { ManagementRole } from "../entities";
import type { Tenant } from "../tenant";
import catalogue from "./online.json";
import entries from "./role-entries.json";

/** The cmdlets that a role lets its holders run. A derived role has those of the role that it comes from. */
export function cmdletsOfRole(tenant: Tenant, role: ManagementRole): readonly string[] {
  const { name, isEndUserRole, permissions } = root(tenant, role);
  // Application roles and those of end users hold nothing that an administrator's cmdlets need.
  if (isEndUserRole || permissions.length > 0) return [];
  const tests = tenant.behaviours.on("view-only-tests");
  return cmdletsOf(name).filter((cmdlet) => tests || !isViewOnly(name) || !cmdlet.startsWith("Test-"));
}

/** Names of the built-in roles that hold a cmdlet. */
export function rolesHolding(cmdlet: string): readonly string[] {
  return [...catalogue.adminRoles, ...catalogue.viewOnlyRoles].filter((role) =>
    cmdletsOf(role).includes(cmdlet),
  );
}

export function isViewOnly(role: string): boolean {
  return catalogue.viewOnlyRoles.includes(role);
}

function cmdletsOf(role: string): readonly string[] {
  return [...new Set([...entries.common, ...(ofRole.get(role) ?? [])])];
}

const ofRole: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(entries.roles));

function root({ store }: Tenant, role: ManagementRole): ManagementRole {
  const seen = new Set([role.guid]);
  let found = role;
  for (let next = store.managementRoles.get(role.parent ?? ""); next && !seen.has(next.guid);) {
    seen.add(next.guid);
    found = next;
    next = store.managementRoles.get(next.parent ?? "");
  }
  return found;
}
