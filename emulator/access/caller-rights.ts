import type { RoleAssignment } from "../entities";
import { cmdletsOfRole } from "../roles/role-entries";
import type { Tenant } from "../tenant";

/** The enabled, regular assignments through which role groups let their members run a cmdlet. */
export function assignmentsWith(
  tenant: Tenant,
  roleGroups: readonly string[],
  cmdlet: string,
): readonly RoleAssignment[] {
  const { roleAssignments, managementRoles } = tenant.store;
  return roleAssignments.filter(({ roleAssignee, enabled, delegation, role }) => {
    if (!enabled || delegation !== "Regular" || !roleGroups.includes(roleAssignee)) return false;
    const held = managementRoles.get(role);
    return held !== undefined && cmdletsOfRole(tenant, held).includes(cmdlet);
  });
}
