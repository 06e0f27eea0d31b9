import { z } from "zod";
import { generatedAssignmentName } from "./cmdlets/names";
import { configurationContainer, distinguishedName } from "./distinguished-names";
import type { ExchangeObject, ManagementRole, RoleAssignment, RoleAssigneeType, RoleGroup } from "./entities";
import { derivedGuid } from "./guids";
import { builtInRoleGroup, scopeOnlyRole } from "./roles/built-in";
import type { StoreState } from "./store";

const role = "ApplicationImpersonation";

/** What a tenant still has of ApplicationImpersonation from the time before the service took that role away. */
export const retiredImpersonationSeed = z.strictObject({
  /** Roles that were derived from it. */
  customRoles: z.array(z.string().min(1)).default([]),
  /** Role groups that hold it, with the aliases of their members. */
  roleGroups: z
    .array(z.strictObject({ name: z.string().min(1), members: z.array(z.string()).default([]) }))
    .default([]),
  assignments: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        /** ApplicationImpersonation itself, or one of the roles derived from it. */
        role: z.string().min(1).default(role),
        /** The alias of a person or of a mail-enabled security group. */
        assignee: z.string().min(1),
      }),
    )
    .default([]),
});

type RetiredImpersonation = z.output<typeof retiredImpersonationSeed>;

/** Adds the leftovers to a tenant's content. They show and can be removed, and give nobody anything. */
export function withRetiredImpersonation(
  state: StoreState,
  { customRoles, roleGroups, assignments }: RetiredImpersonation,
  now: string,
): StoreState {
  const object = objectsOf(state, now);
  const retired: ManagementRole = { ...scopeOnlyRole(object("Roles", role)), retired: true };
  const roles = [
    retired,
    ...customRoles.map((name) => ({
      ...scopeOnlyRole(object("Roles", name)),
      distinguishedName: distinguishedName(name, retired.distinguishedName),
      roleType: retired.roleType,
      description: "",
      parent: retired.guid,
    })),
  ];
  const recipient = (alias: string) => named(state.recipients, alias, (each) => each.alias);
  const groups = roleGroups.map(({ name, members }): RoleGroup => ({
    ...object("Role Groups", name),
    displayName: name,
    description: null,
    roleGroupType: "Standard",
    managedBy: [builtInRoleGroup(state.organization, "Organization Management")],
    members: members.map((alias) => recipient(alias).guid),
    linkedGroup: null,
    externalDirectoryObjectId: null,
    wellKnownObject: null,
  }));
  const assignment = (
    name: string,
    to: string,
    type: RoleAssigneeType,
    of: ManagementRole,
  ): RoleAssignment => ({
    ...object("Role Assignments", name),
    role: of.guid,
    roleAssigneeType: type,
    roleAssignee: to,
    delegation: "Regular",
    enabled: true,
    scope: { kind: "implicit" },
  });
  return {
    ...state,
    managementRoles: [...state.managementRoles, ...roles],
    roleGroups: [...state.roleGroups, ...groups],
    roleAssignments: [
      ...state.roleAssignments,
      ...groups.map(({ name, guid }) =>
        assignment(
          generatedAssignmentName(role, name, false, () => false),
          guid,
          "RoleGroup",
          retired,
        ),
      ),
      ...assignments.map((one) => {
        const { guid, userPrincipalName } = recipient(one.assignee);
        const type = userPrincipalName === null ? "SecurityGroup" : "User";
        return assignment(
          one.name,
          guid,
          type,
          named(roles, one.role, (each) => each.name),
        );
      }),
    ],
  };
}

function objectsOf({ organization }: StoreState, now: string) {
  return (container: string, name: string): ExchangeObject => ({
    guid: derivedGuid(container, organization.tenantId, name),
    name,
    distinguishedName: distinguishedName(name, configurationContainer(organization, container)),
    whenCreated: now,
    whenChanged: now,
  });
}

function named<T>(entities: readonly T[], name: string, nameOf: (entity: T) => string): T {
  const found = entities.find((each) => nameOf(each).toLowerCase() === name.toLowerCase());
  if (!found) throw new Error(`The seed's leftovers name ${name}, which is not in it.`);
  return found;
}
