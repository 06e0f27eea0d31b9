import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn } from "../connection/retry";
import { PartialError, type Desired, type Lifecycle, type Observed } from "../dynamic/lifecycle";
import {
  toNewApplicationAssignment,
  toSetApplicationAssignment,
  type RoleAssignment,
} from "../exchange/role-assignments";
import { confirmationMs, operationMs } from "./deadlines";
import { ensure } from "./ensure";
import { differences, explainRefusal, isSameGrant, observe, resolveParts, type Grant } from "./grant";
import { isReported, kindOf, referenceOf } from "./grant-scope";
import { roleAssignmentSchema } from "./role-assignment";

export const roleAssignmentProvider: Lifecycle<Grant, Clients> = {
  kind: "RoleAssignment",
  noun: "role assignment",
  schema: roleAssignmentSchema,
  naming: {
    property: "name",
    identity: ({ role, app, scope }) => [role, app, typeof scope === "object" ? kindOf(scope) : scope],
  },
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

async function reconcile(clients: Clients, desired: Desired<Grant>): Promise<Observed<Grant>> {
  const { exchange, clock } = clients;
  const { inputs } = desired;
  const assignments = exchange.roleAssignments;
  const parts = await resolveParts(clients, inputs);

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
  inputs: Grant,
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

/** Exchange documents that a scope can be put on an unscoped grant; other changes of kind are not known to work. */
function replacesScope(before: unknown, after: unknown): boolean {
  const [from, to] = [kindOf(before as object), kindOf(after as object)];
  return from !== to && !(from === "organizationWide" && to === "managementScope");
}

function listed(identities: unknown, reference: string): boolean {
  return Array.isArray(identities) && identities.includes(reference.toLowerCase());
}
