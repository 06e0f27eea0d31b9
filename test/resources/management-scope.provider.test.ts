import { expect, test } from "vitest";
import { ManagedResource } from "../support/managed-resource";
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
