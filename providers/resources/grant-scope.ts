import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import type { ReportedScope, WantedScope } from "../exchange/role-assignments";
import { arrivalMs } from "./deadlines";

export type ScopeKind = "managementScope" | "group" | "administrativeUnit" | "organizationWide";

/** A scope that a grant can be bound to, with every word that Exchange may use for it, in lower case. */
export interface ResolvedScope {
  wanted: WantedScope;
  identities: string[];
}

/** The one kind that a scope names. */
export function kindOf(scope: object): ScopeKind {
  return Object.keys(scope)[0] as ScopeKind;
}

/** What a scope refers to: a Guid, a name or a distinguished name. */
export function referenceOf(scope: object): string {
  return String(Object.values(scope)[0]).toLowerCase();
}

/** Finds what the program's scope refers to. Refuses what is not there: a grant is never made on a guess. */
export async function resolveScope(clients: Clients, scope: WantedScope): Promise<ResolvedScope> {
  const { exchange, clock } = clients;
  if ("managementScope" in scope) {
    const reference = referenceOf(scope);
    const find = async (): Promise<ResolvedScope | undefined> => {
      const found = (await exchange.managementScopes.list()).find((each) => isNamed(each, reference));
      if (!found) return undefined;
      if (found.exclusive) {
        throw new OperationError(
          `the management scope "${found.name}" is exclusive, and exclusive scopes do not bound applications.`,
        );
      }
      return { wanted: { managementScope: found.guid }, identities: [found.guid, found.name.toLowerCase()] };
    };
    return (
      (await poll(deadlineIn(clock, arrivalMs), find)) ?? missing("management scope", scope.managementScope)
    );
  }
  if ("group" in scope) {
    const find = (): ReturnType<typeof exchange.recipients.group> => exchange.recipients.group(scope.group);
    const group = (await poll(deadlineIn(clock, arrivalMs), find)) ?? missing("group", scope.group);
    return { wanted: { group: group.guid }, identities: [group.guid, ...group.names] };
  }
  if ("administrativeUnit" in scope)
    return { wanted: scope, identities: [scope.administrativeUnit.toLowerCase()] };
  return { wanted: scope, identities: [] };
}

/** Whether Exchange reports exactly the scope that was asked for. */
export function isReported(reported: ReportedScope, { wanted, identities }: ResolvedScope): boolean {
  if (reported.kind !== kindOf(wanted)) return false;
  if (reported.kind === "organizationWide") return true;
  const text = (reported.kind === "administrativeUnit" ? reported.id : reported.name).toLowerCase();
  // The scope that Exchange makes for a group bears the group's name and a Guid.
  return (
    identities.includes(text) ||
    (reported.kind === "group" && identities.some((each) => text.startsWith(`${each}_`)))
  );
}

/** The reported scope as a program would declare it, with every word for it that is known. */
export async function describeScope(
  clients: Clients,
  reported: ReportedScope,
  spelling: object | undefined,
): Promise<{ scope: object; identities: string[] }> {
  const { exchange } = clients;
  switch (reported.kind) {
    case "managementScope": {
      const name = reported.name.toLowerCase();
      const found = (await exchange.managementScopes.snapshot()).find((each) => isNamed(each, name));
      return found
        ? { scope: { managementScope: found.guid }, identities: [found.guid, found.name.toLowerCase()] }
        : { scope: { managementScope: reported.name }, identities: [name] };
    }
    case "group": {
      // Only the program's own word for the group can tell whether it is still that group.
      const wanted = spelling && "group" in spelling ? String(spelling.group) : undefined;
      const group = wanted === undefined ? undefined : await exchange.recipients.group(wanted);
      const resolved = {
        wanted: { group: wanted ?? "" },
        identities: group ? [group.guid, ...group.names] : [],
      };
      return wanted !== undefined && isReported(reported, resolved)
        ? { scope: { group: wanted }, identities: resolved.identities }
        : { scope: { group: reported.name }, identities: [reported.name.toLowerCase()] };
    }
    case "administrativeUnit":
      return { scope: { administrativeUnit: reported.id }, identities: [reported.id] };
    case "organizationWide":
      return { scope: { organizationWide: true }, identities: [] };
    case "other":
      return { scope: { [reported.description]: true }, identities: [] };
  }
}

function isNamed(object: { guid: string; name: string }, reference: string): boolean {
  return object.guid === reference || object.name.toLowerCase() === reference;
}

function missing(what: string, reference: string): never {
  throw new OperationError(
    `there is no ${what} "${reference}" in Exchange. Give the id of a resource of this stack, or an existing one's name.`,
  );
}
