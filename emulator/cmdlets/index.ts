import { cmdletSyntax } from "../binder";
import type { Tenant } from "../tenant";
import type { Cmdlet } from "./cmdlet";
import { enableMailboxCmdlets } from "./enable-mailbox";
import { groupCmdlets } from "./groups";
import { mailboxPermissionCmdlets } from "./mailbox-permissions";
import { managementRoleCmdlets } from "./management-roles";
import { managementScopeCmdlets } from "./management-scopes";
import { newMailboxCmdlets } from "./new-mailbox";
import { organizationCmdlets } from "./organization";
import { recipientCmdlets } from "./recipients";
import { removeMailboxCmdlets } from "./remove-mailbox";
import { roleAssignmentCmdlets } from "./role-assignments";
import { roleEntryCmdlets } from "./role-entries";
import { roleGroupMemberCmdlets } from "./role-group-members";
import { roleGroupCmdlets } from "./role-groups";
import { servicePrincipalCmdlets } from "./service-principals";
import { setMailboxCmdlets } from "./set-mailbox";
import { setUserCmdlets } from "./set-user";
import { authorizationCmdlets } from "./test-service-principal-authorization";

/** Every cmdlet that the tenant plays. */
export const cmdlets: readonly Cmdlet[] = [
  ...managementScopeCmdlets,
  ...roleAssignmentCmdlets,
  ...servicePrincipalCmdlets,
  ...authorizationCmdlets,
  ...managementRoleCmdlets,
  ...roleEntryCmdlets,
  ...roleGroupCmdlets,
  ...roleGroupMemberCmdlets,
  ...recipientCmdlets,
  ...newMailboxCmdlets,
  ...enableMailboxCmdlets,
  ...setMailboxCmdlets,
  ...removeMailboxCmdlets,
  ...setUserCmdlets,
  ...mailboxPermissionCmdlets,
  ...groupCmdlets,
  ...organizationCmdlets,
];

const byName = new Map(cmdlets.map((cmdlet) => [cmdlet.name.toLowerCase(), cmdlet]));

/** By name, without regard to case, among those that this kind of Exchange has. */
export function findCmdlet(name: string, mode: Tenant["mode"]): Cmdlet | undefined {
  const found = byName.get(name.toLowerCase());
  return found && isPlayed(found, mode) ? found : undefined;
}

export function isPlayed({ name, only }: Cmdlet, mode: Tenant["mode"]): boolean {
  return (only ?? mode) === mode && cmdletSyntax(name, mode) !== undefined;
}
