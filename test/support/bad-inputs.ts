import type { Kind } from "../../providers/dynamic/provider-text";
import { unknownValue } from "../../providers/dynamic/unknowns";

/** A wrong program: one resource, and what `check` says of it. */
export interface BadInput {
  kind: Kind;
  inputs: Record<string, unknown>;
  property: string;
  says: RegExp;
}

const guid = "0d3b6f2c-5f0e-4f56-9d2b-0a1b2c3d4e5f";
export const filter = "RecipientTypeDetails -eq 'RoomMailbox'";
const grant = { role: "Application Calendars.Read", app: guid, scope: { managementScope: "rooms" } };

const scope = (inputs: Record<string, unknown>, property: string, says: RegExp): BadInput => ({
  kind: "ManagementScope",
  inputs: { recipientRestrictionFilter: filter, ...inputs },
  property,
  says,
});
const filterCase = (text: unknown, says: RegExp): BadInput =>
  scope({ recipientRestrictionFilter: text }, "recipientRestrictionFilter", says);
const assignment = (inputs: Record<string, unknown>, property: string, says: RegExp): BadInput => ({
  kind: "RoleAssignment",
  inputs: { ...grant, ...inputs },
  property,
  says,
});
export const account = (inputs: Record<string, unknown>, property: string, says: RegExp): BadInput => ({
  kind: "ServiceAccount",
  inputs: { userPrincipalName: "room-booking@contoso.com", displayName: "Room Booking", ...inputs },
  property,
  says,
});
const group = (inputs: Record<string, unknown>, property: string, says: RegExp): BadInput => ({
  kind: "RoleGroup",
  inputs,
  property,
  says,
});
/** A grant to a person. */
const personal = (inputs: Record<string, unknown>, property: string, says: RegExp): BadInput =>
  assignment({ app: undefined, user: "ada@contoso.com", role: "Mail Recipients", ...inputs }, property, says);
const principal = (inputs: Record<string, unknown>, property: string, says: RegExp): BadInput => ({
  kind: "ServicePrincipal",
  inputs: { appId: guid, objectId: guid, ...inputs },
  property,
  says,
});

