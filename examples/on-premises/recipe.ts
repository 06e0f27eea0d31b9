import { ManagementScope, RoleAssignment, RoleGroup, ServiceAccount } from "pulumi-exchange-rbac";

// The account that the booking software signs in with: a mailbox, and no password to change at the first logon.
const account = new ServiceAccount("room-booking", {
  userPrincipalName: "room.booking@contoso.com",
  displayName: "Room Booking",
  organizationalUnit: "contoso.com/Service Accounts",
  // Otherwise the user stays in Active Directory when the resource goes, without a mailbox.
  removeUserOnDelete: true,
});

const rooms = new ManagementScope("rooms", {
  name: "ResourceMailboxes",
  recipientRestrictionFilter: 'RecipientTypeDetails -eq "RoomMailbox"',
});

// Grants are a union: the role group needs the scope as much as the assignment does.
new RoleGroup("impersonation", {
  name: "ApplicationImpersonation",
  roles: [{ role: "ApplicationImpersonation", scope: { managementScope: rooms.id } }],
  members: [account.id],
});

new RoleAssignment("rooms", {
  name: "ResourceImpersonation",
  role: "ApplicationImpersonation",
  user: account.id,
  scope: { managementScope: rooms.id },
});

export const password = account.password;
