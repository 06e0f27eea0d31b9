import type { Deployment } from "../../connection/deployment";
import type { Parameters } from "../transport";

/** A cmdlet that we use: what is read of its objects, and what the cmdlet needs here that InvokeCommand does not. */
export interface CmdletUse {
  select: readonly string[];
  always: Parameters;
  /** Where the cmdlet exists, or where we use it; everywhere if it does not say. */
  only?: Deployment;
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
  ...["Roles", "WellKnownObject", "RoleGroupType", "LinkedGroup", "LinkedPartnerGroupId"],
];

const recipient = [
  ...identity,
  ...["ExternalDirectoryObjectId", "DisplayName", "Alias", "SamAccountName", "PrimarySmtpAddress"],
  ...["WindowsEmailAddress", "WindowsLiveID", "UserPrincipalName", "RecipientType", "RecipientTypeDetails"],
];

/** The account of a user, which only Exchange Server shows. */
const user = [
  ...recipient,
  ...["OrganizationalUnit", "UserAccountControl", "AccountDisabled", "ResetPasswordOnNextLogon"],
];

/** Without it PowerShell cuts a list at 1000 objects, with no more than a warning. */
const complete: Parameters = { ResultSize: "Unlimited" };

export const nothing: CmdletUse = { select: [], always: {} };
export const select = (properties: readonly string[]): CmdletUse => ({ select: properties, always: {} });

const online = (use: CmdletUse): CmdletUse => ({ ...use, only: "online" });
const onPremises = (use: CmdletUse): CmdletUse => ({ ...use, only: "onPremises" });

/** The cmdlets of Exchange that the provider uses there. The shell runs no other, and loads no other. */
export function cmdletsOf(deployment: Deployment): Readonly<Record<string, CmdletUse>> {
  return Object.fromEntries(
    Object.entries(exchangeCmdlets).filter(([, { only }]) => only === undefined || only === deployment),
  );
}

const exchangeCmdlets: Readonly<Record<string, CmdletUse>> = {
  "Get-ManagementScope": select(scope),
  "New-ManagementScope": select(scope),
  "Set-ManagementScope": nothing,
  "Remove-ManagementScope": nothing,
  "Get-ManagementRoleAssignment": select(assignment),
  "New-ManagementRoleAssignment": select(assignment),
  "Set-ManagementRoleAssignment": nothing,
  "Remove-ManagementRoleAssignment": nothing,
  "Get-ServicePrincipal": online(select(principal)),
  "New-ServicePrincipal": online(select(principal)),
  "Set-ServicePrincipal": online(nothing),
  "Remove-ServicePrincipal": online(nothing),
  "Get-RoleGroup": { select: roleGroup, always: complete },
  "New-RoleGroup": select(roleGroup),
  "Set-RoleGroup": nothing,
  "Remove-RoleGroup": nothing,
  "Get-RoleGroupMember": { select: recipient, always: complete },
  "Update-RoleGroupMember": nothing,
  "Get-ManagementRole": select([...identity, "RoleType"]),
  "Get-Mailbox": { select: [...recipient, "ResetPasswordOnNextLogon"], always: complete },
  "Get-Recipient": { select: recipient, always: complete },
  "Get-User": { select: user, always: complete },
  "Get-Group": { select: recipient, always: complete },
  "New-Mailbox": onPremises(select(recipient)),
  "Enable-Mailbox": onPremises(select(recipient)),
  "Set-Mailbox": onPremises(nothing),
  "Disable-Mailbox": onPremises(nothing),
  "Remove-Mailbox": onPremises(nothing),
  "Get-OrganizationConfig": select([...identity, "OriginatingServer"]),
};
