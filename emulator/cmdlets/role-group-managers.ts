import type { RoleGroup } from "../entities";
import { builtInRoleGroup } from "../roles/built-in";
import type { Invocation } from "./cmdlet";
import { isOn } from "./cmdlet";
import { invalidData, invalidOperation, notManager, unknownParameter } from "./cmdlet-error";
import { changedList } from "./multi-valued";
import { securityPrincipal } from "./security-principals";

/** Who manages a new role group. */
export function newManagers(invocation: Invocation): readonly string[] {
  const { values, tenant, executor } = invocation;
  if (values.ManagedBy !== undefined) return managers(invocation, []);
  const organizationManagement = builtInRoleGroup(tenant.store.organization.get(), "Organization Management");
  if (tenant.mode === "onPremises") {
    // Captured: a person who makes a group manages it, beside Organization Management.
    const creator = tenant.behaviours.on("role-group-creator-manages") ? executor.principal : undefined;
    return [organizationManagement, ...(creator === undefined ? [] : [creator])];
  }
  // Reported: without a user behind the call, the owner would be a system mailbox, which is refused.
  if (tenant.behaviours.on("role-group-needs-managers-from-applications")) {
    throw invalidOperation(
      "A system mailbox can't be the owner of a role group. Use the parameter ManagedBy.",
    );
  }
  return [organizationManagement];
}

/** The managers after a change; there has to be one at least. */
export function managers(invocation: Invocation, current: readonly string[]): readonly string[] {
  const wanted = changedList(invocation.values.ManagedBy, current, (identity) =>
    manager(invocation, identity),
  );
  if (wanted.length === 0 && invocation.tenant.behaviours.on("role-group-managers-not-empty")) {
    throw invalidData("The parameter ManagedBy can't be empty: a role group has one manager at least.");
  }
  return wanted;
}

/** Documented: a role group is changed by its managers, and past them by those who may manage roles. */
export function requireManager(invocation: Invocation, group: RoleGroup): void {
  const { tenant, executor } = invocation;
  if (!tenant.behaviours.on("role-group-manager-check") || isManager(invocation, group)) return;
  const { store } = tenant;
  const organizationManagement = builtInRoleGroup(store.organization.get(), "Organization Management");
  const roleManagement = store.managementRoles.by("name", "Role Management")?.guid;
  const mayBypass =
    executor.roleGroups.includes(organizationManagement) ||
    store.roleAssignments.find(
      ({ role, roleAssignee, delegation, enabled }) =>
        role === roleManagement &&
        executor.roleGroups.includes(roleAssignee) &&
        delegation === "Regular" &&
        enabled,
    ) !== undefined;
  if (!isOn(invocation, "BypassSecurityGroupManagerCheck") || !mayBypass) throw notManager();
}

/** Sessions have been seen in which these two cmdlets do not have the switch, and others in which they do. */
export function refuseUnknownBypass({ tenant, given }: Invocation): void {
  const name = "BypassSecurityGroupManagerCheck";
  if (given.has(name) && !tenant.behaviours.on("bypass-switch-for-single-members"))
    throw unknownParameter(name);
}

function isManager({ tenant, executor }: Invocation, { managedBy }: RoleGroup): boolean {
  const isApplication = tenant.mode === "online";
  if (isApplication && !tenant.behaviours.on("applications-manage-through-groups")) return false;
  return managedBy.some((guid) => executor.roleGroups.includes(guid));
}

/** Documented: users and universal security groups, which role groups are. */
function manager(invocation: Invocation, identity: string): string {
  const { guid, kind, name } = securityPrincipal(invocation, identity);
  if (kind === "user" || kind === "securityGroup" || kind === "roleGroup") return guid;
  throw invalidOperation(`'${name}' can't manage a role group, because it is no user and no security group.`);
}
