import type { ManagementRole, Organization, RoleAssignment, RoleGroup } from "../entities";

interface Rbac {
  managementRoles: ManagementRole[];
  roleGroups: RoleGroup[];
  roleAssignments: RoleAssignment[];
}

/** The roles, role groups and assignments that every organisation has from its first day. */
export function builtInRbac(_organization: Organization, _now: string): Rbac {
  return { managementRoles: [], roleGroups: [], roleAssignments: [] };
}
