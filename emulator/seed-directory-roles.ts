import { directoryRoles } from "./directory-roles";
import type { DirectoryRole, DirectoryRoleAssignment } from "./entities";
import { derivedGuid } from "./guids";
import type { ParsedSeed } from "./seed";

interface DirectoryRoleEntities {
  directoryRoles: DirectoryRole[];
  directoryRoleAssignments: DirectoryRoleAssignment[];
}

/** Who holds which directory role in a seed. The roles that somebody holds are activated. */
export function directoryRoleEntities(seed: ParsedSeed): DirectoryRoleEntities {
  const directoryRoleAssignments = [
    ...seed.users.map(({ id, directoryRoles: roles }) => ({ id, roles })),
    ...seed.applications.map(({ servicePrincipalId, directoryRoles: roles }) => ({
      id: servicePrincipalId,
      roles,
    })),
  ].flatMap(({ id, roles }) => roles.map((role) => assignment(id, role)));
  const held = new Set(directoryRoleAssignments.map(({ roleDefinitionId }) => roleDefinitionId));
  return {
    directoryRoles: [...held].map((template) => activatedRole(seed.organization.tenantId, template)),
    directoryRoleAssignments,
  };
}

/** The tenant's own object for a role of the template. */
export function activatedRole(tenantId: string, roleTemplateId: string): DirectoryRole {
  return { id: derivedGuid("directoryRole", tenantId, roleTemplateId), roleTemplateId };
}

function assignment(principalId: string, role: string): DirectoryRoleAssignment {
  const template = Object.entries(directoryRoles).find(([, name]) => name === role)?.[0];
  if (template === undefined) throw new Error(`There is no directory role ${role}.`);
  return {
    id: derivedGuid("directoryRoleAssignment", principalId, template),
    roleDefinitionId: template,
    principalId,
    directoryScopeId: "/",
  };
}
