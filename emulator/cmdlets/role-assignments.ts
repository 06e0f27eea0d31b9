import { timestamp } from "../clock";
import type { AssignmentScope, ManagementRole, RoleAssignment } from "../entities";
import { newGuid } from "../guids";
import type { Cmdlet, Invocation } from "./cmdlet";
import { flag, isOn, text } from "./cmdlet";
import { alreadyExists, invalidArgument, notDelegated } from "./cmdlet-error";
import { newConfigurationObject } from "./configuration-object";
import { requireDelegation } from "./delegation";
import { getRoleAssignments } from "./get-role-assignments";
import { requireDelegationPhase, requireHydration } from "./hydration";
import { commonKeys, resolve } from "./identity";
import { checkName, generatedAssignmentName } from "./names";
import { refuseMismatch, requestedAssignee } from "./role-assignees";
import type { Assignee } from "./role-assignees";
import { givenScopeParameter, requestedScope, withinRole } from "./role-assignment-scopes";
import type { ScopeParameter } from "./role-assignment-scopes";
import { roleAssignmentOnTheWire } from "./role-assignments-on-the-wire";
import type { WireObject } from "./wire";

export const roleAssignmentCmdlets: readonly Cmdlet[] = [
  { name: "Get-ManagementRoleAssignment", run: getRoleAssignments },
  { name: "New-ManagementRoleAssignment", run: create, partial: "Assignments to policies are refused." },
  { name: "Set-ManagementRoleAssignment", run: change },
  { name: "Remove-ManagementRoleAssignment", run: remove },
];

function create(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  requireHydration(tenant);
  const role = requestedRole(invocation);
  const assignee = requestedAssignee(invocation);
  const delegating = isOn(invocation, "Delegating");
  const name = assignmentName(invocation, role, assignee, delegating);
  requireDelegationPhase(tenant, name);
  requireDelegation(invocation, role, name);
  refuseMismatch(tenant, role, assignee);
  const requested = requestedScope(invocation, givenScopeParameter(invocation));
  const assignment: RoleAssignment = {
    ...newConfigurationObject(tenant, "Role Assignments", name),
    role: role.guid,
    roleAssigneeType: assignee.type,
    roleAssignee: assignee.guid,
    delegation: delegating ? "DelegatingOrgWide" : "Regular",
    enabled: true,
    scope: withinRole(invocation, role, requested),
  };
  return [roleAssignmentOnTheWire(tenant, { assignment: tenant.store.roleAssignments.insert(assignment) })];
}

function change(invocation: Invocation): undefined {
  const { tenant, values } = invocation;
  requireHydration(tenant);
  const [assignment, role] = target(invocation);
  requireDelegation(invocation, role, assignment.name);
  const parameter = givenScopeParameter(invocation);
  const ignored =
    parameter && (values[parameter] ?? null) === null && !tenant.behaviours.on("null-removes-scope");
  tenant.store.roleAssignments.update(assignment.guid, {
    enabled: flag(invocation, "Enabled") ?? assignment.enabled,
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

/** What Exchange says to a role that it has retired is not known; one of two answers is given. */
function requestedRole(invocation: Invocation): ManagementRole {
  const { tenant } = invocation;
  const role = text(invocation, "Role");
  if (role?.toLowerCase() === "applicationimpersonation" && !tenant.behaviours.on("retired-role-not-found")) {
    throw notDelegated(tenant.store.organization.get().initialDomain, text(invocation, "Name") ?? role);
  }
  return resolve(invocation, "managementRoles", "dependencies", role, commonKeys);
}

/** The assignment and its role, which may be one that Exchange has retired. */
function target(invocation: Invocation): [RoleAssignment, ManagementRole | undefined] {
  const identity = text(invocation, "Identity");
  const assignment = resolve(invocation, "roleAssignments", "targets", identity, commonKeys);
  return [assignment, invocation.tenant.store.managementRoles.get(assignment.role)];
}

function assignmentName(
  invocation: Invocation,
  role: ManagementRole,
  assignee: Assignee,
  delegating: boolean,
): string {
  const { behaviours, store } = invocation.tenant;
  const isTaken = (name: string) => store.roleAssignments.by("name", name) !== undefined;
  const given = text(invocation, "Name");
  if (given === undefined && !behaviours.on("assignment-name-generated")) return newGuid();
  if (given === undefined) return generatedAssignmentName(role.name, assignee.name, delegating, isTaken);
  if (isTaken(checkName(invocation.tenant, given))) throw alreadyExists(given);
  return given;
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
