import { reaches } from "../access/reach";
import type { RoleAssignment } from "../entities";
import type { Tenant } from "../tenant";
import type { Invocation } from "./cmdlet";
import { flag, isOn, text, texts } from "./cmdlet";
import { commonKeys, one, select } from "./identity";
import { refuse } from "./recipients";
import { recipientRootName } from "./management-scope-filter";
import { recipientKeys } from "./recipients-on-the-wire";
import { assigneesOf, effectiveUsers } from "./role-assignee-search";
import { roleAssignmentOnTheWire } from "./role-assignments-on-the-wire";
import type { AssignmentView } from "./role-assignments-on-the-wire";
import type { WireObject } from "./wire";

type Condition = (assignment: RoleAssignment) => boolean;

/** Get-ManagementRoleAssignment: by Identity or by assignee, narrowed by whatever else is given. */
export function getRoleAssignments(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  refuse(invocation, ["WritableServer", "WritableDatabase"]);
  const assignments = invocation.view("roleAssignments", "reads");
  const conditions = [
    ...propertyConditions(invocation),
    ...roleCondition(invocation),
    ...scopeConditions(invocation),
    ...writableCondition(invocation),
  ];
  const found = select(tenant, assignments, text(invocation, "Identity"), commonKeys).filter((assignment) =>
    conditions.every((condition) => condition(assignment)),
  );
  const views = byAssignee(invocation, found);
  const lines = isOn(invocation, "GetEffectiveUsers")
    ? views.flatMap((view) => effectiveUsers(tenant, view))
    : views;
  return lines.map((view) => roleAssignmentOnTheWire(tenant, view));
}

/** Documented: direct assignments and those that come through groups. */
function byAssignee(invocation: Invocation, found: readonly RoleAssignment[]): AssignmentView[] {
  const roleAssignee = text(invocation, "RoleAssignee");
  const methods = texts(invocation, "AssignmentMethod")?.map((method) => method.toLowerCase());
  const views = roleAssignee
    ? assigneesOf(invocation, roleAssignee).flatMap(({ guid, method }) =>
        found.filter((each) => each.roleAssignee === guid).map((assignment) => ({ assignment, method })),
      )
    : found.map((assignment) => ({ assignment, method: "Direct" }));
  return views.filter(({ method }) => !methods || methods.includes(method.toLowerCase()));
}

function propertyConditions(invocation: Invocation): Condition[] {
  const enabled = flag(invocation, "Enabled");
  const delegating = flag(invocation, "Delegating");
  const exclusive = flag(invocation, "Exclusive");
  const type = text(invocation, "RoleAssigneeType")?.toLowerCase();
  return [
    (each) => enabled === undefined || each.enabled === enabled,
    (each) => delegating === undefined || (each.delegation !== "Regular") === delegating,
    (each) => exclusive === undefined || isExclusive(each) === exclusive,
    (each) => type === undefined || each.roleAssigneeType.toLowerCase() === type,
  ];
}

function isExclusive({ scope, configScope }: RoleAssignment): boolean {
  return scope.kind === "exclusive" || configScope?.exclusive === true;
}

function roleCondition(invocation: Invocation): Condition[] {
  const role = text(invocation, "Role");
  if (role === undefined) return [];
  const { tenant } = invocation;
  const roles = new Set(
    select(tenant, invocation.view("managementRoles", "reads"), role, commonKeys).map(({ guid }) => guid),
  );
  return [(each) => roles.has(each.role)];
}

function scopeConditions(invocation: Invocation): Condition[] {
  const { store } = invocation.tenant;
  const conditions: Condition[] = [];
  const scopeNamed = (parameter: string, has: (assignment: RoleAssignment, guid: string) => boolean) => {
    const identity = text(invocation, parameter);
    if (identity === undefined) return;
    const { guid } = one(invocation.view("managementScopes", "reads"), identity, commonKeys);
    conditions.push((assignment) => has(assignment, guid));
  };
  const isOf = (kind: "managementScope" | "exclusive") => (assignment: RoleAssignment, guid: string) =>
    assignment.scope.kind === kind && assignment.scope.guid === guid;
  const isOfConfig = (exclusive: boolean) => (assignment: RoleAssignment, guid: string) =>
    assignment.configScope?.guid === guid && assignment.configScope.exclusive === exclusive;
  scopeNamed("CustomRecipientWriteScope", isOf("managementScope"));
  scopeNamed("ExclusiveRecipientWriteScope", isOf("exclusive"));
  scopeNamed("CustomConfigWriteScope", isOfConfig(false));
  scopeNamed("ExclusiveConfigWriteScope", isOfConfig(true));
  for (const property of ["RecipientWriteScope", "ConfigWriteScope"]) {
    const value = text(invocation, property)?.toLowerCase();
    if (value !== undefined) conditions.push((each) => wireText(invocation.tenant, each, property) === value);
  }
  const administrativeUnit = text(invocation, "RecipientAdministrativeUnitScope");
  if (administrativeUnit !== undefined) {
    const { id } = one(store.administrativeUnits.all(), administrativeUnit, (each) => [
      each.id,
      each.displayName,
    ]);
    conditions.push(({ scope }) => scope.kind === "administrativeUnit" && scope.id === id);
  }
  const group = text(invocation, "RecipientGroupScope");
  if (group !== undefined) {
    const { guid } = one(store.recipients.all(), group, recipientKeys);
    conditions.push(({ scope }) => scope.kind === "group" && scope.group === guid);
  }
  const unit = text(invocation, "RecipientOrganizationalUnitScope");
  if (unit !== undefined) {
    const wanted = recipientRootName(invocation.tenant, unit).toLowerCase();
    conditions.push(
      ({ scope }) => scope.kind === "organizationalUnit" && scope.distinguishedName.toLowerCase() === wanted,
    );
  }
  return conditions;
}

function writableCondition(invocation: Invocation): Condition[] {
  const writable = text(invocation, "WritableRecipient");
  if (writable === undefined) return [];
  const { tenant } = invocation;
  const recipient = one(tenant.store.recipients.all(), writable, recipientKeys);
  const scopes = tenant.store.managementScopes.all();
  return [(each) => reaches(tenant, each, recipient, scopes)];
}

function wireText(tenant: Tenant, assignment: RoleAssignment, property: string): string {
  return String(roleAssignmentOnTheWire(tenant, { assignment })[property]).toLowerCase();
}
