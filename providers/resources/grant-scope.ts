import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import { isSameRoot } from "../exchange/recipient-root";
import { kindOf, referenceOf, type AssigneeKind, type GrantScope } from "../exchange/role-assignments";
import { arrivalMs } from "./deadlines";

/** A scope that a grant can be bound to, with every word that Exchange may use for it, in lower case. */
export interface ResolvedScope {
  wanted: GrantScope;
  identities: string[];
}

/** Finds what the program's scope refers to. Refuses what is not there: a grant is never made on a guess. */
export async function resolveScope(
  clients: Clients,
  scope: GrantScope,
  assignee: AssigneeKind,
): Promise<ResolvedScope> {
  const find = (): Promise<ResolvedScope | undefined> => lookUp(clients, scope, assignee);
  return (await poll(deadlineIn(clients.clock, arrivalMs), find)) ?? missing(scope);
}

async function lookUp(
  { exchange }: Clients,
  scope: GrantScope,
  assignee: AssigneeKind,
): Promise<ResolvedScope | undefined> {
  if ("managementScope" in scope || "exclusiveScope" in scope) {
    const reference = referenceOf(scope);
    const found = (await exchange.managementScopes.list()).find((each) => isNamed(each, reference));
    if (!found) return undefined;
    refuseOtherSort(found, "exclusiveScope" in scope, assignee);
    const wanted = found.exclusive ? { exclusiveScope: found.guid } : { managementScope: found.guid };
    return { wanted, identities: [found.guid, found.name.toLowerCase()] };
  }
  if ("group" in scope) {
    const group = await exchange.recipients.group(scope.group);
    return group && { wanted: { group: group.guid }, identities: group.identities };
  }
  return { wanted: scope, identities: "organizationWide" in scope ? [] : [referenceOf(scope)] };
}

/** Exchange takes exclusive scopes and others by different parameters, and refuses one in the place of the other. */
function refuseOtherSort(
  found: { name: string; exclusive: boolean },
  isExclusiveWanted: boolean,
  assignee: AssigneeKind,
): void {
  if (found.exclusive === isExclusiveWanted) return;
  if (!found.exclusive) {
    throw new OperationError(
      `the management scope "${found.name}" is not exclusive: name it as { managementScope }.`,
    );
  }
  throw new OperationError(
    `the management scope "${found.name}" is exclusive` +
      (assignee === "app"
        ? ", and exclusive scopes do not bound applications."
        : ": name it as { exclusiveScope }, which gives the assignee sole access to its recipients."),
  );
}

/** Whether Exchange reports exactly the scope that was asked for. */
export function isReported(reported: GrantScope, { wanted, identities }: ResolvedScope): boolean {
  if (kindOf(reported) !== kindOf(wanted)) return false;
  if ("organizationWide" in reported) return true;
  const text = referenceOf(reported);
  if ("organizationalUnit" in reported) return isSameRoot(text, referenceOf(wanted));
  // The scope that Exchange makes for a group bears the group's name and a Guid.
  return (
    identities.includes(text) ||
    ("group" in reported && identities.some((each) => text.startsWith(`${each}_`)))
  );
}

/**
 * The reported scope as a program would declare it, with every word for it that is known. `spelling` is the program's
 * own word, and `known` what was known for that when it was last looked up.
 */
export async function describeScope(
  { exchange }: Clients,
  reported: GrantScope,
  spelling: GrantScope | undefined,
  known: readonly string[],
): Promise<ResolvedScope> {
  if ("managementScope" in reported || "exclusiveScope" in reported) {
    const name = referenceOf(reported);
    const found = (await exchange.managementScopes.snapshot()).find((each) => isNamed(each, name));
    if (!found) return { wanted: reported, identities: [name] };
    const wanted =
      "exclusiveScope" in reported ? { exclusiveScope: found.guid } : { managementScope: found.guid };
    return { wanted, identities: [found.guid, found.name.toLowerCase()] };
  }
  if (spelling && isReported(reported, { wanted: spelling, identities: [...known] })) {
    return { wanted: spelling, identities: [...known] };
  }
  return { wanted: reported, identities: "organizationWide" in reported ? [] : [referenceOf(reported)] };
}

function isNamed(object: { guid: string; name: string }, reference: string): boolean {
  return object.guid === reference || object.name.toLowerCase() === reference;
}

function missing(scope: GrantScope): never {
  const what = "group" in scope ? "group" : "management scope";
  throw new OperationError(
    `there is no ${what} "${String(Object.values(scope)[0])}" in Exchange. Give the id of a resource of this stack, or an existing one's name.`,
  );
}
