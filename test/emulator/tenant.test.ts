import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { isGuid } from "../../emulator/guids";
import { defaultSeed } from "../../emulator/seed";
import type { Seed } from "../../emulator/seed";
import { createTenant } from "../../emulator/tenant";

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "tenant-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const unit = {
  id: "8d7f1c52-3b4a-4d5e-9f60-718293a4b5c6",
  displayName: "Unit",
  description: null,
  members: [],
};

describe("the seed", () => {
  it("holds the Contoso that the documentation describes", () => {
    const { store } = createTenant();
    const kinds = store.recipients.all().map(({ recipientTypeDetails }) => recipientTypeDetails);
    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    expect([count("RoomMailbox"), count("EquipmentMailbox"), count("SharedMailbox")]).toEqual([6, 2, 2]);
    expect([count("UserMailbox"), count("MailUniversalSecurityGroup"), count("RoomList")]).toEqual([8, 3, 1]);
    expect(store.managementScopes.all()).toEqual([]);
    expect(store.exchangeServicePrincipals.all()).toEqual([]);
  });

  it("has RFC 4122 ids that are the same in every tenant made of it", () => {
    const ids = (state: object) =>
      JSON.stringify(state).match(/"(?:id|guid|exchangeGuid|appId)":"[^"]+"/g) ?? [];
    const [one, other] = [ids(createTenant().store.state()), ids(createTenant().store.state())];
    expect(one).toEqual(other);
    expect(one.length).toBeGreaterThan(300);
    const firstParty = /"0000000[23]-0000-0(?:000|ff1)-c[0e]00-000000000000"/;
    for (const id of one.filter((each) => !firstParty.test(each))) {
      expect(id).toMatch(/:"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/);
    }
  });

  it.each<[string, Partial<Seed>]>([
    ["an unknown property", { nonsense: true } as Partial<Seed>],
    ["an id that is none", { administrativeUnits: [{ ...unit, id: "unit" }] }],
    ["a member that nothing in it is called", { administrativeUnits: [{ ...unit, members: ["nobody"] }] }],
    ["two entities with one id", { administrativeUnits: [unit, unit] }],
  ])("is refused with %s", (_, part) => {
    expect(() => createTenant({ seed: { ...defaultSeed(), ...part } })).toThrow();
  });
});

describe("a tenant in a folder", () => {
  it("is taken up again with every write", () => {
    const folder = temporaryFolder();
    createTenant({ folder }).store.administrativeUnits.insert(unit);
    const again = createTenant({ folder });
    expect(again.store.administrativeUnits.get(unit.id)).toEqual(unit);
    again.store.administrativeUnits.remove(unit.id);
    expect(createTenant({ folder }).store.administrativeUnits.get(unit.id)).toBeUndefined();
  });

  it("of an earlier version is refused with the way out", () => {
    const folder = temporaryFolder();
    const earlier = { ...createTenant().store.state(), subscribedSkus: undefined };
    writeFileSync(path.join(folder, "tenant.json"), JSON.stringify(earlier));
    expect(() => createTenant({ folder })).toThrow(/earlier version/);
  });

  it("leaves whole files and nothing else", () => {
    const folder = temporaryFolder();
    createTenant({ folder }).store.administrativeUnits.insert(unit);
    expect(readdirSync(folder)).toEqual(["tenant.json"]);
    expect(() => JSON.parse(readFileSync(path.join(folder, "tenant.json"), "utf8")) as unknown).not.toThrow();
  });

  it("goes back to the seed, on disk too, with its switches and its clock", () => {
    const folder = temporaryFolder();
    const tenant = createTenant({ folder, clock: "virtual" });
    tenant.store.administrativeUnits.insert(unit);
    tenant.behaviours.set("scope-in-use", "off");
    tenant.faults.set({ latency: { milliseconds: 5 } });
    tenant.clock.advance(86_400_000);
    tenant.reset();
    expect(tenant.behaviours.on("scope-in-use")).toBe(true);
    expect(tenant.faults.settings.latency.milliseconds).toBe(0);
    expect(tenant.clock.now()).toBeLessThan(Date.now() + 1000);
    expect(createTenant({ folder }).store.administrativeUnits.get(unit.id)).toBeUndefined();
  });
});

describe("the store", () => {
  it("undoes a transaction that fails, and tells nobody of it", () => {
    const { store } = createTenant();
    const before = store.state();
    const told: string[] = [];
    store.onChange(({ key }) => told.push(key));
    expect(() =>
      store.transaction(() => {
        store.administrativeUnits.insert(unit);
        throw new Error("stop");
      }),
    ).toThrow("stop");
    expect(store.state()).toEqual(before);
    expect(told).toEqual([]);
  });

  it("refuses a second entity with a unique value, in any case, and keeps the index right", () => {
    const { store } = createTenant();
    const [room] = store.recipients.all();
    if (!room) throw new Error("The seed has no recipients.");
    const twin = {
      ...room,
      guid: unit.id,
      primarySmtpAddress: "other@contoso.example",
      name: room.name.toUpperCase(),
    };
    expect(() => store.recipients.insert(twin)).toThrow("name");
    expect(store.recipients.get(unit.id)).toBeUndefined();
    store.recipients.update(room.guid, { name: "Renamed" });
    expect(store.recipients.by("name", "renamed")?.guid).toBe(room.guid);
    expect(store.recipients.insert(twin).name).toBe(twin.name);
  });

  it("hands out what cannot be changed behind its back", () => {
    const [room] = createTenant().store.recipients.all();
    expect(() => Object.assign(room ?? {}, { name: "Other" })).toThrow();
  });
});

describe("switches", () => {
  it("know only what is declared", () => {
    const { behaviours, faults } = createTenant();
    expect(() => behaviours.on("no-such-behaviour")).toThrow("no-such-behaviour");
    expect(() => behaviours.set("scope-in-use", "alternative")).toThrow("alternative");
    expect(() => faults.replace({ latency: { milliseconds: -1 } })).toThrow();
    expect(() => faults.replace({ nonsense: 1 })).toThrow();
  });

  it("change one group of faults and leave the others", () => {
    const { faults } = createTenant();
    faults.set({ throttling: { every: 3 } });
    faults.set({ lag: { reads: { calls: 1, milliseconds: 0 } } });
    expect(faults.settings).toMatchObject({ throttling: { every: 3 }, lag: { reads: { calls: 1 } } });
  });
});

it("tells GUIDs from other texts", () => {
  expect(["7cefd5c5-6385-4768-ae5d-eaa1ef2cd05a", "7cefd5c5", ""].map(isGuid)).toEqual([true, false, false]);
});
