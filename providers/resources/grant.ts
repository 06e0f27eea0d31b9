import type { Clients } from "../clients";
import { isServiceError, OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import type { Observed } from "../dynamic/lifecycle";
import type { RoleAssignment, WantedScope } from "../exchange/role-assignments";
import { isServicePrincipal, type ServicePrincipal } from "../exchange/service-principals";
import { arrivalMs } from "./deadlines";
import { describeScope, isReported, resolveScope, type ResolvedScope } from "./grant-scope";

/** A role assignment as it is declared. */
export interface Grant {
  name: string;
  role: string;
  app: string;
  scope: WantedScope;
  enabled: boolean;
  adopt?: boolean;
}

/** What a grant is made of, found in the tenant. */
export interface Parts {
  principal: ServicePrincipal;
  scope: ResolvedScope;
}

/** Finds what a grant refers to; refuses what is not there. */
export async function resolveParts(clients: Clients, { app, scope }: Grant): Promise<Parts> {
  return { principal: await resolveApp(clients, app), scope: await resolveScope(clients, scope) };
}

/** The grant as a program would declare it, in the program's spelling where that means the same. */
export async function observe(
  clients: Clients,
  assignment: RoleAssignment,
  spelling: Partial<Grant>,
): Promise<Observed<Grant>> {
  const principals = (await clients.exchange.servicePrincipals.snapshot()).filter((each) =>
    isAssignee(assignment, each),
  );
  // Display names can be shared: of several candidates it is the one that the program means, if that is among them.
  const { app } = spelling;
  const principal =
    principals.find((each) => app !== undefined && isServicePrincipal(each, app)) ?? principals[0];
  const { scope, identities } = await describeScope(clients, assignment.scope, spelling.scope);
  return {
    guid: assignment.guid,
    live: {
      name: assignment.name,
      role: assignment.role,
      app: principal?.objectId ?? assignment.assignees[0] ?? "",
      scope: scope as WantedScope,
      enabled: assignment.enabled,
    },
    computed: {
      appIdentities: principal ? [principal.guid, principal.objectId, principal.appId] : assignment.assignees,
      scopeIdentities: identities,
    },
  };
}

/** What of a grant is not as declared, a sentence each. */
export function differences(
  assignment: RoleAssignment,
  inputs: Grant,
  { principal, scope }: Parts,
): string[] {
  const list: string[] = [];
  const differ = (property: string, live: unknown, wanted: unknown): void => {
    list.push(
      `${property}: Exchange has ${JSON.stringify(live)}, the program says ${JSON.stringify(wanted)}`,
    );
  };
  if (assignment.name !== inputs.name) differ("name", assignment.name, inputs.name);
  if (assignment.role.toLowerCase() !== inputs.role.toLowerCase())
    differ("role", assignment.role, inputs.role);
  if (!isAssignee(assignment, principal)) differ("app", assignment.assignees, inputs.app);
  if (!isReported(assignment.scope, scope)) differ("scope", assignment.scope, inputs.scope);
  if (assignment.enabled !== inputs.enabled) differ("enabled", assignment.enabled, inputs.enabled);
  if (assignment.delegating) differ("delegating", true, false);
  return list;
}

/** What cannot be changed in place must agree, or the object is not ours to change. */
export function isSameGrant(assignment: RoleAssignment, inputs: Grant, { principal }: Parts): boolean {
  return (
    assignment.role.toLowerCase() === inputs.role.toLowerCase() &&
    isAssignee(assignment, principal) &&
    !assignment.delegating
  );
}

function isAssignee({ assignees }: RoleAssignment, principal: ServicePrincipal): boolean {
  const { guid, objectId, appId, name, displayName } = principal;
  const identities = [guid, objectId, appId, name, displayName].map((each) => each?.toLowerCase());
  return assignees.some((assignee) => identities.includes(assignee.toLowerCase()));
}

/** Says what to do where Exchange only says no. */
export function explainRefusal(error: unknown, { role }: Grant): unknown {
  if (isServiceError(error, "notDelegated")) {
    return new OperationError(
      `${error.message}\nThe identity that runs this needs a delegating assignment of "${role}": membership in Organization ` +
        "Management, or the Exchange Administrator role in Entra. After Enable-OrganizationCustomization it takes up to an hour.",
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

async function resolveApp({ exchange, clock }: Clients, app: string): Promise<ServicePrincipal> {
  const find = async (): Promise<ServicePrincipal | undefined> =>
    (await exchange.servicePrincipals.list()).find((principal) => isServicePrincipal(principal, app));
  const principal = await poll(deadlineIn(clock, arrivalMs), find);
  if (principal) return principal;
  throw new OperationError(
    `Exchange has no service principal for application ${app}. Declare a ServicePrincipal for it, and give its id here.`,
  );
}
