import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn } from "../connection/retry";
import {
  toNewRoleAssignment,
  toSetRoleAssignment,
  type AssigneeKind,
  type RoleAssignment,
} from "../exchange/role-assignments";
import type { ResolvedAssignee } from "./assignee";
import { confirmationMs } from "./deadlines";
import { explainRefusal } from "./grant";
import { isReported, type ResolvedScope } from "./grant-scope";

/** Makes a grant. One that comes out with another reach than asked is taken away again, and the operation fails. */
export async function makeGrant(
  clients: Clients,
  settings: {
    name: string;
    role: string;
    assignee: ResolvedAssignee;
    scope: ResolvedScope;
    delegating: boolean;
  },
): Promise<RoleAssignment> {
  const { name, role, assignee, scope, delegating } = settings;
  const created = await clients.exchange.roleAssignments
    .create(toNewRoleAssignment({ name, role, assignee, scope: scope.wanted, delegating }))
    .catch((error: unknown) => {
      throw explainRefusal(clients, error, role);
    });
  if (isReported(created.object.scope, scope)) return created.object;
  const warnings = created.warnings.map((warning) => ` Exchange warned: ${warning}`).join("");
  return removeWider(clients, created.object, scope, warnings);
}

/** Gives a grant another scope in place. If Exchange drops the scope instead, the grant is taken away. */
export async function moveGrant(
  clients: Clients,
  grant: RoleAssignment,
  scope: ResolvedScope,
  kind: AssigneeKind,
): Promise<void> {
  const { roleAssignments } = clients.exchange;
  await roleAssignments.change(grant.guid, toSetRoleAssignment({ scope: scope.wanted }, kind));
  const shown = await roleAssignments.waitFor(
    (each) => each.guid === grant.guid && (isReported(each.scope, scope) || isWidened(each, grant)),
    deadlineIn(clients.clock, confirmationMs),
  );
  if (shown && !isReported(shown.scope, scope)) await removeWider(clients, shown, scope);
}

/** A read that lags shows what was before; a reach that neither was before nor was asked for is Exchange's doing. */
export function isWidened(now: RoleAssignment, before: RoleAssignment): boolean {
  return "organizationWide" in now.scope && !("organizationWide" in before.scope);
}

/** Exchange may drop a scope with no more than a warning. Such a grant is taken away before anything is said about it. */
export async function removeWider(
  { exchange, clock }: Clients,
  assignment: RoleAssignment,
  scope: ResolvedScope,
  warnings = "",
): Promise<never> {
  await exchange.roleAssignments.remove(assignment.guid);
  const deadline = deadlineIn(clock, confirmationMs);
  const gone = await exchange.roleAssignments.waitUntilGone(assignment.guid, deadline);
  throw new OperationError(
    `Exchange made the grant with the reach ${JSON.stringify(assignment.scope)} instead of ${JSON.stringify(scope.wanted)}.${warnings}\n` +
      (gone
        ? "The grant was removed again: nobody has access by it. "
        : `Its removal was accepted, but Exchange still lists it: check "${assignment.name}" (${assignment.guid}). `) +
      "Check that the scope lies within what the role can reach.",
  );
}
