import type { Store } from "../../emulator";
import type { DriftCase } from "./engine-drift-cases";
import { deskBooking } from "./seed";

const administrativeUnit = "d4e9fa63-3313-43f0-9fa0-57702e2677a6";

/** Grants to the application `app` in the scope `rooms`, each with something that somebody did to it. */
export const grantDriftCases: DriftCase[] = [
  {
    kind: "RoleAssignment",
    property: "name",
    what: "under another name",
    declared: grant("Application Mail.Read"),
    edit: () => ({ name: "renamed by hand" }),
    live: '"renamed by hand"',
    wanted: /"RoleAssignment name 8-[0-9a-f]{10}"/,
    outcome: "replaced",
  },
  {
    kind: "RoleAssignment",
    property: "role",
    what: "of another role",
    declared: grant("Application Mail.ReadBasic"),
    edit: ({ store }) => ({ role: store.managementRoles.by("name", "Application Mail.Send")?.guid }),
    live: '"Application Mail.Send"',
    wanted: '"Application Mail.ReadBasic"',
    outcome: "replaced",
  },
  {
    kind: "RoleAssignment",
    property: "app",
    what: "to another application",
    declared: grant("Application Contacts.Read"),
    edit: ({ guids }) => ({ roleAssignee: guids.get("other app") }),
    live: `"${deskBooking.servicePrincipalId}"`,
    wanted: /=> "[-0-9a-f]{36}"/,
    outcome: "replaced",
  },
  {
    kind: "RoleAssignment",
    property: "scope",
    what: "on another management scope",
    declared: grant("Application Calendars.ReadWrite"),
    edit: ({ guids }) => ({ scope: { kind: "managementScope", guid: guids.get("EquipmentMailbox") } }),
    live: /managementScope: "[-0-9a-f]{36}" =>/,
    wanted: /=> "[-0-9a-f]{36}"/,
    outcome: "repaired in place",
  },
  {
    kind: "RoleAssignment",
    property: "scope",
    what: "widened to the whole organisation",
    declared: grant("Application MailboxSettings.Read"),
    edit: () => ({ scope: { kind: "implicit" } }),
    live: "- organizationWide: true",
    wanted: /\+ managementScope : "[-0-9a-f]{36}"/,
    outcome: "repaired in place",
  },
  {
    kind: "RoleAssignment",
    property: "scope",
    what: "on an administrative unit instead of a scope",
    declared: grant("Application MailboxSettings.ReadWrite"),
    edit: () => ({ scope: { kind: "administrativeUnit", id: administrativeUnit } }),
    live: `"${administrativeUnit}"`,
    wanted: /\+ managementScope *: "[-0-9a-f]{36}"/,
    outcome: "replaced",
  },
  {
    kind: "RoleAssignment",
    property: "scope",
    what: "of the whole organisation, bounded by hand",
    declared: `{ app: app.id, role: "Application Calendars.Read", scope: { organizationWide: true } }`,
    edit: ({ guids }) => ({ scope: { kind: "managementScope", guid: guids.get("EquipmentMailbox") } }),
    live: /- managementScope *: "[-0-9a-f]{36}"/,
    wanted: "+ organizationWide: true",
    outcome: "replaced",
  },
  {
    kind: "RoleAssignment",
    property: "enabled",
    what: "switched off",
    declared: grant("Application Contacts.ReadWrite"),
    edit: () => ({ enabled: false }),
    live: "false",
    wanted: "true",
    outcome: "repaired in place",
  },
  {
    kind: "RoleAssignment",
    property: "user",
    what: "to another user",
    declared: `{ user: "adele.vance@contoso.example", role: "Mail Recipients", scope: { managementScope: rooms.id } }`,
    edit: ({ store }) => ({ roleAssignee: recipient(store, "alex.wilber") }),
    live: /"[^"]*alex[^"]*"/i,
    wanted: '"adele.vance@contoso.example"',
    outcome: "replaced",
  },
  {
    kind: "RoleAssignment",
    property: "securityGroup",
    what: "to another group",
    declared: `{ securityGroup: "Bookable Rooms", role: "Mail Recipients", scope: { managementScope: rooms.id } }`,
    edit: ({ store }) => ({ roleAssignee: recipient(store, "all-meeting-spaces") }),
    live: '"All Meeting Spaces"',
    wanted: '"Bookable Rooms"',
    outcome: "replaced",
  },
  {
    kind: "RoleAssignment",
    property: "delegating",
    what: "made to hand the role on",
    declared: `{ user: "alex.wilber@contoso.example", role: "Mail Recipients", scope: { organizationWide: true } }`,
    edit: () => ({ delegation: "DelegatingOrgWide" }),
    live: "true",
    wanted: "false",
    outcome: "replaced",
  },
];

function grant(role: string): string {
  return `{ app: app.id, role: "${role}", scope: { managementScope: rooms.id } }`;
}

function recipient(store: Store, alias: string): string | undefined {
  return store.recipients.find((each) => each.alias === alias)?.guid;
}