export const badInputs: Record<string, BadInput[]> = {
  "a filter": [
    filterCase("", /empty/i),
    filterCase("   ", /empty/i),
    filterCase("{}", /empty/i),
    filterCase(undefined, /OPATH filter/),
    filterCase(42, /OPATH filter/),
    filterCase("RecipientTypeDetails == 'RoomMailbox'", /-eq/),
    filterCase("RecipientTypeDetails -match 'Room'", /-like/),
    filterCase("RecipientTypeDetails -eq 'RoomMailbox", /nothing closes/),
    filterCase("RecipientTypeDetails -eq 'RoomMailbox' -or 'EquipmentMailbox'", /RecipientTypeDetails/),
    filterCase("City -eq 'Oslo' -and Office -eq 'A' -or Office -eq 'B'", /parenthes/i),
    filterCase("RecipientTypDetails -eq 'RoomMailbox'", /RecipientTypeDetails/),
    filterCase("RecipientTypeDetails -eq 'RoomMailboxes'", /RoomMailbox/),
    filterCase("RecipientTypeDetails -eq 16", /name/i),
    filterCase("MemberOfGroup -eq 'Rooms'", /distinguished name|DN/i),
    filterCase("City -eq $city", /\$city|variable/i),
    filterCase("City -eq 'Os*'", /-like/),
    filterCase("(City -eq 'Oslo'", /\)/),
    filterCase("Alias -like '*'", /organizationWide: true/),
    filterCase("City -eq 'Oslo' -or -not (-not (Name -ne $null))", /organizationWide: true/),
  ],
  "a name": [
    scope({ name: "x".repeat(65) }, "name", /64/),
    scope({ name: "rooms*" }, "name", /pattern/),
    scope({ name: "rooms[1]" }, "name", /pattern/),
    scope({ name: "" }, "name", /empty/),
    scope({ name: " rooms" }, "name", /space/),
    scope({ name: "org\\rooms" }, "name", /backslash/),
    scope({ name: "rooms\n" }, "name", /control character/),
    scope({ name: 7 }, "name", /text/),
    assignment({ name: "what?" }, "name", /pattern/),
    principal({ displayName: "" }, "displayName", /empty/),
    principal({ displayName: "x".repeat(257) }, "displayName", /256/),
  ],
  "a scope that is not exactly one": [
    assignment(
      { scope: undefined },
      "scope",
      /exactly one of .*managementScope.*group.*administrativeUnit.*organizationWide/,
    ),
    assignment({ scope: {} }, "scope", /exactly one/),
    assignment({ scope: { managementScope: "a", group: "b" } }, "scope", /managementScope and group/),
    assignment({ scope: { managementScope: "a", organizationWide: true } }, "scope", /exactly one/),
    assignment({ scope: { organizationWide: false } }, "scope", /only be true/),
    assignment({ scope: { managementScope: "" } }, "scope", /empty/),
    assignment({ scope: { group: " " } }, "scope", /empty/),
    assignment({ scope: { administrativeUnit: "Sales" } }, "scope", /GUID/),
    assignment({ scope: { customResourceScope: "rooms" } }, "scope", /customResourceScope/),
    assignment({ scope: "rooms" }, "scope", /exactly one/),
    assignment({ scope: null }, "scope", /exactly one/),
  ],
  "a value beside one that is not known yet": [
    assignment({ scope: { managementScope: unknownValue, group: "b" } }, "scope", /exactly one/),
    assignment({ app: unknownValue, role: "" }, "role", /role/),
    assignment({ app: unknownValue, enabled: false }, "enabled", /creation/),
    assignment({ scope: unknownValue, name: "a*" }, "name", /pattern/),
    scope({ name: unknownValue, exclusive: "yes" }, "exclusive", /true or false/),
    scope({ name: unknownValue, recipientRestrictionFilter: "" }, "recipientRestrictionFilter", /empty/i),
    principal({ objectId: unknownValue, appId: "booking" }, "appId", /GUID/),
  ],
  "an account": [
    account({ userPrincipalName: undefined }, "userPrincipalName", /text/),
    account({ userPrincipalName: "room-booking" }, "userPrincipalName", /room-booking@contoso\.com/),
    account({ userPrincipalName: "room booking@contoso.com" }, "userPrincipalName", /sign-in name/),
    account({ userPrincipalName: "Zoë@contoso.com" }, "userPrincipalName", /letters, digits/),
    account({ userPrincipalName: "a..b@contoso.com" }, "userPrincipalName", /dot/),
    account({ userPrincipalName: "a.@contoso.com" }, "userPrincipalName", /dot/),
    account({ userPrincipalName: `${"x".repeat(65)}@contoso.com` }, "userPrincipalName", /64 at most/),
    account({ userPrincipalName: `x@${"y".repeat(110)}.com` }, "userPrincipalName", /113/),
    account({ displayName: " " }, "displayName", /empty/),
    account({ displayName: "x".repeat(257) }, "displayName", /256/),
    account({ mailNickname: "room booking" }, "mailNickname", /spaces/),
    account({ mailNickname: "room@booking" }, "mailNickname", /@/),
    account({ mailNickname: "x".repeat(65) }, "mailNickname", /64/),
    account({ usageLocation: "USA" }, "usageLocation", /two letters/),
    account({ licenses: ["EXCHANGESTANDARD"] }, "usageLocation", /needed for licences/),
    account({ licenses: "EXCHANGESTANDARD", usageLocation: "US" }, "licenses", /list/),
    account({ licenses: ["A", "a"], usageLocation: "US" }, "licenses", /twice/),
    account({ licenses: [""], usageLocation: "US" }, "licenses", /empty/),
    account({ licensesMode: "exact" }, "licensesMode", /licenses are not given/),
    account({ licensesMode: "only", licenses: [] }, "licensesMode", /additive or exact/),
    account({ accountEnabled: "yes" }, "accountEnabled", /true or false/),
    account({ waitForMailboxMinutes: 0 }, "waitForMailboxMinutes", /at least a minute/),
    account({ waitForMailboxMinutes: 1.5 }, "waitForMailboxMinutes", /whole number/),
    account({ waitForMailboxMinutes: 1441 }, "waitForMailboxMinutes", /day/),
    account({ waitForMailboxMinutes: "30" }, "waitForMailboxMinutes", /minutes/),
    account({ adopt: true, restoreDeleted: true }, "restoreDeleted", /one of the two/),
    account({ displayName: unknownValue, licenses: ["A"] }, "usageLocation", /needed/),
  ],
  "a role group": [
    group({ name: "Organization Management" }, "name", /own role groups/),
    group({ name: "help desk" }, "name", /"Help Desk"/),
    group({ name: "desk*" }, "name", /pattern/),
    group({ description: "" }, "description", /leave it out/),
    group({ managedBy: [] }, "managedBy", /without managers/),
    group({ managedBy: [""] }, "managedBy", /empty/),
    group({ members: ["Ada Lindqvist"] }, "members", /display name/),
    group({ members: ["ada@contoso.com", ""] }, "members", /user principal name/),
    group({ members: "ada@contoso.com" }, "members", /must be a list of user principal names/),
    group({ membersMode: "only" }, "membersMode", /exact or additive/),
    group({ roles: [{ role: "" }] }, "roles", /role's name/),
    group({ roles: [{ role: "Mail Recipients", scope: {} }] }, "roles", /exactly one/),
    group(
      { roles: [{ role: "Mail Recipients", scope: { group: "A", relative: "Self" } }] },
      "roles",
      /exactly one/,
    ),
    group({ roles: [{ role: "ApplicationImpersonation" }] }, "roles", /Application Calendars\.ReadWrite/),
    group({ roles: [{ role: "Application Mail.Read" }] }, "roles", /cannot be in a role group/),
    group({ roles: [{ role: "Reset Password" }, { role: "reset password" }] }, "roles", /twice/),
    group({ roles: [{ role: "Reset Password", scop: {} }] }, "roles", /scop/),
    group({ roles: ["Reset Password"] }, "roles", /must be a role, \{ role: …, scope: … \}/),
    group({ roles: { role: "Reset Password" } }, "roles", /must be a list of roles/),
    group({ managedBy: "Help Desk" }, "managedBy", /must be a list/),
    group({ adopt: "yes" }, "adopt", /true or false/),
    group({ name: unknownValue, membersMode: "only" }, "membersMode", /exact or additive/),
  ],
  "a grant to people": [
    personal({ user: "" }, "user", /empty/),
    personal({ user: 7 }, "user", /text/),
    personal({ user: undefined }, "app", /nobody gets the role/),
    personal({ securityGroup: "Desk" }, "securityGroup", /user and securityGroup are given/),
    personal({ user: undefined, securityGroup: " " }, "securityGroup", /empty/),
    personal({ role: "Application Mail.Read" }, "role", /role for applications/),
    personal({ role: "ApplicationImpersonation" }, "role", /Application Calendars\.ReadWrite/),
    personal({ scope: { relative: "Everybody" } }, "scope", /Self, MyGAL, MyDistributionGroups/),
    personal({ scope: { organizationalUnit: "" } }, "scope", /empty/),
    personal(
      { scope: { exclusiveScope: "a", managementScope: "b" } },
      "scope",
      /exclusiveScope and managementScope/,
    ),
    personal({ delegating: "yes" }, "delegating", /true or false/),
    assignment({ scope: { exclusiveScope: "vips" } }, "scope", /not for applications/),
    assignment({ scope: { relative: "Self" } }, "scope", /not for applications/),
  ],
  "a property or value of another kind": [
    scope({ recipientFilter: filter }, "recipientFilter", /recipientRestrictionFilter/),
    scope({ exclusive: 1 }, "exclusive", /true or false/),
    scope({ recipientRoot: "" }, "recipientRoot", /empty/),
    scope({ recipientRoot: guid }, "recipientRoot", /Guid/),
    scope({ adopt: "yes" }, "adopt", /true or false/),
    principal({ appId: undefined }, "appId", /GUID/),
    principal({ objectId: "Contoso" }, "objectId", /enterprise application/),
    assignment({ app: "Contoso Room Booking" }, "app", /GUID/),
    assignment({ role: undefined }, "role", /role/),
    assignment({ role: "Application *" }, "role", /pattern/),
    assignment({ role: "ApplicationImpersonation" }, "role", /Application Calendars\.ReadWrite/),
    assignment({ enabled: false }, "enabled", /creation/),
    assignment({ user: "someone@contoso.com" }, "user", /exactly one of app, user, securityGroup/),
  ],
};
