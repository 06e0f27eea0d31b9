import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { generatedName } from "../dynamic/names";
import { reachesMailboxes } from "../exchange/management-roles";
import { kindOf, referenceOf, type GrantScope, type RoleAssignment } from "../exchange/role-assignments";
import type { RoleGroup } from "../exchange/role-groups";
import { isAssignedTo, type ResolvedAssignee } from "./assignee";
import { isRetired, refuseRetiredRole } from "./grant";
import { describeScope, isReported, resolveScope, type ResolvedScope } from "./grant-scope";
import { makeGrant, moveGrant } from "./grant-writes";

/** A role of a group as it is declared. */
export interface DeclaredRole {
  role: string;
  scope?: GrantScope;
}

/** A role of a group in the tenant: the grant, and every word for its scope. */
export interface GroupRole {
  assignment: RoleAssignment;
  scope: ResolvedScope;
}

interface ResolvedRole {
  role: string;
  scope: ResolvedScope;
}

/** What the state keeps of a role, to compare a program's words with. */
export interface RoleIdentity {
  role: string;
  kind: string;
  identities: string[];
}

/** The roles of a group; rights to hand a role on are not among them. */
export async function rolesOf(clients: Clients, group: RoleGroup, isFresh: boolean): Promise<GroupRole[]> {
  const { roleAssignments } = clients.exchange;
  const all = isFresh ? await roleAssignments.list() : await roleAssignments.snapshot();
  const ours = all.filter((each) => !each.delegating && isAssignedTo(each, asAssignee(group)));
  return Promise.all(
    ours.map(async (assignment) => ({
      assignment,
      scope: await describeScope(clients, assignment.scope, undefined, []),
    })),
  );
}

/**
 * Finds what a program's roles refer to. Refuses a role that reaches mailboxes without saying which. A role that is retired
 * is refused where it would be given, so that what is left of it can be adopted; Exchange need not know it any more.
 */
export async function resolveRoles(
  clients: Clients,
  roles: readonly DeclaredRole[],
): Promise<ResolvedRole[]> {
  const catalogue = await clients.exchange.managementRoles.list();
  return Promise.all(
    roles.map(async ({ role, scope }) => {
      const found = catalogue.find(({ name, guid }) =>
        [name.toLowerCase(), guid].includes(role.toLowerCase()),
      );
      if (found === undefined && !(isRetired(role) && clients.deployment === "online")) {
        throw new OperationError(`there is no role "${role}" in Exchange.`);
      }
      if (scope === undefined && found && reachesMailboxes(found)) {
        throw new OperationError(
          `the role "${found.name}" (of the type ${found.roleType}) reaches mailboxes. Say which: give it a scope, or ` +
            "scope: { organizationWide: true } for every mailbox.",
        );
      }
      return {
        role: found?.name ?? role,
        scope: await resolveScope(clients, scope ?? { organizationWide: true }, "securityGroup"),
      };
    }),
  );
}

/** Refuses roles that are retired and that the group does not have already, before anything is changed. */
export async function refuseRetiredRoles(
  clients: Clients,
  roles: readonly ResolvedRole[],
  group: RoleGroup | undefined,
): Promise<void> {
  const held = group ? (await rolesOf(clients, group, true)).map(({ assignment }) => assignment) : [];
  for (const role of roles) {
    if (!held.some((each) => isNamed(each, role.role))) await refuseRetiredRole(clients, role.role);
  }
}

/** Gives the group the roles that it lacks, moves those whose reach differs, and takes all others away, in this order. */
export async function syncRoles(
  clients: Clients,
  group: RoleGroup,
  wanted: readonly ResolvedRole[],
  takenGuids: ReadonlySet<string>,
): Promise<void> {
  const spare = (await rolesOf(clients, group, true)).map(({ assignment }) => assignment);
  const missing = wanted.filter((role) => takeOut(spare, (each) => isRole(each, role)) === undefined);
  refuseShared(spare, takenGuids);
  for (const { role, scope } of missing) {
    const movable = spare.find((each) => isNamed(each, role) && !("organizationWide" in scope.wanted));
    if (movable) {
      takeOut(spare, (each) => each === movable);
      await moveGrant(clients, movable, scope, "securityGroup");
    } else {
      await refuseRetiredRole(clients, role);
      const name = generatedName(`${group.guid}/${role}`, [kindOf(scope.wanted), referenceOf(scope.wanted)]);
      await makeGrant(clients, { name, role, assignee: asAssignee(group), scope, delegating: false });
    }
  }
  for (const { guid } of spare) await clients.exchange.roleAssignments.remove(guid);
}

