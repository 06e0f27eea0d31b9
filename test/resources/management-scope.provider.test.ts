import { expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { ManagedResource } from "../support/managed-resource";
import { roomBooking } from "../support/seed";
import { startTestTenant } from "../support/tenant";

const rooms = { recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };

test("a scope is created, found unchanged, changed in place, and deleted without a trace", async () => {
  const running = await startTestTenant();
  const { managementScopes } = running.tenant.store;
  const scope = new ManagedResource("ManagementScope", running);

  expect(await scope.up(rooms)).toBe("create");
  const guid = scope.state?.id ?? "";
  expect(managementScopes.all()).toHaveLength(1);
  expect(managementScopes.get(guid)).toMatchObject({
    name: expect.stringMatching(/^rooms-[0-9a-f]{10}$/) as string,
    exclusive: false,
    recipientRoot: null,
  });

  await scope.refresh();
  expect(await scope.up(rooms)).toBe("same");

  expect(await scope.up({ recipientRestrictionFilter: "RecipientTypeDetails -eq 'EquipmentMailbox'" })).toBe(
    "update",
  );
  expect(managementScopes.get(guid)?.recipientFilter).toContain("EquipmentMailbox");

  await scope.destroy();
  expect(managementScopes.all()).toEqual([]);
  scope.state = {
    id: guid,
    inputs: {},
    outputs: { name: "rooms", organizationGuid: running.tenant.store.organization.get().organizationGuid },
  };
  await scope.destroy();
});

test("a scope is renamed and its root set and taken off in place, while its grants go on", async () => {
  const running = await startTestTenant();
  const { managementScopes } = running.tenant.store;
  const root = running.tenant.store.organization.get().recipientRoot;
  const scope = new ManagedResource("ManagementScope", running);
  await scope.up({ ...rooms, name: "Rooms" });
  const guid = scope.state?.id ?? "";

  expect(await scope.up({ ...rooms, name: "All rooms", recipientRoot: root })).toBe("update");
  expect(managementScopes.get(guid)).toMatchObject({ name: "All rooms" });
  expect(managementScopes.get(guid)?.recipientRoot).not.toBeNull();
  await scope.refresh();
  expect(await scope.up({ ...rooms, name: "All rooms", recipientRoot: root })).toBe("same");
  expect(await scope.up({ ...rooms, name: "All rooms" })).toBe("update");
  expect(managementScopes.get(guid)).toMatchObject({ recipientRoot: null });
});

test("a filter in PowerShell's braces is sent without them", async () => {
  const running = await startTestTenant();
  const scope = new ManagedResource("ManagementScope", running);
  const program = { recipientRestrictionFilter: '{RecipientTypeDetails -eq "RoomMailbox"}' };
  expect(await scope.up(program)).toBe("create");
  expect(running.tenant.store.managementScopes.all()).toMatchObject([
    { recipientFilter: "RecipientTypeDetails -eq 'RoomMailbox'" },
  ]);
  await scope.refresh();
  expect(await scope.up(program)).toBe("same");
});

test("a second scope with the same filter is refused with the name of the first", async () => {
  const running = await startTestTenant();
  await new ManagedResource("ManagementScope", running, "first").up({ ...rooms, name: "First" });
  const second = new ManagedResource("ManagementScope", running, "second");
  await expect(second.up({ ...rooms, name: "Second" })).rejects.toThrow(/"First".*adopt/s);
  expect(running.tenant.store.managementScopes.all()).toHaveLength(1);
});

test("a scope that a grant still uses is kept, and the grant is named", async () => {
  const running = await startTestTenant();
  const { program, scope } = await grantOnRooms(running);
  const grant = new ManagedResource("RoleAssignment", running, "grant");
  await grant.up(program);
  await expect(scope.destroy()).rejects.toThrow(new RegExp(String(grant.state?.outputs["name"])));
  expect(running.tenant.store.managementScopes.all()).toHaveLength(1);
  await grant.destroy();
  await scope.destroy();
  expect(running.tenant.store.managementScopes.all()).toEqual([]);
});

test("a scope goes although Exchange takes a while to notice that its last grant has gone", async () => {
  const running = await startTestTenant();
  const scope = new ManagedResource("ManagementScope", running);
  await scope.up(rooms);
  running.tenant.faults.set({ errors: [{ target: "Remove-ManagementScope", kind: "scopeInUse", times: 3 }] });
  await scope.destroy();
  expect(running.tenant.store.managementScopes.all()).toEqual([]);
});

test("a filter that Exchange keeps in other words than asked for is taken back before anything is said", async () => {
  const running = await startTestTenant();
  const { managementScopes } = running.tenant.store;
  // What cannot be: Exchange drops half of the filter as it stores it.
  running.tenant.store.onChange(({ collection, after }) => {
    const stored = after as { guid: string; recipientFilter: string } | undefined;
    if (collection === "managementScopes" && stored?.recipientFilter.includes("Oslo")) {
      managementScopes.update(stored.guid, { recipientFilter: "RecipientTypeDetails -eq 'RoomMailbox'" });
    }
  });
  const scope = new ManagedResource("ManagementScope", running);
  const narrow = {
    recipientRestrictionFilter: "RecipientTypeDetails -eq 'EquipmentMailbox' -and City -eq 'Oslo'",
  };
  await expect(scope.up(narrow)).rejects.toThrow(/kept: +RecipientTypeDetails -eq 'RoomMailbox'/);
  expect(managementScopes.all()).toEqual([]);

  await scope.up({ recipientRestrictionFilter: "RecipientTypeDetails -eq 'EquipmentMailbox'" });
  await expect(scope.up(narrow)).rejects.toThrow(/former filter was put back/);
  expect(managementScopes.all()).toMatchObject([
    { recipientFilter: "RecipientTypeDetails -eq 'EquipmentMailbox'" },
  ]);
});

async function grantOnRooms(running: RunningTenant) {
  const scope = new ManagedResource("ManagementScope", running);
  await scope.up(rooms);
  const app = new ManagedResource("ServicePrincipal", running);
  await app.up({ appId: roomBooking.appId, objectId: roomBooking.servicePrincipalId });
  const program = {
    role: "Application Calendars.Read",
    app: app.state?.id,
    scope: { managementScope: scope.state?.id },
  };
  return { program, scope };
}
