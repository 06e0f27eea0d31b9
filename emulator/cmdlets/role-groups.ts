import { timestamp } from "../clock";
import type { RoleGroup } from "../entities";
import { isBuiltInRoleGroup } from "../roles/built-in";
import type { Cmdlet, Invocation } from "./cmdlet";
import { text, texts } from "./cmdlet";
import {
  alreadyExists,
  CmdletError,
  invalidData,
  invalidOperation,
  keepingWrites,
  notPlayed,
} from "./cmdlet-error";
import { newConfigurationObject, renamed } from "./configuration-object";
import { requireHydration } from "./hydration";
import { resolve, select } from "./identity";
import { checkName } from "./names";
import { grantRole, requestedRole } from "./role-grants";
import { managers, newManagers, requireManager } from "./role-group-managers";
import { givenScopeParameter } from "./role-assignment-scopes";
import { requestedMembers } from "./role-group-members";
import { roleGroupKeys, roleGroupOnTheWire } from "./role-groups-on-the-wire";
import { limited } from "./result-size";
import { newLogonName } from "./sam-account-names";
import { refuse } from "./recipients";
import type { Tenant } from "../tenant";
import type { WireObject } from "./wire";

const notPlayedParameters = [
  "WellKnownObject",
  "LinkedForeignGroup",
  "LinkedDomainController",
  "LinkedCredential",
];

const partial = "WellKnownObject and groups linked to another forest are refused.";

export const roleGroupCmdlets: readonly Cmdlet[] = [
  {
    name: "Get-RoleGroup",
    run: get,
    partial: "Filter and ShowPartnerLinked are refused; SortBy has no effect.",
  },
  { name: "New-RoleGroup", run: create, partial },
  { name: "Set-RoleGroup", run: change, partial },
  { name: "Remove-RoleGroup", run: remove },
];

function get(invocation: Invocation): WireObject[] {
  const { tenant, values } = invocation;
  if (values.Filter !== undefined) throw notPlayed("the parameter Filter of Get-RoleGroup");
  if (values.ShowPartnerLinked === true) throw notPlayed("the parameter ShowPartnerLinked of Get-RoleGroup");
  const assignments = invocation.view("roleAssignments", "reads");
  const groups = invocation.view("roleGroups", "reads");
  const found = select(tenant, groups, text(invocation, "Identity"), roleGroupKeys);
  return limited(invocation, found).map((group) => roleGroupOnTheWire(tenant, group, assignments));
}

function create(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  requireHydration(tenant);
  refuse(invocation, notPlayedParameters);
  const name = checkName(tenant, text(invocation, "Name") ?? "");
  if (tenant.store.roleGroups.by("name", name)) throw alreadyExists(name);
  const roles = (texts(invocation, "Roles") ?? []).map((role) => requestedRole(invocation, role));
  const group = tenant.store.roleGroups.insert({
    ...newConfigurationObject(tenant, "Role Groups", name),
    displayName: checkDisplayName(text(invocation, "DisplayName") ?? defaultDisplayName(tenant, name)),
    ...newLogonName(invocation, name),
    description: text(invocation, "Description") ?? null,
    roleGroupType: "Standard",
    managedBy: newManagers(invocation),
    members: requestedMembers(invocation, []),
    linkedGroup: null,
    externalDirectoryObjectId: null,
    wellKnownObject: null,
  });
  const scope = givenScopeParameter(invocation);
  const assignee = { type: "RoleGroup", guid: group.guid, name } as const;
  try {
    for (const role of new Set(roles)) grantRole(invocation, { role, assignee, scope, delegating: false });
  } catch (error) {
    const isKept = !tenant.behaviours.on("role-group-rolled-back");
    throw isKept && error instanceof CmdletError ? keepingWrites(error) : error;
  }
  return [roleGroupOnTheWire(tenant, group)];
}

/** Documented: name, description and managers are all that can be set; roles and members have their own cmdlets. */
function change(invocation: Invocation): undefined {
  const { tenant, given } = invocation;
  requireHydration(tenant);
  refuse(invocation, notPlayedParameters);
  const group = target(invocation);
  const name = text(invocation, "Name");
  const namesake = name === undefined ? undefined : tenant.store.roleGroups.by("name", name);
  if (namesake && namesake.guid !== group.guid) throw alreadyExists(namesake.name);
  tenant.store.roleGroups.update(group.guid, {
    ...(name !== undefined && renamed(tenant, "Role Groups", checkName(tenant, name))),
    ...(given.has("DisplayName") && { displayName: checkDisplayName(text(invocation, "DisplayName") ?? "") }),
    ...(given.has("Description") && { description: text(invocation, "Description") ?? null }),
    ...(given.has("ManagedBy") && { managedBy: managers(invocation, group.managedBy) }),
    whenChanged: timestamp(tenant.clock),
  });
}

function remove(invocation: Invocation): undefined {
  const { store, behaviours } = invocation.tenant;
  requireHydration(invocation.tenant);
  const group = target(invocation);
  if (
    isBuiltInRoleGroup(store.organization.get(), group.guid) &&
    behaviours.on("built-in-role-groups-stay")
  ) {
    throw invalidOperation(`The role group '${group.name}' is built in and can't be removed.`);
  }
  const assignments = store.roleAssignments.filter(({ roleAssignee }) => roleAssignee === group.guid);
  if (behaviours.on("removed-role-group-takes-assignments")) {
    for (const { guid } of assignments) store.roleAssignments.remove(guid);
  }
  store.roleGroups.remove(group.guid);
}

function target(invocation: Invocation): RoleGroup {
  const group = resolve(invocation, "roleGroups", "targets", text(invocation, "Identity"), roleGroupKeys);
  requireManager(invocation, group);
  return group;
}

/** Captured: on-premises a role group that was given none has no display name. */
function defaultDisplayName({ mode, behaviours }: Tenant, name: string): string {
  return mode === "onPremises" && behaviours.on("role-group-without-display-name") ? "" : name;
}

function checkDisplayName(name: string): string {
  if (name.length > 256) throw invalidData("The display name is longer than the maximum of 256 characters.");
  return name;
}
