import { isServiceError } from "../../providers/connection/errors";
import type { RoleAssignment } from "../../providers/exchange/role-assignments";
import type { RoleGroup } from "../../providers/exchange/role-groups";
import type { Claims } from "./claims";
import { rolesOf } from "./identity";
import type { Session } from "./session";

/** The rights that the identity holds in Exchange, found without trying any of them. */
export interface CallerRights {
  /** How it comes to run the cmdlets that change RBAC objects: names of role groups; none means that it may not. */
  changes: string[];
  /** Names of the roles that it may grant to others. */
  grantable: string[];
}

/** Role groups into which a directory role leads, by how their names begin. Both are members of Organization Management. */
const groupsOfDirectoryRoles: Record<string, string> = {
  "Global Administrator": "TenantAdmins",
  "Exchange Administrator": "ExchangeServiceAdmins",
};

/**
 * Documented: the role Role Management holds the cmdlets that create, change and delete scopes, role groups, role
 * assignments and service principals, and only a delegating assignment lets its holder grant a role.
 * https://learn.microsoft.com/exchange/permissions-exo/permissions-exo
 */
export async function rightsOf({ exchange }: Session, claims: Claims): Promise<CallerRights> {
  const [roles, groups, assignments, principals] = await Promise.all([
    exchange.managementRoles.list(),
    exchange.roleGroups.list(),
    exchange.roleAssignments.list(),
    exchange.servicePrincipals.list(),
  ]);
  const management = new Set(roles.filter(({ name }) => name === "Role Management").map(({ name }) => name));
  const inForce = assignments.filter(({ enabled }) => enabled);
  const regular = inForce.filter(({ delegating, role }) => !delegating && management.has(role));
  const delegating = inForce.filter((each) => each.delegating && "organizationWide" in each.scope);

  const pointer = principals.find(({ objectId }) => objectId === claims.oid?.toLowerCase());
  const ourselves = new Set(
    [claims.oid, claims.upn, pointer?.guid].flatMap((each) => (each ? [each.toLowerCase()] : [])),
  );
  const entered = groupsEntered(groups, rolesOf(claims));
  const isOurs = async (group: RoleGroup): Promise<boolean> =>
    entered.some(({ guid }) => guid === group.guid) || (await membersInclude(group));

  async function membersInclude(group: RoleGroup): Promise<boolean> {
    try {
      const members = await exchange.roleGroups.membersOf(group.guid);
      const wanted = [...ourselves, ...entered.map(({ guid }) => guid)];
      return members.some(({ guid, identities }) =>
        [guid, ...identities].some((each) => wanted.includes(each)),
      );
    } catch (error) {
      // The members of some groups are kept in Entra, and Exchange does not show them.
      if (isServiceError(error, "invalidOperation", "notFound")) return false;
      throw error;
    }
  }

  const holders = groups.filter((group) => [...regular, ...delegating].some((each) => isHeldBy(each, group)));
  const own: RoleGroup[] = [];
  for (const group of holders) if (await isOurs(group)) own.push(group);
  const held = (list: RoleAssignment[]): RoleAssignment[] =>
    list.filter((each) => own.some((group) => isHeldBy(each, group)));
  return {
    changes: own.filter((group) => regular.some((each) => isHeldBy(each, group))).map(({ name }) => name),
    grantable: [...new Set(held(delegating).map(({ role }) => role))],
  };
}

function groupsEntered(groups: RoleGroup[], directoryRoles: string[]): RoleGroup[] {
  const beginnings = directoryRoles.flatMap((role) => groupsOfDirectoryRoles[role] ?? []);
  return groups.filter(({ name }) => beginnings.some((beginning) => name.startsWith(beginning)));
}

function isHeldBy({ assignees, assigneeKind }: RoleAssignment, { identities }: RoleGroup): boolean {
  return (
    assigneeKind === "securityGroup" && assignees.some((each) => identities.includes(each.toLowerCase()))
  );
}
