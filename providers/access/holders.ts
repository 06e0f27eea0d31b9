import type { Deployment } from "../connection/deployment";
import type { Exchange } from "../exchange/exchange";
import type { RoleAssignment } from "../exchange/role-assignments";
import type { RoleGroup, RoleGroupMember } from "../exchange/role-groups";
import { look, type Unseen } from "./look";

/** Where people, groups and grants are looked up. */
export interface Directory {
  exchange: Exchange;
  deployment: Deployment;
}

/** Somebody who has a grant, himself or as a member of a group that has it. */
export interface Holder {
  /** What Exchange is asked by. */
  identity: string;
  /** Where it is known. */
  guid: string | undefined;
  isGroup: boolean;
  /** How a person is told who it is. */
  word: string;
}

/** Asks who is reached by grants. What it is told is shared with all who ask at the same time. */
export interface Holders {
  groupOf(grant: RoleAssignment): Promise<RoleGroup | undefined>;
  /** Everybody in a group, and in the groups within it. */
  membersOf(group: { guid: string; word: string; isRoleGroup: boolean }): Promise<Holder[]>;
  /** Whether a grant to somebody else reaches this holder as well; `undefined` where that could not be seen. */
  isReached(holder: Holder, grant: RoleAssignment): Promise<boolean | undefined>;
}

/** `unseen` takes up what could not be looked at in any way. `isFresh` asks for what was written a moment ago. */
export function holders({ exchange, deployment }: Directory, isFresh: boolean, unseen: Unseen[]): Holders {
  const { roleAssignments, roleGroups, recipients } = exchange;

  const direct = (group: { guid: string; word: string; isRoleGroup: boolean }, missed = unseen) =>
    look(missed, `the members of "${group.word}"`, () => {
      if (!group.isRoleGroup) return recipients.membersOf(group.guid, deployment, isFresh);
      return isFresh ? roleGroups.membersOf(group.guid) : roleGroups.memberSnapshot(group.guid);
    });

  async function groupOf({ assignees }: RoleAssignment): Promise<RoleGroup | undefined> {
    // Without the list more has to be asked, and nothing is missed.
    const groups = await look([], "the role groups", () =>
      isFresh ? roleGroups.list() : roleGroups.snapshot(),
    );
    return groups?.find(({ identities }) =>
      assignees.some((each) => identities.includes(each.toLowerCase())),
    );
  }

  async function everybodyIn(
    group: { guid: string; word: string; isRoleGroup: boolean },
    known: Set<string>,
  ): Promise<Holder[]> {
    const members = ((await direct(group)) ?? []).filter(({ guid }) => !known.has(guid));
    for (const { guid } of members) known.add(guid);
    const inner = await Promise.all(
      members
        .filter(({ isGroup }) => isGroup)
        .map(({ guid, name }) => everybodyIn({ guid, word: name, isRoleGroup: false }, known)),
    );
    return [...members.map(asHolder), ...inner.flat()];
  }

  async function isReached(holder: Holder, grant: RoleAssignment): Promise<boolean | undefined> {
    if (grant.assigneeKind === "user") {
      // A grant to a user reaches nobody else.
      if (holder.isGroup) return false;
      const [word = ""] = grant.assignees;
      const user = await look([], `who "${word}" is`, () => recipients.user(word));
      if (user !== undefined && holder.guid !== undefined) return user.guid === holder.guid;
    } else {
      const group = await groupOf(grant);
      if (group?.isEmpty === true) return false;
      const members =
        group && holder.guid !== undefined
          ? await direct({ guid: group.guid, word: group.name, isRoleGroup: true }, [])
          : undefined;
      if (members?.some(({ guid }) => guid === holder.guid) === true) return true;
      // Without a group among them the members are all who are reached.
      if (members?.every(({ isGroup }) => !isGroup) === true) return false;
    }
    const reaching = await look(unseen, `which grants reach "${holder.word}"`, () =>
      roleAssignments.reaching(holder.identity, isFresh),
    );
    return reaching?.has(grant.guid);
  }

  return { groupOf, isReached, membersOf: (group) => everybodyIn(group, new Set([group.guid])) };
}

function asHolder({ guid, name, address, isGroup }: RoleGroupMember): Holder {
  return { identity: guid, guid, isGroup, word: address === guid ? name : address };
}
