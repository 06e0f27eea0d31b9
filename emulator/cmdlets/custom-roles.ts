import { timestamp } from "../clock";
import { distinguishedName } from "../distinguished-names";
import type { ManagementRole } from "../entities";
import { newGuid } from "../guids";
import { isRetired, lineageOf } from "../roles/lineage";
import type { Invocation } from "./cmdlet";
import { isOn, text, texts } from "./cmdlet";
import { alreadyExists, invalidOperation, notDelegatedRole } from "./cmdlet-error";
import { mayDelegate } from "./delegation";
import { requireHydration } from "./hydration";
import { commonKeys, resolve } from "./identity";
import { checkName } from "./names";
import { requestedRole } from "./role-grants";
import { refuseUnscopedTopLevel } from "./unscoped-top-level";

/** New-ManagementRole: a role like its parent, of the same type and with the same implicit scopes. */
export function createRole(invocation: Invocation): ManagementRole {
  const { tenant } = invocation;
  requireHydration(tenant);
  refuseUnscopedTopLevel(invocation);
  const name = checkName(tenant, text(invocation, "Name") ?? "");
  const parent = requestedRole(invocation, text(invocation, "Parent"));
  // Documented: application roles can't be copied.
  if (parent.permissions.length > 0 && tenant.behaviours.on("application-roles-without-children")) {
    throw invalidOperation(`No management role can be made from the application role '${parent.name}'.`);
  }
  if (isRetired(tenant, parent) || !mayMakeOf(invocation, parent)) {
    throw notDelegatedRole(tenant.store.organization.get(), name);
  }
  if (tenant.store.managementRoles.by("name", name)) throw alreadyExists(name);
  const cmdlets = texts(invocation, "EnabledCmdlets");
  const now = timestamp(tenant.clock);
  return tenant.store.managementRoles.insert({
    ...parent,
    guid: newGuid(),
    name,
    distinguishedName: distinguishedName(name, parent.distinguishedName),
    description: text(invocation, "Description") ?? "",
    parent: parent.guid,
    whenCreated: now,
    whenChanged: now,
    ...(cmdlets && { cmdlets }),
  });
}

/** Documented: built-in roles stay, and so does a role with assignments, or with children unless Recurse is given. */
export function removeRole(invocation: Invocation): undefined {
  const { tenant } = invocation;
  requireHydration(tenant);
  refuseUnscopedTopLevel(invocation);
  const { managementRoles, roleAssignments } = tenant.store;
  const role = resolve(invocation, "managementRoles", "targets", text(invocation, "Identity"), commonKeys);
  if (role.parent === null && tenant.behaviours.on("built-in-roles-stay")) {
    throw invalidOperation(`The management role '${role.name}' is built in and can't be removed.`);
  }
  // What is left of a retired role can be removed by whoever runs the cmdlet.
  if (!isRetired(tenant, role) && !mayMakeOf(invocation, role)) {
    throw notDelegatedRole(tenant.store.organization.get(), role.name);
  }
  const family = managementRoles.filter((each) => lineageOf(tenant, each).includes(role));
  if (family.length > 1 && !isOn(invocation, "Recurse")) {
    throw invalidOperation(
      `The management role '${role.name}' can't be removed, because it has child roles.`,
    );
  }
  const assigned = family.find(({ guid }) => roleAssignments.find((each) => each.role === guid));
  if (assigned && tenant.behaviours.on("assigned-roles-stay")) {
    throw invalidOperation(
      `The management role '${assigned.name}' can't be removed, because it is assigned.`,
    );
  }
  for (const { guid } of family) managementRoles.remove(guid);
}

/** Whoever may give a role away may make others of it, and remove them. */
function mayMakeOf(invocation: Invocation, role: ManagementRole): boolean {
  return !invocation.tenant.behaviours.on("custom-role-needs-delegation") || mayDelegate(invocation, role);
}
