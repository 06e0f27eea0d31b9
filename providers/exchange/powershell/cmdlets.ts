import type { Parameters } from "../transport";

/** A cmdlet that we use: what is read of its objects, and what the cmdlet needs here that InvokeCommand does not. */
export interface CmdletUse {
  select: readonly string[];
  always: Parameters;
}

const identity = ["Guid", "ExchangeObjectId", "Name", "Identity", "DistinguishedName"];

const scope = [...identity, "RecipientFilter", "RecipientRestrictionFilter", "RecipientRoot", "Exclusive"];

const assignment = [
  ...identity,
  ...["Role", "RoleAssignee", "RoleAssigneeName", "RoleAssigneeType", "User", "App", "Enabled"],
  ...["RoleAssignmentDelegationType", "RecipientWriteScope", "CustomRecipientWriteScope"],
  ...["CustomResourceScope", "RecipientOrganizationalUnitScope", "EffectiveUserName"],
];

const principal = [...identity, "AppId", "ObjectId", "ServiceId", "DisplayName"];

const roleGroup = [
  ...identity,
  ...["DisplayName", "SamAccountName", "ExternalDirectoryObjectId", "Description", "ManagedBy", "Members"],
  ...["Roles", "WellKnownObject"],
];

const recipient = [
  ...identity,
  ...["ExternalDirectoryObjectId", "DisplayName", "Alias", "SamAccountName", "PrimarySmtpAddress"],
  ...["WindowsEmailAddress", "WindowsLiveID", "UserPrincipalName", "RecipientType", "RecipientTypeDetails"],
];

/** Without it PowerShell cuts a list at 1000 objects, with no more than a warning. */
const complete: Parameters = { ResultSize: "Unlimited" };

const nothing: CmdletUse = { select: [], always: {} };
const select = (properties: readonly string[]): CmdletUse => ({ select: properties, always: {} });

/** Every cmdlet of Exchange that the provider uses. The shell runs no other, and loads no other. */
export const exchangeCmdlets: Readonly<Record<string, CmdletUse>> = {
  "Get-ManagementScope": select(scope),
  "New-ManagementScope": select(scope),
  "Set-ManagementScope": nothing,
  "Remove-ManagementScope": nothing,
  "Get-ManagementRoleAssignment": select(assignment),
  "New-ManagementRoleAssignment": select(assignment),
  "Set-ManagementRoleAssignment": nothing,
  "Remove-ManagementRoleAssignment": nothing,
  "Get-ServicePrincipal": select(principal),
  "New-ServicePrincipal": select(principal),
  "Set-ServicePrincipal": nothing,
  "Remove-ServicePrincipal": nothing,
  "Get-RoleGroup": { select: roleGroup, always: complete },
  "New-RoleGroup": select(roleGroup),
  "Set-RoleGroup": nothing,
  "Remove-RoleGroup": nothing,
  "Get-RoleGroupMember": { select: recipient, always: complete },
  "Add-RoleGroupMember": nothing,
  "Update-RoleGroupMember": nothing,
  "Get-ManagementRole": select([...identity, "RoleType"]),
  "Get-Mailbox": { select: recipient, always: complete },
  "Get-Recipient": { select: recipient, always: complete },
  "Get-User": { select: recipient, always: complete },
  "Get-OrganizationConfig": select(identity),
};

/** What the connection itself takes. */
export const connectionCmdlets: Readonly<Record<string, CmdletUse>> = {
  "Get-Module": select(["Name", "Version"]),
  "Import-Module": nothing,
  "Connect-ExchangeOnline": nothing,
  "Get-ConnectionInformation": select(["State"]),
  "Disconnect-ExchangeOnline": nothing,
};
