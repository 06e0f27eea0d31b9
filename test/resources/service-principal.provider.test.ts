import { expect, test } from "vitest";
import { ManagedResource } from "../support/managed-resource";
import { roomBooking } from "../support/seed";
import { startTestTenant } from "../support/tenant";

const program = { appId: roomBooking.appId, objectId: roomBooking.servicePrincipalId };

test("a pointer is created, found unchanged, renamed in place, and deleted", async () => {
  const running = await startTestTenant();
  const { exchangeServicePrincipals: pointers } = running.tenant.store;
  const principal = new ManagedResource("ServicePrincipal", running);

  expect(await principal.up(program)).toBe("create");
  const [created] = pointers.all();
  expect(created).toMatchObject({ appId: roomBooking.appId, objectId: roomBooking.servicePrincipalId });
  expect(principal.state?.id).toBe(created?.guid);

  await principal.refresh();
  expect(await principal.up(program)).toBe("same");
  expect(await principal.up({ ...program, displayName: "Room Booking" })).toBe("update");
  expect(pointers.all()).toMatchObject([{ guid: created?.guid, displayName: "Room Booking" }]);

  await principal.destroy();
  expect(pointers.all()).toEqual([]);
});

test("the id of the app registration is refused with the enterprise application's id, and nothing is created", async () => {
  const running = await startTestTenant();
  const principal = new ManagedResource("ServicePrincipal", running);
  const wrong = principal.up({ ...program, objectId: roomBooking.applicationId });
  await expect(wrong).rejects.toThrow(/app registration/);
  await expect(wrong).rejects.toThrow(roomBooking.servicePrincipalId);
  expect(running.tenant.store.exchangeServicePrincipals.all()).toEqual([]);
});

test("an existing pointer is refused unless it is adopted as it is; an adopted one stays when the resource goes", async () => {
  const running = await startTestTenant();
  const { exchangeServicePrincipals: pointers } = running.tenant.store;
  const byHand = new ManagedResource("ServicePrincipal", running, "by-hand");
  await byHand.up({ ...program, displayName: "Made by hand" });

  const principal = new ManagedResource("ServicePrincipal", running);
  await expect(principal.up(program)).rejects.toThrow(/adopt: true/);
  await expect(principal.up({ ...program, displayName: "Other", adopt: true })).rejects.toThrow(
    /displayName.*Made by hand.*Other/s,
  );
  const before = pointers.all();

  expect(await principal.up({ ...program, displayName: "Made by hand", adopt: true })).toBe("create");
  expect(principal.state?.id).toBe(before[0]?.guid);
  await principal.refresh();
  expect(await principal.up({ ...program, displayName: "Made by hand" })).toBe("same");
  await principal.destroy();
  expect(pointers.all()).toEqual(before);
});

test("a pointer that grants of others rest on is kept, and the grants are named", async () => {
  const running = await startTestTenant();
  const principal = new ManagedResource("ServicePrincipal", running);
  await principal.up(program);
  const scope = new ManagedResource("ManagementScope", running);
  await scope.up({ recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" });
  const grant = new ManagedResource("RoleAssignment", running, "somebody's");
  const reach = { managementScope: scope.state?.id };
  await grant.up({ role: "Application Calendars.Read", app: principal.state?.id, scope: reach });

  await expect(principal.destroy()).rejects.toThrow(String(grant.state?.outputs["name"]));
  expect(running.tenant.store.exchangeServicePrincipals.all()).toHaveLength(1);
  await grant.destroy();
  await principal.destroy();
  expect(running.tenant.store.exchangeServicePrincipals.all()).toEqual([]);
});
