import type { Transport } from "../../providers/exchange/transport";
import { Secret } from "../../providers/exchange/secret";
import { newScope } from "./contract-objects";

/** The user of the seed that has no mailbox. */
const withoutMailbox = "svc-legacy@contoso.com";
const account = "contract@contoso.com";
const bypass = { BypassSecurityGroupManagerCheck: true, Confirm: false };

/** Runs every cmdlet that changes something on-premises, but those that remove. */
export async function makeOneOfEachOnPremises(transport: Transport, member: string): Promise<void> {
  await transport.invoke("New-ManagementScope", newScope);
  await transport.invoke("Set-ManagementScope", { Identity: "Rooms", RecipientRoot: "contoso.com/Rooms" });
  await transport.invoke("New-Mailbox", {
    Name: "Contract",
    UserPrincipalName: account,
    Password: new Secret("secureString", "Pa$$' \" ‘word-2026"),
    ResetPasswordOnNextLogon: false,
  });
  await transport.invoke("Set-Mailbox", { Identity: account, DisplayName: "Contract of transports" });
  await transport.invoke("Enable-Mailbox", { Identity: withoutMailbox, Alias: "svc-legacy" });
  await transport.invoke("New-ManagementRoleAssignment", {
    Name: "Calendars of rooms",
    Role: "ApplicationImpersonation",
    User: account,
    CustomRecipientWriteScope: "Rooms",
  });
  await transport.invoke("Set-ManagementRoleAssignment", { Identity: "Calendars of rooms", Enabled: false });
  await transport.invoke("New-RoleGroup", {
    Name: "Room keepers",
    Description: "Keep the rooms",
    ManagedBy: ["Organization Management"],
  });
  await transport.invoke("Set-RoleGroup", { Identity: "Room keepers", Description: "Keep rooms", ...bypass });
  await transport.invoke("Update-RoleGroupMember", {
    Identity: "Room keepers",
    Members: { Add: [member, account] },
    ...bypass,
  });
}

export async function removeOneOfEachOnPremises(transport: Transport): Promise<void> {
  await transport.invoke("Remove-RoleGroup", { Identity: "Room keepers", ...bypass });
  await transport.invoke("Remove-ManagementRoleAssignment", { Identity: "Calendars of rooms" });
  await transport.invoke("Remove-ManagementScope", { Identity: "Rooms" });
  await transport.invoke("Disable-Mailbox", { Identity: withoutMailbox });
  await transport.invoke("Remove-Mailbox", { Identity: account });
}
