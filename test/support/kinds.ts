import type { RunningTenant } from "../../emulator";
import { createTenant } from "../../emulator/tenant";
import type { Properties } from "../../providers/dynamic/lifecycle";
import type { Kind } from "../../providers/dynamic/provider-text";
import { allowAccounts } from "./graph-rights";
import { ManagedResource } from "./managed-resource";
import { roomBooking } from "./seed";

/** What the suites that run for every kind know of each. */
export interface KindUnderTest {
  kind: Kind;
  /** Of the tenant, if it is not online. */
  mode?: "onPremises";
  /** The requests that create and that read it, as faults name them. */
  creates: string;
  reads: string;
  /** What a create still writes after its first write, if anything: a killed run does not get to it. */
  completes?: string;
  /** Makes what the resource rests on, and gives a program for it. */
  program: (running: RunningTenant) => Promise<Properties>;
  /** A change that is made in place. */
  change: Properties;
  /** Objects of ours in the tenant's own store; what is built in is not ours. */
  objects: (running: RunningTenant) => readonly { guid: string; name: string }[];
  remove: (running: RunningTenant, guid: string) => void;
  /** The inputs that give it a name of the user's own. */
  named: Properties;
}

export const kindsUnderTest: KindUnderTest[] = [
  {
    kind: "ManagementScope",
    creates: "New-ManagementScope",
    reads: "Get-ManagementScope",
    program: () => Promise.resolve({ recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" }),
    change: { recipientRestrictionFilter: "RecipientTypeDetails -eq 'EquipmentMailbox'" },
    objects: (running) => running.tenant.store.managementScopes.all(),
    remove: (running, guid) => void running.tenant.store.managementScopes.remove(guid),
    named: { name: "Made by hand" },
  },
  {
    kind: "ServiceAccount",
    creates: "POST /v1.0/users",
    reads: "GET /v1.0/users*",
    completes: "PATCH /v1.0/users/*",
    program(running) {
      allowAccounts(running);
      return Promise.resolve(accountProgram);
    },
    change: { displayName: "Booking of rooms" },
    objects: (running) =>
      running.tenant.store.users
        .all()
        .filter(
          (user) => user.userPrincipalName === accountProgram.userPrincipalName && !user.deletedDateTime,
        )
        .map(({ id, userPrincipalName }) => ({ guid: id, name: userPrincipalName })),
    remove: (running, guid) => void running.tenant.store.users.remove(guid),
    named: {},
  },
  {
    kind: "ServicePrincipal",
    creates: "New-ServicePrincipal",
    reads: "Get-ServicePrincipal",
    program: () => Promise.resolve({ appId: roomBooking.appId, objectId: roomBooking.servicePrincipalId }),
    change: { displayName: "Room Booking" },
    objects: (running) => running.tenant.store.exchangeServicePrincipals.all(),
    remove: (running, guid) => void running.tenant.store.exchangeServicePrincipals.remove(guid),
    named: { displayName: "Made by hand" },
  },
  {
    kind: "RoleGroup",
    creates: "New-RoleGroup",
    reads: "Get-RoleGroup",
    program: () => Promise.resolve({ description: "May change the rooms", members: [] }),
    change: { description: "May change rooms and equipment" },
    objects: (running) =>
      running.tenant.store.roleGroups.all().filter((each) => !builtInGroups.has(each.name)),
    remove: (running, guid) => void running.tenant.store.roleGroups.remove(guid),
    named: { name: "Made by hand" },
  },
  {
    kind: "RoleAssignment",
    creates: "New-ManagementRoleAssignment",
    reads: "Get-ManagementRoleAssignment",
    program: grantProgram,
    change: { enabled: false },
    objects: (running) =>
      running.tenant.store.roleAssignments
        .all()
        .filter((each) => each.roleAssigneeType === "ServicePrincipal"),
    remove: (running, guid) => void running.tenant.store.roleAssignments.remove(guid),
    named: { name: "Made by hand" },
  },
];

const builtInGroups = new Set(
  createTenant()
    .store.roleGroups.all()
    .map(({ name }) => name),
);

/** An account with the seed's licence for a mailbox. */
export const accountProgram = {
  userPrincipalName: "room-booking@contoso.example",
  displayName: "Room Booking",
  usageLocation: "US",
  licenses: ["EXCHANGESTANDARD"],
};

/** A scoped grant to the seed's room booking application, on a scope and a pointer that exist. */
export async function grantProgram(running: RunningTenant): Promise<Properties> {
  const scope = new ManagedResource("ManagementScope", running, "grant-scope");
  await scope.up({
    recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox' -or ResourceType -eq 'Room'",
  });
  const app = new ManagedResource("ServicePrincipal", running, "grant-app");
  await app.up({ appId: roomBooking.appId, objectId: roomBooking.servicePrincipalId });
  return {
    role: "Application Calendars.ReadWrite",
    app: app.state?.id,
    scope: { managementScope: scope.state?.id },
  };
}
