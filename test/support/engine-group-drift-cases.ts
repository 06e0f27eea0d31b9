import type { RoleAssignment, Store } from "../../emulator";
import type { DriftCase } from "./engine-drift-cases";

const adele = "adele.vance@contoso.example";
const alex = "alex.wilber@contoso.example";

/** Role groups, each with something that somebody did to it. */
export const groupDriftCases: DriftCase[] = [
  {
    kind: "RoleGroup",
    property: "name",
    what: "under another name, with a grant to it",
    declared: `{ description: "May change the rooms" }`,
    edit: () => ({ name: "group renamed by hand" }),
    live: '"group renamed by hand"',
    wanted: /"RoleGroup name \d+-[0-9a-f]{10}"/,
    outcome: "repaired in place",
  },
  {
    kind: "RoleGroup",
    property: "description",
    what: "with another description",
    declared: `{ description: "May change the rooms of Oslo" }`,
    edit: () => ({ description: "described by hand" }),
    live: '"described by hand"',
    wanted: '"May change the rooms of Oslo"',
    outcome: "repaired in place",
  },
  {
    kind: "RoleGroup",
    property: "description",
    what: "whose description was taken away",
    declared: `{ description: "May change the rooms of Bergen" }`,
    edit: () => ({ description: null }),
    live: /\+ description/,
    wanted: '"May change the rooms of Bergen"',
    outcome: "repaired in place",
  },
  {
    kind: "RoleGroup",
    property: "managedBy",
    what: "in other hands",
    declared: `{ managedBy: ["Organization Management", "${adele}"] }`,
    edit: ({ store }) => ({ managedBy: [groupNamed(store, "Recipient Management")] }),
    live: '"Recipient Management"',
    wanted: `"${adele}"`,
    outcome: "repaired in place",
  },
  {
    kind: "RoleGroup",
    property: "members",
    what: "that somebody was added to",
    declared: `{ members: ["${adele}"] }`,
    edit: ({ store }) => ({ members: [person(store, adele), person(store, alex)] }),
    live: `- [1]: "${alex}"`,
    wanted: "~ members: [",
    outcome: "repaired in place",
  },
  {
    kind: "RoleGroup",
    property: "members",
    what: "that a member was taken out of, and that leaves other members alone",
    declared: `{ members: ["${adele}", "${alex}"], membersMode: "additive" }`,
    edit: ({ store }) => ({ members: [person(store, adele)] }),
    live: "~ members: [",
    wanted: `+ [1]: "${alex}"`,
    outcome: "repaired in place",
  },
  {
    kind: "RoleGroup",
    property: "roles",
    what: "that was given another role",
    declared: `{ roles: [{ role: "Reset Password", scope: { managementScope: rooms.id } }] }`,
    edit: ({ store }, group) => {
      const [grant] = grantsTo(store, group);
      const role = store.managementRoles.by("name", "Mail Recipients")?.guid ?? "";
      store.roleAssignments.insert({ ...grant, guid: addedGrant, name: "granted by hand", role });
      return {};
    },
    live: /- role *: "Mail Recipients"/,
    wanted: "~ roles: [",
    outcome: "repaired in place",
  },
  {
    kind: "RoleGroup",
    property: "roles",
    what: "that a role was taken from",
    declared: `{ roles: [{ role: "View-Only Configuration" }, { role: "Mail Recipients", scope: { managementScope: rooms.id } }] }`,
    edit: ({ store }, group) => {
      const role = store.managementRoles.by("name", "Mail Recipients")?.guid;
      for (const grant of grantsTo(store, group))
        if (grant.role === role) store.roleAssignments.remove(grant.guid);
      return {};
    },
    live: "~ roles: [",
    wanted: /\+ role *: "Mail Recipients"/,
    outcome: "repaired in place",
  },
  {
    kind: "RoleGroup",
    property: "roles",
    what: "with a role in another scope",
    declared: `{ roles: [{ role: "Mail Recipients", scope: { managementScope: rooms.id } }] }`,
    edit: ({ store, guids }, group) => {
      const scope = { kind: "managementScope", guid: guids.get("EquipmentMailbox") ?? "" } as const;
      for (const grant of grantsTo(store, group)) store.roleAssignments.update(grant.guid, { scope });
      return {};
    },
    live: /managementScope *: "[-0-9a-f]{36}" =>/,
    wanted: /=> "[-0-9a-f]{36}"/,
    outcome: "repaired in place",
  },
  {
    kind: "RoleGroup",
    property: "roles",
    what: "with a role widened to the whole organisation",
    declared: `{ roles: [{ role: "Mail Recipients", scope: { managementScope: rooms.id } }] }`,
    edit: ({ store }, group) => {
      for (const grant of grantsTo(store, group)) {
        store.roleAssignments.update(grant.guid, { scope: { kind: "implicit" } });
      }
      return {};
    },
    live: "- organizationWide: true",
    wanted: /\+ managementScope *: "[-0-9a-f]{36}"/,
    outcome: "repaired in place",
  },
];

const addedGrant = "0b1ec700-0000-4000-8000-0000000000aa";

function grantsTo(store: Store, group: string): [RoleAssignment, ...RoleAssignment[]] {
  const [first, ...others] = store.roleAssignments.filter(({ roleAssignee }) => roleAssignee === group);
  if (first === undefined) throw new Error(`The group ${group} has no role.`);
  return [first, ...others];
}

function groupNamed(store: Store, name: string): string | undefined {
  return store.roleGroups.by("name", name)?.guid;
}

function person(store: Store, userPrincipalName: string): string | undefined {
  return store.recipients.find((each) => each.userPrincipalName === userPrincipalName)?.guid;
}
