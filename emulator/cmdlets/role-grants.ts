import type { ManagementRole, RoleAssignment } from "../entities";
import { newGuid } from "../guids";
import { isRetired } from "../roles/lineage";
import type { Tenant } from "../tenant";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { alreadyExists, invalidArgument, notDelegated } from "./cmdlet-error";
import { newConfigurationObject } from "./configuration-object";
import { requireDelegation } from "./delegation";
import { requireDelegationPhase } from "./hydration";
import { commonKeys, resolve } from "./identity";
import { checkName, generatedAssignmentName } from "./names";
import { refuseMismatch } from "./role-assignees";
import type { Assignee } from "./role-assignees";
import { requestedConfigScope } from "./role-assignment-config-scopes";
import { requestedScope, withinRole } from "./role-assignment-scopes";
import type { ScopeParameter } from "./role-assignment-scopes";

/** What a new assignment is to say. */
export interface Grant {
  readonly role: ManagementRole;
  readonly assignee: Assignee;
  readonly delegating: boolean;
  /** The parameter that holds the scope. */
  readonly scope: ScopeParameter | undefined;
  /** Generated when there is none. */
  readonly name?: string | undefined;
}

/** Makes an assignment, if the caller may give the role away and the role may go to the assignee. */
export function grantRole(invocation: Invocation, grant: Grant): RoleAssignment {
  const { tenant } = invocation;
  const { role, assignee, delegating } = grant;
  const name = assignmentName(invocation, grant);
  if (isRetired(tenant, role)) throw notDelegated(tenant.store.organization.get(), name);
  requireDelegationPhase(tenant, name);
  requireDelegation(invocation, role, name);
  refuseMismatch(tenant, role, assignee, delegating);
  const requested = requestedScope(invocation, grant.scope);
  const configScope = requestedConfigScope(invocation, role);
  if (delegating && requested.kind !== "implicit" && !tenant.behaviours.on("delegating-assignment-scopes")) {
    throw invalidArgument("A delegating management role assignment can't have a scope.");
  }
  return tenant.store.roleAssignments.insert({
    ...newConfigurationObject(tenant, "Role Assignments", name),
    role: role.guid,
    roleAssigneeType: assignee.type,
    roleAssignee: assignee.guid,
    delegation: delegating ? "DelegatingOrgWide" : "Regular",
    enabled: true,
    scope: withinRole(invocation, role, requested),
    ...(configScope && { configScope }),
  });
}

/** What Exchange says to a role that it has retired is not known; one of two answers is given. */
export function requestedRole(invocation: Invocation, role: string | undefined): ManagementRole {
  const { tenant } = invocation;
  const isRetiredRole = tenant.mode === "online" && role?.toLowerCase() === "applicationimpersonation";
  if (isRetiredRole && !tenant.behaviours.on("retired-role-not-found")) {
    throw notDelegated(tenant.store.organization.get(), text(invocation, "Name") ?? role);
  }
  return resolve(invocation, "managementRoles", "dependencies", role, (each) =>
    isHidden(tenant, each) ? [] : commonKeys(each),
  );
}

/** Whether the role itself does not show any more, though something is left of it. */
export function isHidden({ behaviours }: Tenant, { retired }: ManagementRole): boolean {
  return retired === true && behaviours.on("retired-role-not-found");
}

function assignmentName({ tenant }: Invocation, { role, assignee, delegating, name }: Grant): string {
  const { behaviours, store } = tenant;
  const isTaken = (wanted: string) => store.roleAssignments.by("name", wanted) !== undefined;
  if (name === undefined && !behaviours.on("assignment-name-generated")) return newGuid();
  if (name === undefined) return generatedAssignmentName(role.name, assignee.name, delegating, isTaken);
  if (isTaken(checkName(tenant, name))) throw alreadyExists(name);
  return name;
}
