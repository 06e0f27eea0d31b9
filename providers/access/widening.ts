import type { Exchange } from "../exchange/exchange";
import type { RoleAssignment } from "../exchange/role-assignments";
import { holders, type Directory, type Holder, type Holders } from "./holders";
import { look, type Unseen } from "./look";
import { isWithin } from "./reach";

/** A grant whose scope does not confine who has it, because another grant gives them the same role over more. */
export interface Widening {
  narrow: RoleAssignment;
  wide: RoleAssignment;
  /** The role group that has the wide grant, if it is one. */
  group: string | undefined;
  /** Whom of the group with the narrow grant the wide one reaches. Left out where it is all of them. */
  member?: string;
}

export interface Findings {
  widenings: Widening[];
  /** What could not be looked at, so that there may be more. */
  unseen: Unseen[];
}

export interface Question {
  /** Guids of the grants that are asked about. */
  grants: ReadonlySet<string>;
  /** Whether others widen them, or they others. */
  as: "narrow" | "wide";
  /** Who has them, by Guid, where that is known. */
  assignee?: string | undefined;
  /** Grants that are declared side by side, as the roles of one group, say together how far they reach. */
  isOneDeclaration?: boolean;
  /** Asks for what was written a moment ago, not for what reads share. */
  isFresh: boolean;
}

/** A grant that is bounded, and those that could widen it. */
interface Suspicion {
  narrow: RoleAssignment;
  wider: RoleAssignment[];
}

/** Looks for grants that widen others. The lists that reads share are enough, unless they show a wider grant to others. */
export async function findWidenings(directory: Directory, question: Question): Promise<Findings> {
  const unseen: Unseen[] = [];
  const inUse = (await directory.exchange.roleAssignments.snapshot()).filter(
    ({ enabled, delegating }) => enabled && !delegating,
  );
  const suspicions = suspect(inUse, question);
  if (suspicions.length === 0) return { widenings: [], unseen };
  const isSameRole = await roleComparison(directory.exchange, suspicions, unseen);
  const asked = holders(directory, question.isFresh, unseen);
  const assignee = question.as === "narrow" ? question.assignee : undefined;
  const found = await Promise.all(
    suspicions.map(({ narrow, wider }) =>
      widen(
        asked,
        narrow,
        wider.filter((other) => isSameRole(narrow, other)),
        assignee,
      ),
    ),
  );
  return { widenings: found.flat(), unseen };
}

function suspect(inUse: readonly RoleAssignment[], question: Question): Suspicion[] {
  const ours = inUse.filter(({ guid }) => question.grants.has(guid));
  const others = inUse.filter(({ guid }) => !question.grants.has(guid));
  const [narrowOnes, wideOnes] =
    question.as === "wide"
      ? [others.filter(({ assigneeKind }) => assigneeKind !== undefined), ours]
      : [ours, question.isOneDeclaration === true ? others : inUse];
  return narrowOnes
    .map((narrow) => ({
      narrow,
      wider: wideOnes.filter(
        (wide) => wide !== narrow && canMeet(narrow, wide) && !isWithin(wide.scope, narrow.scope),
      ),
    }))
    .filter(({ wider }) => wider.length > 0);
}

/** Whether one assignee may have both. Applications are in no group that gives roles for applications. */
function canMeet(one: RoleAssignment, other: RoleAssignment): boolean {
  const kinds = [one.assigneeKind, other.assigneeKind];
  const isAlone = kinds.includes("app") || kinds.every((kind) => kind === "user");
  return !isAlone || hasSameHolder(one, other);
}

async function widen(
  asked: Holders,
  narrow: RoleAssignment,
  wider: readonly RoleAssignment[],
  assignee: string | undefined,
): Promise<Widening[]> {
  const found: Widening[] = [];
  const add = async (wide: RoleAssignment, member?: string): Promise<void> => {
    const isAlone = wide.assigneeKind === "user" || wide.assigneeKind === "app";
    const group = isAlone ? undefined : (await asked.groupOf(wide))?.name;
    found.push({ narrow, wide, group, ...(member === undefined ? {} : { member }) });
  };
  const same = wider.filter((wide) => hasSameHolder(narrow, wide));
  for (const wide of same) await add(wide);
  const others = wider.filter((wide) => !same.includes(wide));
  if (others.length === 0) return found;

  const [word = ""] = narrow.assignees;
  const isGroup = narrow.assigneeKind !== "user";
  const group = isGroup ? await asked.groupOf(narrow) : undefined;
  const guid = group?.guid ?? assignee;
  const holder: Holder = { identity: guid ?? word, guid, isGroup, word };
  const left: RoleAssignment[] = [];
  for (const wide of others) {
    if ((await asked.isReached(holder, wide)) === true) await add(wide);
    else left.push(wide);
  }
  if (!isGroup) return found;

  const worthAsking = await withoutEmpty(asked, left);
  if (worthAsking.length === 0) return found;
  const members = await asked.membersOf({
    guid: guid ?? word,
    word: group?.name ?? word,
    isRoleGroup: group !== undefined,
  });
  for (const wide of worthAsking) {
    for (const member of members) {
      if ((await asked.isReached(member, wide)) === true) await add(wide, member.word);
    }
  }
  return found;
}

async function withoutEmpty(asked: Holders, grants: readonly RoleAssignment[]): Promise<RoleAssignment[]> {
  const kept: RoleAssignment[] = [];
  for (const grant of grants) {
    const isEmpty = grant.assigneeKind !== "user" && (await asked.groupOf(grant))?.isEmpty === true;
    if (!isEmpty) kept.push(grant);
  }
  return kept;
}

/** One list words one holder in one way. */
function hasSameHolder(one: RoleAssignment, other: RoleAssignment): boolean {
  const [word, otherWord] = [one.assignees[0], other.assignees[0]];
  return (
    word !== undefined &&
    word.toLowerCase() === otherWord?.toLowerCase() &&
    (one.assigneeKind ?? other.assigneeKind) === (other.assigneeKind ?? one.assigneeKind)
  );
}

type RoleComparison = (one: RoleAssignment, other: RoleAssignment) => boolean;

/** A role that was derived from another has its type. Not so scripts, which share a type, and roles for applications. */
async function roleComparison(
  exchange: Exchange,
  suspicions: readonly Suspicion[],
  unseen: Unseen[],
): Promise<RoleComparison> {
  const areNamedAlike: RoleComparison = (one, other) => one.role.toLowerCase() === other.role.toLowerCase();
  const isEnough = suspicions.every(({ narrow, wider }) =>
    wider.every((wide) => narrow.assigneeKind === "app" || areNamedAlike(narrow, wide)),
  );
  if (isEnough) return areNamedAlike;
  const roles = await look(unseen, "the types of the roles", () => exchange.managementRoles.snapshot());
  const types = new Map(roles?.map(({ name, roleType }) => [name.toLowerCase(), roleType.toLowerCase()]));
  const typeOf = ({ role }: RoleAssignment): string => types.get(role.toLowerCase()) ?? "";
  return (one, other) => {
    if (areNamedAlike(one, other)) return true;
    const type = typeOf(one);
    return one.assigneeKind !== "app" && !["", "unscoped"].includes(type) && type === typeOf(other);
  };
}
