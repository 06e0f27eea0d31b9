import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import type { DirectoryObject } from "../exchange/recipients";
import type { AssigneeKind, RoleAssignment } from "../exchange/role-assignments";
import { isServicePrincipal, type ServicePrincipal } from "../exchange/service-principals";
import { arrivalMs } from "./deadlines";

/** Who gets a role: exactly one of the three. */
export interface Assignee {
  app?: string;
  user?: string;
  securityGroup?: string;
}

export const assigneeKinds = ["app", "user", "securityGroup"] as const;

/** Somebody who was found in the tenant, with every word that Exchange may use for them, in lower case. */
export interface ResolvedAssignee {
  kind: AssigneeKind;
  /** What Exchange is told. */
  identity: string;
  identities: string[];
}

/** The kinds of assignee that are given: one, unless the program is wrong. */
export function assigneesGiven(assignee: Assignee): AssigneeKind[] {
  return assigneeKinds.filter((kind) => assignee[kind] !== undefined);
}

/** Finds who is meant. Refuses who is not there. */
export async function resolveAssignee(clients: Clients, assignee: Assignee): Promise<ResolvedAssignee> {
  const [kind] = assigneesGiven(assignee);
  const reference = kind === undefined ? undefined : assignee[kind];
  if (kind === undefined || reference === undefined)
    throw new OperationError("nobody is named to get the role");
  const found = await poll(deadlineIn(clients.clock, arrivalMs), () => finders[kind](clients, reference));
  if (found) return found;
  throw new OperationError(missing[kind](reference));
}

const missing: Record<AssigneeKind, (reference: string) => string> = {
  app: (reference) =>
    `Exchange has no service principal for application ${reference}. Declare a ServicePrincipal for it, and give its id here.`,
  user: (reference) =>
    `there is no user "${reference}" in Exchange. Give the user principal name; an account that was just made can take minutes to arrive.`,
  securityGroup: (reference) =>
    `there is no role group and no security group "${reference}" in Exchange that could have a role. Give the id of a RoleGroup, or a group's name.`,
};

const finders: Record<
  AssigneeKind,
  (clients: Clients, reference: string) => Promise<ResolvedAssignee | undefined>
> = {
  async app({ exchange }, reference) {
    const principal = (await exchange.servicePrincipals.list()).find((each) =>
      isServicePrincipal(each, reference),
    );
    return principal && asAssignee(principal);
  },
  async user({ exchange }, reference) {
    const user = await exchange.recipients.user(reference);
    return (
      user && { kind: "user", identity: user.userPrincipalName ?? user.guid, identities: user.identities }
    );
  },
  async securityGroup(clients, reference) {
    const { exchange } = clients;
    const wanted = reference.toLowerCase();
    const roleGroup = (await exchange.roleGroups.list()).find(({ identities }) =>
      identities.includes(wanted),
    );
    const group = roleGroup ?? (await findGroup(clients, reference));
    return group && { kind: "securityGroup", identity: group.guid, identities: group.identities };
  },
};

/** A group to which roles can be given. On-premises it needs no address. */
export function findGroup(
  { deployment, exchange }: Clients,
  word: string,
): Promise<DirectoryObject | undefined> {
  return deployment === "onPremises"
    ? exchange.recipients.securityGroup(word)
    : exchange.recipients.group(word);
}

/** An application as the one who has a grant. */
export function asAssignee(principal: ServicePrincipal): ResolvedAssignee {
  return { kind: "app", identity: principal.objectId, identities: namesOf(principal) };
}

/** Whether a grant is this assignee's. */
export function isAssignedTo(assignment: RoleAssignment, { kind, identities }: ResolvedAssignee): boolean {
  return (
    (assignment.assigneeKind ?? kind) === kind &&
    assignment.assignees.some((each) => identities.includes(each.toLowerCase()))
  );
}

/**
 * Who has a grant, as a program would say it: in the program's word, if Exchange's words for the assignee are among those
 * that are known for it.
 */
export async function describeAssignee(
  { exchange }: Clients,
  assignment: RoleAssignment,
  spelling: Assignee,
  known: readonly string[],
): Promise<{ assignee: Assignee; identities: string[] }> {
  const kind = assignment.assigneeKind ?? assigneesGiven(spelling)[0] ?? "user";
  if (kind === "app") {
    const principals = (await exchange.servicePrincipals.snapshot()).filter((each) =>
      isAssignedTo(assignment, asAssignee(each)),
    );
    // Display names can be shared: of several candidates it is the one that the program means, if that is among them.
    const { app } = spelling;
    const meant =
      principals.find((each) => app !== undefined && isServicePrincipal(each, app)) ?? principals[0];
    if (meant) return { assignee: { app: meant.objectId }, identities: namesOf(meant) };
  }
  const isKnown = isAssignedTo(assignment, { kind, identity: "", identities: [...known] });
  const word = spelling[kind];
  if (isKnown && word !== undefined) return { assignee: { [kind]: word }, identities: [...known] };
  if (kind === "securityGroup" && word !== undefined) {
    // The list names a role group by nothing but its name, which may have changed since.
    const group = (await exchange.roleGroups.snapshot()).find((each) =>
      isAssignedTo(assignment, { kind, identity: each.guid, identities: each.identities }),
    );
    if (group && known.includes(group.guid.toLowerCase())) {
      return { assignee: { securityGroup: word }, identities: group.identities };
    }
  }
  const identities = assignment.assignees.map((each) => each.toLowerCase());
  return { assignee: { [kind]: assignment.assignees[0] ?? "" }, identities };
}

function namesOf(principal: ServicePrincipal): string[] {
  const { guid, objectId, appId, name, displayName } = principal;
  return [guid, objectId, appId, name, displayName].flatMap((each) => (each ? [each.toLowerCase()] : []));
}
