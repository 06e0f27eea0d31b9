import type { ManagementScope, Recipient, RoleAssignment } from "../entities";
import { isRetired } from "../roles/lineage";
import type { Tenant } from "../tenant";
import type { Reader } from "../visibility";
import { isInScope } from "./filters";
import { groupsAroundAsSeen } from "./group-members";
import { reaches } from "./reach";

/**
 * Whether an account may act as the owner of a mailbox: the union of what its assignments of ApplicationImpersonation
 * reach, its own and those of the groups around it. Later than the truth by the permission cache.
 */
export function mayImpersonate(tenant: Tenant, account: string, mailbox: Recipient): boolean {
  const reader = "mailboxAccess";
  const scopes = tenant.visibility.view("managementScopes", reader);
  return impersonationAssignmentsOf(tenant, account, reader).some((assignment) =>
    impersonationReaches(tenant, assignment, account, mailbox, scopes),
  );
}

/** Whether an account has any assignment that might let it impersonate somebody. */
export function holdsImpersonation(tenant: Tenant, account: string): boolean {
  return impersonationAssignmentsOf(tenant, account, "mailboxAccess").length > 0;
}

/** Every assignment that lets somebody impersonate: enabled, and not only a right to give the role to others. */
export function impersonationAssignments(tenant: Tenant, reader: Reader): readonly RoleAssignment[] {
  const { behaviours, visibility } = tenant;
  const roles = visibility.view("managementRoles", reader).filter((role) => {
    const isKnown = role.parent === null || behaviours.on("impersonation-by-derived-role");
    const isLeft = isRetired(tenant, role) && behaviours.on("retired-role-gives-nothing");
    return role.roleType === "ApplicationImpersonation" && isKnown && !isLeft;
  });
  const ids = new Set(roles.map(({ guid }) => guid));
  return visibility
    .view("roleAssignments", reader)
    .filter(({ role, enabled }) => ids.has(role) && enabled)
    .filter(({ delegation }) => delegation === "Regular" || !behaviours.on("delegating-impersonates-nobody"));
}

/** Whether one assignment lets the account act in the mailbox; `scopes` are the management scopes as it sees them. */
export function impersonationReaches(
  tenant: Tenant,
  assignment: RoleAssignment,
  account: string,
  mailbox: Recipient,
  scopes: readonly ManagementScope[],
): boolean {
  return (
    isLetIntoExclusiveScopes(tenant, assignment, mailbox, scopes) &&
    (isInRelativeScope(tenant, assignment, account, mailbox) ?? reaches(tenant, assignment, mailbox, scopes))
  );
}

function impersonationAssignmentsOf(
  tenant: Tenant,
  account: string,
  reader: Reader,
): readonly RoleAssignment[] {
  const isOn = (id: string) => tenant.behaviours.on(id);
  const groups = isOn("impersonation-through-groups") ? groupsAroundAsSeen(tenant, account, reader) : [];
  const assignees = new Set([account, ...groups]);
  const found = impersonationAssignments(tenant, reader).filter(({ roleAssignee }) =>
    assignees.has(roleAssignee),
  );
  const scoped = found.filter(({ scope }) => scope.kind !== "implicit");
  return isOn("impersonation-scopes-add-up") || scoped.length === 0 ? found : scoped;
}

/** Documented: what lies in an exclusive scope is only for those who are assigned an exclusive scope that holds it. */
function isLetIntoExclusiveScopes(
  tenant: Tenant,
  { scope }: RoleAssignment,
  mailbox: Recipient,
  scopes: readonly ManagementScope[],
): boolean {
  if (!tenant.behaviours.on("exclusive-scopes-limit-impersonation")) return true;
  const exclusive = scopes.filter((each) => each.exclusive && isInScope(tenant, each, mailbox));
  if (exclusive.length === 0) return true;
  return scope.kind === "exclusive" && exclusive.some(({ guid }) => guid === scope.guid);
}

/** Scopes that depend on who asks; nothing for the others. */
function isInRelativeScope(
  tenant: Tenant,
  { scope }: RoleAssignment,
  account: string,
  mailbox: Recipient,
): boolean | undefined {
  if (scope.kind !== "relative") return undefined;
  switch (scope.value) {
    case "Self":
      return mailbox.guid === account;
    case "MyGAL":
      return (
        tenant.behaviours.on("my-gal-holds-listed-mailboxes") &&
        mailbox.attributes.hiddenFromAddressListsEnabled !== true
      );
    default:
      return undefined;
  }
}
