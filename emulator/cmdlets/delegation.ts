import type { ManagementRole } from "../entities";
import { lineageOf } from "../roles/lineage";
import type { Invocation } from "./cmdlet";
import { notDelegated } from "./cmdlet-error";

/** Documented: assignments are changed by those who hold the role, or its parent, to delegate and unscoped. */
export function requireDelegation(
  invocation: Invocation,
  role: ManagementRole | undefined,
  assignment: string,
): void {
  const { store, behaviours } = invocation.tenant;
  // What is left of a retired role can be removed by whoever runs the cmdlet.
  if (!role || !behaviours.on("delegating-assignment-required")) return;
  if (!mayDelegate(invocation, role)) throw notDelegated(store.organization.get(), assignment);
}

/** Whether the caller may give the role to others. */
export function mayDelegate({ tenant, executor }: Invocation, role: ManagementRole): boolean {
  const roles = new Set(lineageOf(tenant, role).map(({ guid }) => guid));
  const delegating = tenant.store.roleAssignments.find(
    (each) =>
      each.delegation === "DelegatingOrgWide" &&
      each.enabled &&
      each.scope.kind === "implicit" &&
      roles.has(each.role) &&
      executor.roleGroups.includes(each.roleAssignee),
  );
  return delegating !== undefined;
}
