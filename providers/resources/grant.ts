import type { Clients } from "../clients";
import { isServiceError, OperationError } from "../connection/errors";
import type { Observed, Properties } from "../dynamic/lifecycle";
import type { GrantScope, RoleAssignment } from "../exchange/role-assignments";
import {
  describeAssignee,
  isAssignedTo,
  resolveAssignee,
  type Assignee,
  type ResolvedAssignee,
} from "./assignee";
import type { Widened } from "./widened";
import { describeScope, isReported, resolveScope, type ResolvedScope } from "./grant-scope";

/** A role assignment as it is declared. */
export interface Grant extends Assignee, Widened {
  name: string;
  role: string;
  scope: GrantScope;
  delegating: boolean;
  enabled: boolean;
  adopt?: boolean;
}

/** What a grant is made of, found in the tenant. */
export interface Parts {
  assignee: ResolvedAssignee;
  scope: ResolvedScope;
}

/** Finds what a grant refers to; refuses what is not there. */
export async function resolveParts(clients: Clients, grant: Grant): Promise<Parts> {
  const assignee = await resolveAssignee(clients, grant);
  return { assignee, scope: await resolveScope(clients, grant.scope, assignee.kind) };
}

/** The grant as a program would declare it, in the program's words where they mean the same. */
export async function observe(
  clients: Clients,
  assignment: RoleAssignment,
  spelling: Partial<Grant>,
  known: { assigneeIdentities: readonly string[]; scopeIdentities: readonly string[] },
): Promise<Observed<Grant>> {
  const who = await describeAssignee(clients, assignment, spelling, known.assigneeIdentities);
  const reach = await describeScope(clients, assignment.scope, spelling.scope, known.scopeIdentities);
  const { name, role, delegating, enabled } = assignment;
  return {
    guid: assignment.guid,
    live: {
      name,
      role,
      ...who.assignee,
      scope: reach.wanted,
      delegating,
      enabled,
      ...(spelling.mayBeWidenedBy === undefined ? {} : { mayBeWidenedBy: spelling.mayBeWidenedBy }),
    },
    computed: { assigneeIdentities: who.identities, scopeIdentities: reach.identities },
  };
}

/** The words that were found for the assignee and the scope when the state was last written. */
export function identitiesIn(outputs: Properties): {
  assigneeIdentities: string[];
  scopeIdentities: string[];
} {
  const list = (property: string): string[] => {
    const value = outputs[property];
    return Array.isArray(value) ? value.map(String) : [];
  };
  return { assigneeIdentities: list("assigneeIdentities"), scopeIdentities: list("scopeIdentities") };
}

/** What of a grant is not as declared, a sentence each. */
export function differences(assignment: RoleAssignment, inputs: Grant, { assignee, scope }: Parts): string[] {
  const list: string[] = [];
  const differ = (property: string, live: unknown, wanted: unknown): void => {
    list.push(
      `${property}: Exchange has ${JSON.stringify(live)}, the program says ${JSON.stringify(wanted)}`,
    );
  };
  if (assignment.name !== inputs.name) differ("name", assignment.name, inputs.name);
  if (!isSameRole(assignment, inputs)) differ("role", assignment.role, inputs.role);
  if (!isAssignedTo(assignment, assignee)) differ(assignee.kind, assignment.assignees, inputs[assignee.kind]);
  if (!isReported(assignment.scope, scope)) differ("scope", assignment.scope, inputs.scope);
  if (assignment.delegating !== inputs.delegating)
    differ("delegating", assignment.delegating, inputs.delegating);
  if (assignment.enabled !== inputs.enabled) differ("enabled", assignment.enabled, inputs.enabled);
  return list;
}

/** What cannot be changed in place must agree, or the object is not ours to change. */
export function isSameGrant(assignment: RoleAssignment, inputs: Grant, { assignee }: Parts): boolean {
  return (
    isSameRole(assignment, inputs) &&
    isAssignedTo(assignment, assignee) &&
    assignment.delegating === inputs.delegating
  );
}

function isSameRole(assignment: RoleAssignment, inputs: Grant): boolean {
  return assignment.role.toLowerCase() === inputs.role.toLowerCase();
}

/** Refuses to make a grant of a role that is retired in Exchange Online. On-premises it is not. */
export async function refuseRetiredRole(clients: Clients, role: string): Promise<void> {
  if (clients.deployment === "onPremises") return;
  const found = (await clients.exchange.managementRoles.snapshot()).find(
    ({ name, guid }) => name.toLowerCase() === role.toLowerCase() || guid === role.toLowerCase(),
  );
  if (isRetired(role) || isOfRetiredType(found))
    throw new OperationError(`the role "${role}" ${retiredRole}.`);
}

/** A role that was derived from ApplicationImpersonation has its type, whatever it is called. */
function isOfRetiredType(role: { roleType: string } | undefined): boolean {
  return role?.roleType.toLowerCase() === "applicationimpersonation";
}

/** Whether a role's name alone shows that it is retired in Exchange Online. */
export function isRetired(role: string): boolean {
  return /^(.*\\)?ApplicationImpersonation$/i.test(role);
}

export const retiredRole =
  "is retired: Exchange Online removed ApplicationImpersonation. For an application that reads and writes calendars " +
  'the successor is "Application Calendars.ReadWrite"; for one that still speaks EWS, "Application EWS.AccessAsApp"';

/** Says what to do where Exchange only says no. */
export function explainRefusal({ deployment }: Clients, error: unknown, role: string): unknown {
  if (isServiceError(error, "notDelegated")) {
    const where =
      deployment === "onPremises"
        ? "Management has one, and a session that was opened before the membership does not count."
        : "Management, or the Exchange Administrator role in Entra. After Enable-OrganizationCustomization it takes up to an hour.";
    return new OperationError(
      `${error.message}\nThe identity that runs this needs a delegating assignment of "${role}" without a scope: membership in ` +
        `Organization ${where}`,
    );
  }
  if (isServiceError(error, "dehydrated")) {
    return new OperationError(
      `${error.message}\nThe organisation does not take customizations yet. Run Enable-OrganizationCustomization once in ` +
        "Exchange Online PowerShell, wait (up to an hour), and run this again.",
    );
  }
  return error;
}
