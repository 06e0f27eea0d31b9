import type { ManagementRole } from "../entities";
import type { Tenant } from "../tenant";

/** A role, the one that it was derived from, and so on to the built-in one at the root. */
export function lineageOf({ store }: Pick<Tenant, "store">, role: ManagementRole): readonly ManagementRole[] {
  const lineage = [role];
  for (
    let next = parentOf({ store }, role);
    next && !lineage.includes(next);
    next = parentOf({ store }, next)
  ) {
    lineage.push(next);
  }
  return lineage;
}

/** Whether the service has taken the role away. What comes from such a role shares its fate. */
export function isRetired(tenant: Pick<Tenant, "store">, role: ManagementRole): boolean {
  return lineageOf(tenant, role).some(({ retired }) => retired === true);
}

function parentOf({ store }: Pick<Tenant, "store">, { parent }: ManagementRole): ManagementRole | undefined {
  return parent === null ? undefined : store.managementRoles.get(parent);
}
