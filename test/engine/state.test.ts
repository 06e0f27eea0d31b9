import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { kinds, providerText, typeToken } from "../../providers/dynamic/provider-text";
import type { Engine } from "../support/engine";
import type { StateResource } from "../support/engine-documents";
import { connectedEngine, program, pulumiName, startEngineTenant } from "../support/engine-exchange";
import { stored, storedByName } from "../support/engine-stored-objects";
import { stateOf } from "../support/exchange-stack";
import { allowAccounts } from "../support/graph-rights";
import { deskBooking, roomBooking } from "../support/seed";

const twoOfEachKind = program(
  `const app = new ServicePrincipal("app", { appId: "${roomBooking.appId}", objectId: "${roomBooking.servicePrincipalId}" });`,
  `const desk = new ServicePrincipal("desk app", { appId: "${deskBooking.appId}", objectId: "${deskBooking.servicePrincipalId}" });`,
  `const rooms = new ManagementScope("rooms", { recipientRestrictionFilter: 'RecipientTypeDetails -eq "RoomMailbox"' });`,
  `const vans = new ManagementScope("vans", { recipientRestrictionFilter: 'RecipientTypeDetails -eq "EquipmentMailbox"' });`,
  `new RoleAssignment("read", { role: "Application Calendars.Read", app: app.id, scope: { managementScope: rooms.id } });`,
  `new RoleAssignment("write", { role: "Application Calendars.ReadWrite", app: desk.id, scope: { managementScope: vans.id } });`,
  ...["room desk", "van desk"].flatMap((name) => [
    `new RoleGroup("${name} group", { description: "${name}", members: ["adele.vance@contoso.example"] });`,
    `new ServiceAccount("${name} account", { userPrincipalName: "${name.replace(" ", "-")}@contoso.example", displayName: "${name}" });`,
  ]),
);

describe("the state of a stack", () => {
  let running: RunningTenant;
  let engine: Engine;
  let resources: StateResource[];
  let printed: string;

  beforeAll(async () => {
    running = await startEngineTenant();
    allowAccounts(running);
    engine = await connectedEngine(running, { files: twoOfEachKind });
    const verbose = ["-v=3", "--logtostderr"];
    const up = await engine.up({ args: verbose });
    const preview = await engine.preview({ args: [...verbose, "--json"] });
    printed = [up, preview].flatMap(({ stdout, stderr }) => [stdout, stderr]).join("\n");
    resources = await engine.resources();
  });
  afterAll(async () => {
    await engine.close();
    await running.close();
  });

  test.each(kinds)("has one short and constant provider text for every %s", (kind) => {
    const ofKind = resources.filter(({ type }) => type === typeToken(kind));
    expect(ofKind).toHaveLength(2);
    const texts = ofKind.flatMap(({ inputs, outputs }) => [inputs?.["__provider"], outputs?.["__provider"]]);
    expect(new Set(texts)).toEqual(new Set([providerText(kind)]));
    expect(String(texts[0]).length).toBeLessThan(300);
  });

  test("holds no secret and no token, and neither does what the engine prints or logs", () => {
    const secret = running.environment["ARM_CLIENT_SECRET"] ?? "";
    expect(secret).not.toBe("");
    const backend = fileURLToPath(engine.environment["PULUMI_BACKEND_URL"] ?? "");
    const saved = filesBelow(backend).map((file) => readFileSync(file, "utf8"));
    expect(saved.join("\n")).toContain("RoomMailbox");
    expect(printed).toContain("RoomMailbox");
    for (const text of [...saved, printed]) {
      expect(text).not.toContain(secret);
      expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}\./);
      expect(text).not.toMatch(/bearer/i);
    }
  });

  test("holds outputs that are what Exchange has", async () => {
    const objects = await storedByName(engine, running);
    const organizationGuid = running.tenant.store.organization.get().organizationGuid;
    for (const { urn, id, outputs } of resources) {
      expect(outputs).toMatchObject({ guid: id, organizationGuid });
      expect(objects.get(pulumiName(urn))?.guid).toBe(id);
    }
    const outputsOf = (name: string): StateResource["outputs"] =>
      resources.find(({ urn }) => pulumiName(urn) === name)?.outputs;
    expect(outputsOf("rooms")).toMatchObject({
      name: objects.get("rooms")?.["name"],
      recipientRestrictionFilter: 'RecipientTypeDetails -eq "RoomMailbox"',
      recipientFilter: "RecipientTypeDetails -eq 'RoomMailbox'",
    });
    const assigneeIdentities = expect.arrayContaining([
      objects.get("app")?.guid,
      roomBooking.servicePrincipalId,
      roomBooking.appId,
    ]) as string[];
    expect(outputsOf("read")).toMatchObject({
      assigneeIdentities,
      scopeIdentities: [objects.get("rooms")?.guid, objects.get("rooms")?.["name"]],
    });
  });
});

test("a stack is refreshed and destroyed without its program", async () => {
  const running = await startEngineTenant();
  allowAccounts(running);
  const guids = (): string[] =>
    kinds.flatMap((kind) =>
      stored(running, kind)
        .all()
        .filter(({ deletedDateTime }) => !deletedDateTime)
        .map(({ guid }) => guid),
    );
  const seeded = guids();
  const engine = await connectedEngine(running, { files: twoOfEachKind });
  await engine.up();
  const before = await stateOf(engine);
  engine.write({ "index.js": "throw new Error('the program ran');" });
  await engine.refresh();
  expect(await stateOf(engine)).toBe(before);
  await engine.destroy();
  expect(await engine.resources()).toEqual([]);
  expect(guids()).toEqual(seeded);
});

test("two stacks of one project give different names in one tenant", async () => {
  const running = await startEngineTenant();
  const files = program(
    'const stack = require("@pulumi/pulumi").getStack();',
    'new ManagementScope("rooms", { recipientRestrictionFilter: `City -eq "${stack}"` });',
  );
  const engine = await connectedEngine(running, { files });
  await engine.up();
  engine.write({ "Pulumi.prod.yaml": `config:\n  exchange:environment: ${running.url}\n` });
  await engine.run(["stack", "init", "prod"]);
  await engine.up();
  const scopes = running.tenant.store.managementScopes.all();
  expect(scopes.map(({ recipientFilter }) => recipientFilter)).toEqual(["City -eq 'dev'", "City -eq 'prod'"]);
  expect(new Set(scopes.map(({ name }) => name)).size).toBe(2);
  for (const { name } of scopes) expect(name).toMatch(/^rooms-[0-9a-f]{10}$/);
});

test("a resource that an alias renames keeps its object and its name, also when the alias goes", async () => {
  const running = await startEngineTenant();
  const scope = (name: string, options: string): Record<string, string> =>
    program(`new ManagementScope("${name}", { recipientRestrictionFilter: "City -eq 'Oslo'" }, ${options});`);
  const engine = await connectedEngine(running, { files: scope("rooms", "{}") });
  await engine.up();
  const made = running.tenant.store.managementScopes.all();

  engine.write(scope("meeting rooms", '{ aliases: [{ name: "rooms" }] }'));
  await engine.preview({ args: ["--expect-no-changes"] });
  await engine.up();
  engine.write(scope("meeting rooms", "{}"));
  await engine.preview({ args: ["--expect-no-changes"] });
  expect(running.tenant.store.managementScopes.all()).toEqual(made);
  expect((await engine.resources()).map(({ urn, id }) => [pulumiName(urn), id])).toEqual([
    ["meeting rooms", made[0]?.guid],
  ]);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
