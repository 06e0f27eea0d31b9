import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn } from "../connection/retry";
import {
  PartialError,
  type Desired,
  type Lifecycle,
  type Observed,
  type Properties,
} from "../dynamic/lifecycle";
import { isSameRoot } from "../exchange/recipient-root";
import { kindOf, referenceOf, toSetRoleAssignment } from "../exchange/role-assignments";
import { confirmationMs, operationMs } from "./deadlines";
import { ensure } from "./ensure";
import { listGrants } from "./grant-listing";
import { refuseGrant } from "./grant-refusals";
import { isWidened, makeGrant, removeWider } from "./grant-writes";
import {
  differences,
  identitiesIn,
  isSameGrant,
  observe,
  refuseRetiredRole,
  resolveParts,
  type Grant,
} from "./grant";
import { withGrantsBeside } from "./grants-beside";
import { isReported } from "./grant-scope";
import { roleAssignmentSchema } from "./role-assignment";

export const roleAssignmentProvider: Lifecycle<Grant, Clients> = {
  kind: "RoleAssignment",
  noun: "role assignment",
  schema: roleAssignmentSchema,
  naming: {
    property: "name",
    identity: ({ role, app, user, securityGroup, scope, delegating }) => [
      role,
      app ?? user ?? securityGroup,
      typeof scope === "object" ? kindOf(scope) : scope,
      ...(delegating === true ? ["delegating"] : []),
    ],
  },
  replaceOn: {
    name: true,
    role: true,
    app: true,
    user: true,
    securityGroup: true,
    delegating: true,
    scope: replacesScope,
  },
  fixed: {},
  same: {
    role: (before, after) => String(before).toLowerCase() === String(after).toLowerCase(),
    app: isKnownAssignee,
    user: isKnownAssignee,
    securityGroup: isKnownAssignee,
    scope: (before, after, outputs) =>
      kindOf(before as object) === kindOf(after as object) &&
      (identitiesIn(outputs).scopeIdentities.includes(referenceOf(after as object)) ||
        ("organizationalUnit" in (after as object) &&
          isSameRoot(referenceOf(before as object), referenceOf(after as object)))),
  },
  refuse: refuseGrant,
  reconcile,
  list: listGrants,
  async read(clients, { guid, outputs }) {
    const assignment = await clients.exchange.roleAssignments.find(guid);
    if (assignment === undefined) return undefined;
    const observed = await observe(clients, assignment, outputs, identitiesIn(outputs));
    return withGrantsBeside(clients, observed, { accepted: outputs.mayBeWidenedBy, isAfterChange: false });
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
  // What is left of a retired role can be adopted, and what was adopted goes on: that is how it comes to be removed.
  if (!desired.known && inputs.adopt !== true) await refuseRetiredRole(clients, inputs.role);
  const parts = await resolveParts(clients, inputs);
  const known = { assigneeIdentities: parts.assignee.identities, scopeIdentities: parts.scope.identities };

  // Observe, ensure
  const { object, how } = await ensure({
    objects: assignments,
    desired,
    title: `role assignment "${inputs.name}"`,
    isNamed: (assignment) => assignment.name.toLowerCase() === inputs.name.toLowerCase(),
    differences: (assignment) => differences(assignment, inputs, parts),
    create: async () => {
      await refuseRetiredRole(clients, inputs.role);
      return makeGrant(clients, { ...inputs, ...parts });
    },
    deadline: deadlineIn(clock, operationMs),
  });
  if (!isSameGrant(object, inputs, parts)) {
    throw new OperationError(
      `role assignment "${object.name}" (${object.guid}) is another grant: ${differences(object, inputs, parts).join("; ")}.`,
    );
  }

  // Sync
  const changes = toSetRoleAssignment(
    {
      ...(isReported(object.scope, parts.scope) ? {} : { scope: parts.scope.wanted }),
      ...(object.enabled === inputs.enabled ? {} : { enabled: inputs.enabled }),
    },
    parts.assignee.kind,
  );
  if (Object.keys(changes).length > 0) await assignments.change(object.guid, changes);

  // Confirm
  const shown = await assignments.waitFor(
    (each) =>
      each.guid === object.guid &&
      (differences(each, inputs, parts).length === 0 ||
        (isWidened(each, object) && !("organizationWide" in inputs.scope))),
    deadlineIn(clock, confirmationMs),
  );
  const now = shown ?? (await assignments.find(object.guid)) ?? object;
  if (shown && isReported(shown.scope, parts.scope)) {
    const observed = await observe(clients, shown, inputs, known);
    const { replacedName } = desired;
    return withGrantsBeside(clients, observed, {
      accepted: inputs.mayBeWidenedBy,
      replacedName,
      isAfterChange: true,
    });
  }
  if (how === "created" || shown) return removeWider(clients, now, parts.scope);
  throw new PartialError(
    `Exchange accepted the change, but after ${confirmationMs / 60_000} minutes its list does not show it: ` +
      `${differences(now, inputs, parts).join("; ")}. Run "pulumi up" again.`,
    await observe(clients, now, inputs, known),
  );
}

/**
 * Exchange documents that a scope can be put on an unscoped grant. Taking a scope off, and on an application's grant every
 * other change of kind, is not known to work.
 */
function replacesScope(before: unknown, after: unknown, news: Properties): boolean {
  const [from, to] = [kindOf(before as object), kindOf(after as object)];
  if (from === to) return false;
  if (to === "organizationWide") return true;
  return news["app"] !== undefined && !(from === "organizationWide" && to === "managementScope");
}

function isKnownAssignee(_: unknown, after: unknown, outputs: Properties): boolean {
  return identitiesIn(outputs).assigneeIdentities.includes(String(after).toLowerCase());
}
