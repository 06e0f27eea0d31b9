import { timestamp } from "../clock";
import type { AssignmentScope, ManagementRole, RoleAssignment } from "../entities";
import { isRetired } from "../roles/lineage";
import type { Cmdlet, Invocation } from "./cmdlet";
import { flag, isOn, text } from "./cmdlet";
import { invalidArgument } from "./cmdlet-error";
import { requireDelegation } from "./delegation";
import { getRoleAssignments } from "./get-role-assignments";
import { requireHydration } from "./hydration";
import { commonKeys, resolve } from "./identity";
import { requestedAssignee } from "./role-assignees";
import { requestedConfigScope } from "./role-assignment-config-scopes";
import { grantRole, requestedRole } from "./role-grants";
import { givenScopeParameter, requestedScope, withinRole } from "./role-assignment-scopes";
import type { ScopeParameter } from "./role-assignment-scopes";
import { roleAssignmentOnTheWire } from "./role-assignments-on-the-wire";
import { refuseUnscopedTopLevel } from "./unscoped-top-level";
import type { WireObject } from "./wire";

export const roleAssignmentCmdlets: readonly Cmdlet[] = [
  {
    name: "Get-ManagementRoleAssignment",
    run: getRoleAssignments,
    partial: "WritableServer and WritableDatabase are refused.",
  },
  {
    name: "New-ManagementRoleAssignment",
    run: create,
    partial: "Assignments to policies and computers, and UnScopedTopLevel, are refused.",
  },
  { name: "Set-ManagementRoleAssignment", run: change },
  { name: "Remove-ManagementRoleAssignment", run: remove },
];

function create(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  requireHydration(tenant);
  refuseUnscopedTopLevel(invocation);
  const assignment = grantRole(invocation, {
    role: requestedRole(invocation, text(invocation, "Role")),
    assignee: requestedAssignee(invocation),
    delegating: isOn(invocation, "Delegating"),
    scope: givenScopeParameter(invocation),
    name: text(invocation, "Name"),
  });
  return [roleAssignmentOnTheWire(tenant, { assignment })];
}

function change(invocation: Invocation): undefined {
  const { tenant, values } = invocation;
  requireHydration(tenant);
  const [assignment, role] = target(invocation);
  requireDelegation(invocation, role, assignment.name);
  const parameter = givenScopeParameter(invocation);
  const ignored =
    parameter && (values[parameter] ?? null) === null && !tenant.behaviours.on("null-removes-scope");
  const configScope = requestedConfigScope(invocation, role);
  tenant.store.roleAssignments.update(assignment.guid, {
    enabled: flag(invocation, "Enabled") ?? assignment.enabled,
    ...(configScope !== undefined && { configScope }),
    ...(parameter && !ignored && { scope: changedScope(invocation, parameter, assignment, role) }),
    whenChanged: timestamp(tenant.clock),
  });
}

function remove(invocation: Invocation): undefined {
  const { tenant } = invocation;
  requireHydration(tenant);
  const [assignment, role] = target(invocation);
  requireDelegation(invocation, role, assignment.name);
  tenant.store.roleAssignments.remove(assignment.guid);
}

/** The assignment and its role, unless that is one that Exchange has retired. */
function target(invocation: Invocation): [RoleAssignment, ManagementRole | undefined] {
  const identity = text(invocation, "Identity");
  const assignment = resolve(invocation, "roleAssignments", "targets", identity, commonKeys);
  const role = invocation.tenant.store.managementRoles.get(assignment.role);
  return [assignment, role && isRetired(invocation.tenant, role) ? undefined : role];
}

/** Documented: the new scope replaces the old one, of whatever kind that was. */
function changedScope(
  invocation: Invocation,
  parameter: ScopeParameter,
  assignment: RoleAssignment,
  role: ManagementRole | undefined,
): AssignmentScope {
  const isApp = assignment.roleAssigneeType === "ServicePrincipal";
  const moves = parameter === "RecipientAdministrativeUnitScope" || parameter === "RecipientGroupScope";
  const kindMayChange = invocation.tenant.behaviours.on("application-scope-kind-changes");
  const fits = isApp
    ? parameter === "CustomResourceScope" || (moves && kindMayChange)
    : parameter !== "CustomResourceScope";
  if (!fits) {
    throw invalidArgument(
      `The parameter ${parameter} can't be used with the management role assignment '${assignment.name}'.`,
    );
  }
  return withinRole(invocation, role, requestedScope(invocation, parameter));
}
