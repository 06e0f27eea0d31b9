import type { Clients } from "../clients";
import type { Observed } from "../dynamic/lifecycle";
import { kindOf, referenceOf, type AssigneeKind, type RoleAssignment } from "../exchange/role-assignments";
import { findGroup as findSecurityGroup, type Assignee } from "./assignee";
import { observe, type Grant } from "./grant";
import { withGrantsBeside } from "./grants-beside";
import { isExchangesOwn } from "./role-group-refusals";

interface Words {
  /** What a program would say: what is unique and does not change. */
  word: string;
  identities: readonly string[];
}

/** Every grant that a program could declare, each with the words that a program would use. */
export async function listGrants(clients: Clients): Promise<Observed<Grant>[]> {
  const grants = await clients.exchange.roleAssignments.list();
  const builtIn = await builtInGroups(clients);
  return Promise.all(
    grants
      .filter((grant) => grant.assigneeKind !== undefined && !cameWithGroup(grant, builtIn))
      .map((grant) => describe(clients, grant)),
  );
}

/** Exchange's own role groups come with their grants. What bounds one to a scope was made by somebody. */
function cameWithGroup(grant: RoleAssignment, builtIn: ReadonlySet<string>): boolean {
  const isBound = !["organizationWide", "relative"].includes(kindOf(grant.scope));
  return !isBound && grant.assignees.some((each) => builtIn.has(each.toLowerCase()));
}

async function builtInGroups({ exchange }: Clients): Promise<ReadonlySet<string>> {
  const groups = (await exchange.roleGroups.snapshot()).filter(isExchangesOwn);
  return new Set(groups.flatMap(({ identities }) => identities));
}

async function describe(clients: Clients, grant: RoleAssignment): Promise<Observed<Grant>> {
  const { assigneeKind } = grant;
  const assignee = assigneeKind && (await findAssignee(clients, assigneeKind, grant.assignees));
  const group = "group" in grant.scope ? await findGroup(clients, referenceOf(grant.scope)) : undefined;
  const spelling: Assignee & Partial<Grant> = {
    ...(assigneeKind && assignee ? { [assigneeKind]: assignee.word } : {}),
    ...(group ? { scope: { group: group.word } } : {}),
  };
  const observed = await observe(clients, grant, spelling, {
    assigneeIdentities: assignee?.identities ?? [],
    scopeIdentities: group?.identities ?? [],
  });
  return asAccepted(await withGrantsBeside(clients, observed, { accepted: undefined, isAfterChange: false }));
}

/** What is there is declared as it is: a program that says so names what reaches further, and previews empty. */
function asAccepted(observed: Observed<Grant>): Observed<Grant> {
  const { widenedBy, ...live } = observed.live;
  return {
    ...observed,
    live: { ...live, ...(widenedBy === undefined ? {} : { mayBeWidenedBy: widenedBy }) },
  };
}

/** Applications need no look-up: the list of service principals tells all of them. */
async function findAssignee(
  clients: Clients,
  kind: AssigneeKind,
  words: readonly string[],
): Promise<Words | undefined> {
  if (kind === "app") return undefined;
  const { exchange } = clients;
  for (const word of words) {
    const group =
      kind === "securityGroup"
        ? (await exchange.roleGroups.snapshot()).find((each) => each.identities.includes(word.toLowerCase()))
        : undefined;
    if (group) return { word: group.guid, identities: group.identities };
    const found =
      kind === "user" ? await exchange.recipients.user(word) : await findSecurityGroup(clients, word);
    if (found) return { word: found.userPrincipalName ?? found.guid, identities: found.identities };
  }
  return undefined;
}

/** Where Exchange makes a scope for a group, it reports that scope: its name is the group's with a Guid behind. */
async function findGroup({ exchange }: Clients, word: string): Promise<Words | undefined> {
  const group =
    (await exchange.recipients.group(word)) ??
    (await exchange.recipients.group(word.replace(/_[0-9a-f-]{36}$/i, "")));
  return group && { word: group.guid, identities: group.identities };
}
