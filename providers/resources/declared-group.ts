import type { Clients } from "../clients";
import type { Observed, Properties } from "../dynamic/lifecycle";
import type { RoleGroup, RoleGroupMember } from "../exchange/role-groups";
import { asDeclared, roleDifferences, rolesOf, type DeclaredRole, type resolveRoles } from "./group-roles";
import type { Widened } from "./widened";
import { identityGroupsIn, isOneOf, withKnownWords, type IdentityGroup } from "./identity-groups";

/** A role group as it is declared. What is left out is not managed. */
export interface DeclaredGroup extends Widened {
  name: string;
  description?: string;
  managedBy?: string[];
  roles?: DeclaredRole[];
  members?: string[];
  membersMode: "exact" | "additive";
  adopt?: boolean;
}

/** What a declared group refers to, found in the tenant. Only what is managed is there. */
export interface GroupParts {
  members?: IdentityGroup[];
  managers?: IdentityGroup[];
  roles?: Awaited<ReturnType<typeof resolveRoles>>;
}

/**
 * The group as a program would declare it: what the program manages, in Exchange's words. `known` is what is known of
 * members and managers from when they were looked up.
 */
export async function observe(
  clients: Clients,
  group: RoleGroup,
  declared: Partial<DeclaredGroup>,
  known: Properties,
  isFresh: boolean,
): Promise<Observed<DeclaredGroup>> {
  const people = await peopleOf(clients, group, declared, known);
  const roles = declared.roles
    ? asDeclared(await rolesOf(clients, group, isFresh), declared.roles)
    : undefined;
  return {
    guid: group.guid,
    live: {
      name: group.name,
      membersMode: declared.membersMode ?? "exact",
      ...(declared.mayBeWidenedBy === undefined ? {} : { mayBeWidenedBy: declared.mayBeWidenedBy }),
      ...(declared.description === undefined ? {} : { description: group.description ?? "" }),
      ...(people.managedBy === undefined ? {} : { managedBy: people.managedBy }),
      ...(people.members === undefined ? {} : { members: people.members }),
      ...(roles === undefined ? {} : { roles: roles.roles }),
    },
    computed: {
      memberIdentities: people.memberIdentities,
      managerIdentities: people.managerIdentities,
      roleIdentities: roles?.roleIdentities ?? [],
    },
  };
}

/** What of a group is not as declared, a sentence each that begins with the property. */
export async function differences(
  clients: Clients,
  group: RoleGroup,
  inputs: DeclaredGroup,
  { members, managers, roles }: GroupParts,
): Promise<string[]> {
  const list: string[] = [];
  const differ = (property: string, live: unknown, wanted: unknown): void => {
    list.push(
      `${property}: Exchange has ${JSON.stringify(live ?? null)}, the program says ${JSON.stringify(wanted)}`,
    );
  };
  if (group.name !== inputs.name) differ("name", group.name, inputs.name);
  if (inputs.description !== undefined && group.description !== inputs.description) {
    differ("description", group.description, inputs.description);
  }
  if (
    managers &&
    !areSame(
      group.managedBy.map((name) => [name.toLowerCase()]),
      managers,
    )
  ) {
    differ("managedBy", group.managedBy, inputs.managedBy);
  }
  if (members) {
    const live = await clients.exchange.roleGroups.membersOf(group.guid);
    const isMissing = members.some((wanted) => !live.some((member) => wanted.includes(member.guid)));
    const isSurplus = inputs.membersMode === "exact" && live.length > members.length;
    if (isMissing || isSurplus)
      differ(
        "members",
        live.map(({ address }) => address),
        inputs.members,
      );
  }
  if (roles) list.push(...roleDifferences(await rolesOf(clients, group, true), roles));
  return list;
}

async function peopleOf(
  { exchange }: Clients,
  group: RoleGroup,
  declared: Partial<DeclaredGroup>,
  known: Properties,
) {
  const managerGroups = withManagers(group.managedBy, identityGroupsIn(known["managerIdentities"]));
  const managedBy = declared.managedBy && wordsFor(managerGroups, declared.managedBy, group.managedBy);
  if (!declared.members) return { managedBy, managerIdentities: managerGroups, memberIdentities: [] };

  const live = await exchange.roleGroups.membersOf(group.guid);
  const words = withKnownWords(
    live.map(({ identities }) => identities),
    identityGroupsIn(known["memberIdentities"]),
  );
  // Members beyond the declared ones do not count where others are left alone.
  const isCounted = (index: number): boolean =>
    declared.membersMode !== "additive" ||
    (declared.members ?? []).some((word) => isOneOf(word, words[index] ?? []));
  const memberIdentities = words.filter((_, index) => isCounted(index));
  const addresses = live
    .filter((_, index) => isCounted(index))
    .map(({ address }: RoleGroupMember) => address);
  return {
    managedBy,
    managerIdentities: managerGroups,
    members: wordsFor(memberIdentities, declared.members, addresses),
    memberIdentities,
  };
}

/** Each object in the program's word for it, or in Exchange's. */
function wordsFor(
  objects: readonly IdentityGroup[],
  declared: readonly string[],
  live: readonly string[],
): string[] {
  return objects.map(
    (object, index) => declared.find((word) => isOneOf(word, object)) ?? live[index] ?? object[0] ?? "",
  );
}

/** The list shows managers by name alone: what is known of a name tells who it is. */
function withManagers(names: readonly string[], known: readonly IdentityGroup[]): IdentityGroup[] {
  return names.map((name) => known.find((group) => isOneOf(name, group)) ?? [name.toLowerCase()]);
}

function areSame(live: readonly IdentityGroup[], wanted: readonly IdentityGroup[]): boolean {
  return (
    live.length === wanted.length &&
    wanted.every((group) => live.some((words) => words.some((word) => group.includes(word))))
  );
}
