import { expect, test } from "vitest";
import { refuseFilter } from "../../providers/exchange/filter/safety";
import { sameMeaning, withoutRemark } from "../exchange/filter/spellings";
import { connectedEngine, program, startEngineTenant } from "../support/engine-exchange";
import { storedByName } from "../support/engine-stored-objects";
import { roomBooking } from "../support/seed";

const unchanged = { args: ["--expect-no-changes"] };

test("with every lag switched on, all kinds are made, seen unchanged, changed, seen unchanged, and destroyed", async () => {
  const running = await startEngineTenant();
  const late = { calls: 2, milliseconds: 300 };
  running.tenant.faults.set({ lag: { reads: late, dependencies: late, targets: late } });
  const engine = await connectedEngine(running, { files: everyKind("Oslo", "Booking", true) });
  await engine.up();
  await engine.preview(unchanged);

  const before = await storedByName(engine, running);
  engine.write(everyKind("Bergen", "Room Booking", false));
  await engine.up();
  await engine.preview(unchanged);
  const after = await storedByName(engine, running);
  for (const [name, { guid }] of before) expect(after.get(name)?.guid).toBe(guid);
  expect(after.get("rooms")).toMatchObject({ recipientFilter: "City -eq 'Bergen'" });
  expect(after.get("app")).toMatchObject({ displayName: "Room Booking" });
  expect(after.get("grant")).toMatchObject({ enabled: false });

  await engine.destroy();
  const { managementScopes, exchangeServicePrincipals, roleAssignments } = running.tenant.store;
  expect([...managementScopes.all(), ...exchangeServicePrincipals.all()]).toEqual([]);
  expect(roleAssignments.filter(({ roleAssigneeType }) => roleAssigneeType === "ServicePrincipal")).toEqual(
    [],
  );
});

test("however a filter is written, it is seen unchanged, and writing it in another way is no change", async () => {
  const running = await startEngineTenant();
  // The same filter in many spellings is the very point here.
  running.tenant.behaviours.set("similar-scope", "off");
  const pairs = sameMeaning.filter((pair) => pair.every((filter) => refuseFilter(filter).length === 0));
  const once = withoutRemark.map((filter): [string, string] => [filter, filter]);
  const filters = [...pairs, ...once];
  expect(filters.length).toBeGreaterThan(30);
  const scopes = (spelling: 0 | 1): Record<string, string> =>
    program(
      ...filters.map((pair, index) => {
        const args = JSON.stringify({ recipientRestrictionFilter: pair[spelling] });
        return `new ManagementScope("scope ${index}", ${args});`;
      }),
    );
  const engine = await connectedEngine(running, { files: scopes(0) });
  await engine.up();
  await engine.preview(unchanged);
  const stored = running.tenant.store.managementScopes.all();

  engine.write(scopes(1));
  await engine.preview(unchanged);
  running.clearRequests();
  await engine.up();
  expect(running.requests().filter(({ cmdlet = "" }) => cmdlet.startsWith("Set-"))).toEqual([]);
  expect(running.tenant.store.managementScopes.all()).toEqual(stored);
});

function everyKind(city: string, displayName: string, enabled: boolean): Record<string, string> {
  const application = { appId: roomBooking.appId, objectId: roomBooking.servicePrincipalId, displayName };
  return program(
    `const app = new ServicePrincipal("app", ${JSON.stringify(application)});`,
    `const rooms = new ManagementScope("rooms", { recipientRestrictionFilter: "City -eq '${city}'" });`,
    `new RoleAssignment("grant", { role: "Application Calendars.Read", app: app.id, scope: { managementScope: rooms.id }, enabled: ${enabled} });`,
  );
}
