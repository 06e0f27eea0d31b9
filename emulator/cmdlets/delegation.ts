import type { ManagementRole } from "../entities";
import type { Invocation } from "./cmdlet";
import { notDelegated } from "./cmdlet-error";

/** Documented: assignments are changed by those who hold the role, or its parent, to delegate and unscoped. */
export function requireDelegation(
  { tenant, executor }: Invocation,
  role: ManagementRole | undefined,
  assignment: string,
): void {
  const { store, behaviours } = tenant;
  // What is left of a retired role can be removed by whoever runs the cmdlet.
  if (!role || !behaviours.on("delegating-assignment-required")) return;
  const roles = new Set(ancestry(tenant, role));
  const delegating = store.roleAssignments.find(
    (each) =>
      each.delegation === "DelegatingOrgWide" &&
      each.enabled &&
      each.scope.kind === "implicit" &&
      roles.has(each.role) &&
      executor.roleGroups.includes(each.roleAssignee),
  );
  if (!delegating) throw notDelegated(store.organization.get().initialDomain, assignment);
}

/** Guids of a role and of what it comes from. */
function ancestry({ store }: Invocation["tenant"], role: ManagementRole): string[] {
  const guids = [role.guid];
  let parent = role.parent;
  while (parent !== null && !guids.includes(parent)) {
    guids.push(parent);
    parent = store.managementRoles.get(parent)?.parent ?? null;
  }
  return guids;
}
