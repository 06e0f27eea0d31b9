import { canonicalName } from "../distinguished-names";
import type { ManagementRole, Recipient, RoleAssignment } from "../entities";
import type { Tenant } from "../tenant";
import { domainObjectName, principalName } from "./principal-names";
import { commonProperties, wireObject } from "./wire";
import type { WireObject, WireValue } from "./wire";

export interface AssignmentView {
  readonly assignment: RoleAssignment;
  /** The user of -GetEffectiveUsers that this line is about. */
  readonly effectiveUser?: string;
  readonly method?: string;
}

export function roleAssignmentOnTheWire(tenant: Tenant, view: AssignmentView): WireObject {
  const { assignment } = view;
  const { store } = tenant;
  const role = store.managementRoles.get(assignment.role);
  const [assignee, shortName] = assigneeNames(tenant, assignment);
  const isUser = assignment.roleAssigneeType === "User" || assignment.roleAssigneeType === "ServicePrincipal";
  return wireObject({
    ...commonProperties(assignment, store.organization.get(), "msExchRoleAssignment"),
    DataObject: assignment.name,
    User: assignee,
    AssignmentMethod: view.method ?? "Direct",
    AssignmentChain: "",
    EffectiveUserName: view.effectiveUser ?? (isUser ? shortName : "All Group Members"),
    RoleAssigneeType: assignment.roleAssigneeType,
    RoleAssignee: assignee,
    RoleAssigneeName: shortName,
    Role: role?.name ?? assignment.role,
    RoleAssignmentDelegationType: assignment.delegation,
    Enabled: assignment.enabled,
    ConfigReadScope: role?.configReadScope ?? "None",
    ...configScope(tenant, assignment, role),
    RecipientReadScope: role?.recipientReadScope ?? "None",
    ...writeScope(tenant, assignment, role),
  });
}

/** The assignee as RoleAssignee and User show it, and as RoleAssigneeName does. */
function assigneeNames(tenant: Tenant, assignment: RoleAssignment): [assignee: string, shortName: string] {
  const { store, mode } = tenant;
  const { roleAssigneeType, roleAssignee } = assignment;
  if (mode === "onPremises") {
    const principal = store.recipients.get(roleAssignee) ?? store.roleGroups.get(roleAssignee);
    return principal ? [principalName(tenant, principal), principal.name] : [roleAssignee, roleAssignee];
  }
  const user = roleAssigneeType === "User" ? store.recipients.get(roleAssignee) : undefined;
  if (user) return [userAssignee(tenant, user), userAssigneeName(tenant, user)];
  const name = assigneeName(tenant, assignment);
  return [name, name];
}

function userAssignee({ behaviours }: Tenant, { name, distinguishedName }: Recipient): string {
  const forms = { on: canonicalName(distinguishedName), off: distinguishedName, alternative: name };
  return forms[behaviours.state("user-assignee-is-canonical-name")];
}

function userAssigneeName({ behaviours }: Tenant, user: Recipient): string {
  const { name, distinguishedName, userPrincipalName } = user;
  const forms = {
    on: name,
    off: canonicalName(distinguishedName),
    alternative: userPrincipalName ?? name,
  };
  return forms[behaviours.state("user-assignee-name-is-name")];
}

/** An application reads back as its ObjectId in the documentation's sample; other clients have met other names. */
function assigneeName(tenant: Tenant, assignment: RoleAssignment): string {
  const { store, behaviours } = tenant;
  const guid = assignment.roleAssignee;
  const principal = store.exchangeServicePrincipals.get(guid);
  if (principal) {
    const names = { on: principal.objectId, alternative: principal.appId, off: principal.displayName };
    return names[behaviours.state("application-assignee-is-object-id")];
  }
  return store.roleGroups.get(guid)?.name ?? store.recipients.get(guid)?.name ?? guid;
}

/** A scope of servers or databases, which only an organisation on-premises has. */
function configScope(
  { store }: Tenant,
  { configScope: scope }: RoleAssignment,
  role: ManagementRole | undefined,
): Record<string, WireValue> {
  if (!scope) return { ConfigWriteScope: role?.configWriteScope ?? "None", CustomConfigWriteScope: null };
  return {
    ConfigWriteScope: scope.exclusive ? "ExclusiveConfigScope" : "CustomConfigScope",
    CustomConfigWriteScope: store.managementScopes.get(scope.guid)?.name ?? null,
  };
}

function writeScope(
  tenant: Tenant,
  assignment: RoleAssignment,
  role: ManagementRole | undefined,
): Record<string, WireValue> {
  const { store, behaviours } = tenant;
  const { scope } = assignment;
  const isApp = assignment.roleAssigneeType === "ServicePrincipal";
  const answer = (type: string, name: string | null, resource: string | null = null) => ({
    RecipientWriteScope: type,
    CustomRecipientWriteScope: name,
    ...(tenant.mode === "online" && { CustomResourceScope: isApp ? resource : null }),
  });
  switch (scope.kind) {
    case "implicit":
      return answer(role?.recipientWriteScope ?? "None", null);
    case "relative":
      return answer(scope.value, null);
    case "organizationalUnit": {
      const unit = domainObjectName(tenant, scope.distinguishedName);
      if (behaviours.on("organizational-unit-in-custom-scope")) return answer("OU", unit);
      return { ...answer("OU", null), RecipientOrganizationalUnitScope: unit };
    }
    case "administrativeUnit":
      return answer("AdministrativeUnit", scope.id, scope.id);
    case "exclusive":
      return answer("ExclusiveRecipientScope", store.managementScopes.get(scope.guid)?.name ?? null);
    case "group": {
      const held = store.managementScopes.get(scope.guid ?? "") ?? store.recipients.get(scope.group);
      const name = held?.name ?? null;
      return answer("Group", isApp ? null : name, name);
    }
    case "managementScope": {
      const name = store.managementScopes.get(scope.guid)?.name ?? null;
      if (!isApp) return answer("CustomRecipientScope", name);
      const repeated = behaviours.on("application-scope-in-resource-scope-only") ? null : name;
      if (behaviours.on("application-scope-is-write-scope"))
        return answer("CustomRecipientScope", repeated, name);
      return { ...answer("None", repeated, name), RecipientReadScope: "CustomRecipientScope" };
    }
  }
}
