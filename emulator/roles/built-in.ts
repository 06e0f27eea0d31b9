import { generatedAssignmentName } from "../cmdlets/names";
import { configurationContainer, distinguishedName } from "../distinguished-names";
import type { ExchangeObject, ManagementRole, Organization, RoleAssignment, RoleGroup } from "../entities";
import { derivedGuid } from "../guids";
import { catalogueOf } from "./catalogue";
import type { CatalogueGroup } from "./catalogue";

interface Rbac {
  managementRoles: ManagementRole[];
  roleGroups: RoleGroup[];
  roleAssignments: RoleAssignment[];
}

type Place = Pick<Organization, "tenantId" | "configurationRoot" | "activeDirectory">;

/**
 * The roles, role groups and assignments that every organisation has from its first day. Online there is no
 * ApplicationImpersonation any more, and on-premises nothing for applications of Entra.
 */
export function builtInRbac(organization: Place, now: string): Rbac {
  const catalogue = catalogueOf(organization);
  const object = (container: string, name: string): ExchangeObject => ({
    guid: derivedGuid(container, organization.tenantId, name),
    name,
    distinguishedName: distinguishedName(name, configurationContainer(organization, container)),
    whenCreated: now,
    whenChanged: now,
  });
  const managementRoles = [
    ...catalogue.applicationRoles.map((role) =>
      applicationRole(object("Roles", role.name), role.permissions),
    ),
    ...catalogue.adminRoles.map((name) => adminRole(object("Roles", name), "Organization")),
    ...catalogue.viewOnlyRoles.map((name) => adminRole(object("Roles", name), "None")),
    ...catalogue.scopeOnlyRoles.map((name) => scopeOnlyRole(object("Roles", name))),
    ...catalogue.endUserRoles.map((name) => endUserRole(object("Roles", name))),
  ];
  const roleGroups = catalogue.roleGroups.map((group) =>
    roleGroup(organization, group, (name) => object("Role Groups", groupName(name, organization))),
  );
  const byName = new Map(managementRoles.map((role) => [role.name, role]));
  const assignments = new Map<string, RoleAssignment>();
  const assign = (role: ManagementRole | undefined, group: RoleGroup | undefined, delegating: boolean) => {
    if (!role || !group) throw new Error("The role catalogue names a role that it does not hold.");
    const name = generatedAssignmentName(role.name, group.name, delegating, (taken) =>
      assignments.has(taken),
    );
    assignments.set(name, {
      ...object("Role Assignments", name),
      role: role.guid,
      roleAssigneeType: "RoleGroup",
      roleAssignee: group.guid,
      delegation: delegating ? "DelegatingOrgWide" : "Regular",
      enabled: true,
      scope: { kind: "implicit" },
    });
  };
  catalogue.roleGroups.forEach(({ roles, delegates }, index) => {
    for (const role of roles) assign(byName.get(role), roleGroups[index], false);
    if (delegates) for (const role of managementRoles) assign(role, roleGroups[index], true);
  });
  return { managementRoles, roleGroups, roleAssignments: [...assignments.values()] };
}

/** The Guid of a role group that every organisation has; it stays when the group is renamed. */
export function builtInRoleGroup(organization: Place, name: string): string {
  return derivedGuid("Role Groups", organization.tenantId, groupName(name, organization));
}

export function isBuiltInRoleGroup(organization: Place, guid: string): boolean {
  return catalogueOf(organization).roleGroups.some(
    ({ name }) => builtInRoleGroup(organization, name) === guid,
  );
}

/** A role's type is its name without spaces and signs: ApplicationCalendarsReadWrite. */
function roleType(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "");
}

function applicationRole(object: ExchangeObject, permissions: readonly string[]): ManagementRole {
  const description = `Lets an application use ${permissions.join(", ")} on the mailboxes of the assignment's scope.`;
  return { ...adminRole(object, "Organization"), description, permissions };
}

function adminRole(object: ExchangeObject, recipientWriteScope: string): ManagementRole {
  return {
    ...object,
    roleType: roleType(object.name),
    description: `Enables administrators to use ${object.name}.`,
    parent: null,
    isEndUserRole: false,
    recipientReadScope: "Organization",
    recipientWriteScope,
    configReadScope: "OrganizationConfig",
    configWriteScope: recipientWriteScope === "None" ? "None" : "OrganizationConfig",
    permissions: [],
  };
}

/** A role whose scope is all that it gives: who may act on which mailboxes, and no cmdlet. */
export function scopeOnlyRole(object: ExchangeObject): ManagementRole {
  return {
    ...adminRole(object, "Organization"),
    description: `Enables applications to use ${object.name}.`,
    configReadScope: "None",
    configWriteScope: "None",
  };
}

function endUserRole(object: ExchangeObject): ManagementRole {
  return {
    ...adminRole(object, "Self"),
    description: `Enables users to use ${object.name} for themselves.`,
    isEndUserRole: true,
    recipientReadScope: "Self",
    configWriteScope: "None",
  };
}

/** Groups whose members come from Entra carry a number of the tenant's. */
function groupName(name: string, organization: Place): string {
  const linked = catalogueOf(organization).roleGroups.some((group) => group.name === name && group.linked);
  return linked ? `${name}_${organization.tenantId.slice(0, 5)}` : name;
}

function roleGroup(
  organization: Place,
  group: CatalogueGroup,
  object: (name: string) => ExchangeObject,
): RoleGroup {
  const self = object(group.name);
  return {
    ...self,
    displayName: self.name,
    description: group.description,
    roleGroupType: group.linked ? "Linked" : "Standard",
    ...(organization.activeDirectory && {
      logonName: `${organization.activeDirectory.netBiosName}\\${self.name}`,
    }),
    managedBy: [object("Organization Management").guid],
    members: (group.members ?? []).map((member) => object(member).guid),
    linkedGroup: null,
    externalDirectoryObjectId: null,
    wellKnownObject: null,
  };
}
