import type { RunningTenant } from "../../emulator";
import { createTenant } from "../../emulator/tenant";
import type { Properties } from "../../providers/dynamic/lifecycle";
import type { Kind } from "../../providers/dynamic/provider-text";
import { ManagedResource } from "./managed-resource";
import { roomBooking } from "./seed";

/** What the suites that run for every kind know of each. */
export interface KindUnderTest {
  kind: Kind;
  cmdletNoun: string;
  /** Makes what the resource rests on, and gives a program for it. */
  program: (running: RunningTenant) => Promise<Properties>;
  /** A change that is made in place. */
  change: Properties;
  /** Objects of ours in the tenant's own store; what is built in is not ours. */
  objects: (running: RunningTenant) => readonly { guid: string; name: string }[];
  remove: (running: RunningTenant, guid: string) => void;
  /** The property that names the object, and the inputs that differ when it is given. */
  naming: string;
}

export const kindsUnderTest: KindUnderTest[] = [
  {
    kind: "ManagementScope",
    cmdletNoun: "ManagementScope",
    program: () => Promise.resolve({ recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" }),
    change: { recipientRestrictionFilter: "RecipientTypeDetails -eq 'EquipmentMailbox'" },
    objects: (running) => running.tenant.store.managementScopes.all(),
    remove: (running, guid) => void running.tenant.store.managementScopes.remove(guid),
    naming: "name",
  },
  {
    kind: "ServicePrincipal",
    cmdletNoun: "ServicePrincipal",
    program: () => Promise.resolve({ appId: roomBooking.appId, objectId: roomBooking.servicePrincipalId }),
    change: { displayName: "Room Booking" },
    objects: (running) => running.tenant.store.exchangeServicePrincipals.all(),
    remove: (running, guid) => void running.tenant.store.exchangeServicePrincipals.remove(guid),
    naming: "displayName",
  },
  {
    kind: "RoleGroup",
    cmdletNoun: "RoleGroup",
    program: () => Promise.resolve({ description: "May change the rooms", members: [] }),
    change: { description: "May change rooms and equipment" },
    objects: (running) => running.tenant.store.roleGroups.all().filter((each) => !builtInGroups.has(each.name)),
    remove: (running, guid) => void running.tenant.store.roleGroups.remove(guid),
    naming: "name",
  },
  {
    kind: "RoleAssignment",
    cmdletNoun: "ManagementRoleAssignment",
    program: grantProgram,
    change: { enabled: false },
    objects: (running) =>
      running.tenant.store.roleAssignments
        .all()
        .filter((each) => each.roleAssigneeType === "ServicePrincipal"),
    remove: (running, guid) => void running.tenant.store.roleAssignments.remove(guid),
    naming: "name",
  },
];

const builtInGroups = new Set(
  createTenant()
    .store.roleGroups.all()
    .map(({ name }) => name),
);

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
