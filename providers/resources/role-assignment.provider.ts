import type { Clients } from "../clients";
import { isServiceError, OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import { PartialError, type Desired, type Lifecycle, type Observed } from "../dynamic/lifecycle";
import {
  toNewApplicationAssignment,
  toSetApplicationAssignment,
  type RoleAssignment,
  type WantedScope,
} from "../exchange/role-assignments";
import { isServicePrincipal, type ServicePrincipal } from "../exchange/service-principals";
import { arrivalMs, confirmationMs, operationMs } from "./deadlines";
import { ensure } from "./ensure";
import {
  describeScope,
  isReported,
  kindOf,
  referenceOf,
  resolveScope,
  type ResolvedScope,
} from "./grant-scope";
import { roleAssignmentSchema } from "./role-assignment";

interface Inputs {
  name: string;
  role: string;
  app: string;
  scope: WantedScope;
  enabled: boolean;
  adopt?: boolean;
}

/** What a grant is made of, found in the tenant. */
interface Parts {
  principal: ServicePrincipal;
  scope: ResolvedScope;
}

export const roleAssignmentProvider: Lifecycle<Inputs, Clients> = {
  kind: "RoleAssignment",
  noun: "role assignment",
  schema: roleAssignmentSchema,
  naming: { property: "name", identity: ({ role, app, scope }) => [role, app, scope && kindOf(scope)] },
  replaceOn: { name: true, role: true, app: true, scope: replacesScope },
  fixed: {},
  same: {
    role: (before, after) => String(before).toLowerCase() === String(after).toLowerCase(),
    app: (_, after, outputs) => listed(outputs["appIdentities"], String(after)),
    scope: (before, after, outputs) =>
      kindOf(before as object) === kindOf(after as object) &&
      (kindOf(after as object) === "organizationWide" ||
        listed(outputs["scopeIdentities"], referenceOf(after as object))),
  },
  refuse({ role, enabled, adopt }, isNew) {
    const failures = [];
    if (role !== undefined && /^(.*\\)?ApplicationImpersonation$/i.test(role)) {
      failures.push({
        property: "role",
        reason:
          "is retired: Exchange Online removed ApplicationImpersonation. For an application that reads and writes calendars " +
          'the successor is "Application Calendars.ReadWrite"; for one that still speaks EWS, "Application EWS.AccessAsApp"',
      });
    }
    if (isNew && enabled === false && adopt !== true) {
      failures.push({
        property: "enabled",
        reason:
          "must be true at creation: Exchange can only switch a grant off afterwards, and it would be in force until then. " +
          "Create it enabled and switch it off in a later update, or leave it out of the program",
      });
    }
    return failures;
  },
  reconcile,
  async read(clients, { guid, outputs }) {
    const assignment = await clients.exchange.roleAssignments.find(guid);
    return assignment && observe(clients, assignment, outputs);
  },
  async delete({ exchange, clock }, { guid }) {
    await exchange.roleAssignments.remove(guid);
    const gone = await exchange.roleAssignments.waitUntilGone(guid, deadlineIn(clock, confirmationMs));
    if (!gone)
      throw new OperationError(
        `Exchange accepted the removal, but still lists the grant after ${confirmationMs / 60_000} minutes.`,
      );
  },
};

async function reconcile(clients: Clients, desired: Desired<Inputs>): Promise<Observed<Inputs>> {
  const { exchange, clock } = clients;
  const { inputs } = desired;
  const assignments = exchange.roleAssignments;
  const parts: Parts = {
    principal: await resolveApp(clients, inputs.app),
    scope: await resolveScope(clients, inputs.scope),
  };

  // Observe, ensure
  const { object, how } = await ensure({
    objects: assignments,
    desired,
    title: `role assignment "${inputs.name}"`,
    isNamed: (assignment) => assignment.name.toLowerCase() === inputs.name.toLowerCase(),
    differences: (assignment) => differences(assignment, inputs, parts),
    create: async () => {
      const { name, role } = inputs;
      const { objectId: app } = parts.principal;
      const created = await assignments
        .create(toNewApplicationAssignment({ name, role, app, scope: parts.scope.wanted }))
        .catch((error: unknown) => {
          throw explainRefusal(error, inputs);
        });
      if (isReported(created.object.scope, parts.scope)) return created.object;
      const warnings = created.warnings.map((warning) => ` Exchange warned: ${warning}`).join("");
      return removeWider(clients, created.object, inputs, warnings);
    },
    deadline: deadlineIn(clock, operationMs),
  });
  if (!isSameGrant(object, inputs, parts)) {
    throw new OperationError(
      `role assignment "${object.name}" (${object.guid}) is another grant: ${differences(object, inputs, parts).join("; ")}.`,
    );
  }

  // Sync
  const changes = toSetApplicationAssignment({
    ...(isReported(object.scope, parts.scope) ? {} : { scope: parts.scope.wanted }),
    ...(object.enabled === inputs.enabled ? {} : { enabled: inputs.enabled }),
  });
  if (Object.keys(changes).length > 0) await assignments.change(object.guid, changes);

  // Confirm
  const shown = await assignments.waitFor(
    (each) => {
      if (each.guid !== object.guid) return false;
      // A read that lags shows what was before; a reach that neither was before nor was asked for is Exchange's doing.
      const widened = each.scope.kind === "organizationWide" && object.scope.kind !== "organizationWide";
      return (
        differences(each, inputs, parts).length === 0 ||
        (widened && kindOf(inputs.scope) !== "organizationWide")
      );
    },
    deadlineIn(clock, confirmationMs),
  );
  const now = shown ?? (await assignments.find(object.guid)) ?? object;
  if (shown && isReported(shown.scope, parts.scope)) return observe(clients, shown, { ...inputs });
  if (how === "created" || shown) return removeWider(clients, now, inputs, "");
  throw new PartialError(
    `Exchange accepted the change, but after ${confirmationMs / 60_000} minutes its list does not show it: ` +
      `${differences(now, inputs, parts).join("; ")}. Run "pulumi up" again.`,
    await observe(clients, now, { ...inputs }),
  );
}

/** Exchange may drop a scope with no more than a warning. Such a grant is taken away before anything is said about it. */
async function removeWider(
  clients: Clients,
  assignment: RoleAssignment,
  inputs: Inputs,
  warnings: string,
): Promise<never> {
  const { exchange, clock } = clients;
  await exchange.roleAssignments.remove(assignment.guid);
  const gone = await exchange.roleAssignments.waitUntilGone(
    assignment.guid,
    deadlineIn(clock, confirmationMs),
  );
  throw new OperationError(
    `Exchange made the grant with the reach ${JSON.stringify(assignment.scope)} instead of ${JSON.stringify(inputs.scope)}.${warnings}\n` +
      (gone
        ? "The grant was removed again: nobody has access by it. "
        : `Its removal was accepted, but Exchange still lists it: check "${assignment.name}" (${assignment.guid}). `) +
      "Check that the scope lies within what the role can reach.",
  );
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

async function observe(
  clients: Clients,
  assignment: RoleAssignment,
  spelling: Partial<Inputs>,
): Promise<Observed<Inputs>> {
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

function differences(assignment: RoleAssignment, inputs: Inputs, { principal, scope }: Parts): string[] {
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
function isSameGrant(assignment: RoleAssignment, inputs: Inputs, { principal }: Parts): boolean {
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

/** Exchange documents that a scope can be put on an unscoped grant; other changes of kind are not known to work. */
function replacesScope(before: unknown, after: unknown): boolean {
  const [from, to] = [kindOf(before as object), kindOf(after as object)];
  return from !== to && !(from === "organizationWide" && to === "managementScope");
}

function listed(identities: unknown, reference: string): boolean {
  return Array.isArray(identities) && identities.includes(reference.toLowerCase());
}

function explainRefusal(error: unknown, inputs: Inputs): unknown {
  if (isServiceError(error, "notDelegated")) {
    return new OperationError(
      `${error.message}\nThe identity that runs this needs a delegating assignment of "${inputs.role}": membership in Organization ` +
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