function refuseShared(spare: readonly RoleAssignment[], takenGuids: ReadonlySet<string>): void {
  const shared = spare.find(({ guid }) => takenGuids.has(guid));
  if (shared === undefined) return;
  throw new OperationError(
    `the role assignment "${shared.name}" of this stack gives "${shared.role}" to this group, and the group's own roles do ` +
      "not have it. One resource must own the group's roles: take roles out of the RoleGroup, or the RoleAssignment out of the program.",
  );
}

/** What of a group's roles is not as wanted, a sentence each. */
export function roleDifferences(live: readonly GroupRole[], wanted: readonly ResolvedRole[]): string[] {
  const spare = live.map(({ assignment }) => assignment);
  const missing = wanted.filter((role) => takeOut(spare, (each) => isRole(each, role)) === undefined);
  return [
    ...missing.map(({ role, scope }) => `roles: "${role}" in ${JSON.stringify(scope.wanted)} is missing`),
    ...spare.map(({ role, scope }) => `roles: "${role}" in ${JSON.stringify(scope)} is not declared`),
  ];
}

/** A group's roles as a program would declare them: in its words and order where they mean the same, others behind. */
export function asDeclared(
  live: readonly GroupRole[],
  declared: readonly DeclaredRole[],
): { roles: DeclaredRole[]; roleIdentities: RoleIdentity[] } {
  const spare = [...live].sort((a, b) => (a.assignment.role < b.assignment.role ? -1 : 1));
  const kept = declared.flatMap((role) => {
    const found = takeOut(spare, (each) => isMeant(role, identityOf(each)));
    return found ? [{ role, identity: identityOf(found) }] : [];
  });
  const others = spare.map((each) => ({
    role: { role: each.assignment.role, scope: each.scope.wanted },
    identity: identityOf(each),
  }));
  const all = [...kept, ...others];
  return { roles: all.map(({ role }) => role), roleIdentities: all.map(({ identity }) => identity) };
}

/** Whether a program's roles are the ones that the state knows, in whatever words and order. */
export function namesRoles(declared: readonly DeclaredRole[], known: readonly RoleIdentity[]): boolean {
  const spare = [...known];
  const isAll = declared.every((role) => takeOut(spare, (each) => isMeant(role, each)) !== undefined);
  return isAll && spare.length === 0;
}

function identityOf({ assignment, scope }: GroupRole): RoleIdentity {
  return { role: assignment.role.toLowerCase(), kind: kindOf(scope.wanted), identities: scope.identities };
}

function isMeant({ role, scope }: DeclaredRole, known: RoleIdentity): boolean {
  const wanted = scope ?? { organizationWide: true };
  return (
    known.role === role.toLowerCase() &&
    known.kind === kindOf(wanted) &&
    (known.kind === "organizationWide" || known.identities.includes(referenceOf(wanted)))
  );
}

function asAssignee({ guid, identities }: RoleGroup): ResolvedAssignee {
  return { kind: "securityGroup", identity: guid, identities };
}

function isRole(assignment: RoleAssignment, { role, scope }: ResolvedRole): boolean {
  return isNamed(assignment, role) && isReported(assignment.scope, scope);
}

function isNamed(assignment: RoleAssignment, role: string): boolean {
  return assignment.role.toLowerCase() === role.toLowerCase();
}

function takeOut<T>(list: T[], isMeant: (each: T) => boolean): T | undefined {
  const index = list.findIndex(isMeant);
  return index === -1 ? undefined : list.splice(index, 1)[0];
}
