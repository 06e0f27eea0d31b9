import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningTenant } from "../../emulator";
import { createApp } from "../../emulator/app";
import { behaviourRows } from "../../emulator/behaviour-rows";
import { cmdlets } from "../../emulator/cmdlets";
import { coverage } from "../../emulator/coverage";
import { createRequestLog } from "../../emulator/request-log";
import { createTenant } from "../../emulator/tenant";
import { startTestTenant } from "../support/tenant";
import { rowContext } from "./rows/context";
import type { RowCheck } from "./rows/context";

const folder = path.resolve("test/emulator/rows");
const checks = new Map<string, RowCheck>();
let running: RunningTenant;

beforeAll(async () => {
  for (const file of readdirSync(folder)) {
    const { rows = {} } = (await import(path.join(folder, file))) as { rows?: Record<string, RowCheck> };
    for (const [id, check] of Object.entries(rows)) {
      if (checks.has(id)) throw new Error(`Two checks are called ${id}.`);
      checks.set(id, check);
    }
  }
  running = await startTestTenant();
});

afterAll(() => running.close());

function checkOf(id: string): RowCheck {
  const check = checks.get(id);
  if (!check) throw new Error(`The behaviour ${id} has no check in test/emulator/rows.`);
  return check;
}

describe.each(behaviourRows)("$id", ({ id, label, alternative }) => {
  it("shows while it is on", async () => {
    running.reset();
    await checkOf(id)(rowContext(running));
  });

  it("does not show while it is off", async () => {
    running.reset();
    running.tenant.behaviours.set(id, "off");
    await expect(checkOf(id)(rowContext(running))).rejects.toThrow();
  });

  it.runIf(alternative !== undefined)("gives way to its alternative", async () => {
    running.reset();
    running.tenant.behaviours.set(id, "alternative");
    await expect(checkOf(id)(rowContext(running))).rejects.toThrow();
  });

  it("has an alternative where it is assumed, and only there", () => {
    expect(alternative !== undefined).toBe(label === "assumed");
  });
});

describe("the coverage matrix", () => {
  it("has a row for each behaviour with a check, and no check without a row", () => {
    expect([...checks.keys()].sort()).toEqual(behaviourRows.map(({ id }) => id).sort());
  });

  it("lists the cmdlets that the tenant plays", () => {
    const listed = coverage.filter(({ kind }) => kind === "cmdlet").map(({ surface }) => surface);
    expect(listed).toEqual(cmdlets.map(({ name }) => name));
  });

  it("lists the routes that the tenant answers", () => {
    const app = createApp(createTenant(), createRequestLog());
    const routes = app.routes
      .filter(({ method, path: route }) => method !== "ALL" && !route.startsWith("/control"))
      .map(({ method, path: route }) => `${method} ${route.replace(/^\/(v1\.0|beta)(?=\/)/, "")}`);
    const listed = coverage.filter(({ kind }) => kind === "route").map(({ surface }) => surface);
    expect(listed.sort()).toEqual([...new Set(routes)].sort());
  });

  it.each(coverage)("names a test that speaks of $surface", ({ surface, test }) => {
    const file = path.resolve(test);
    expect(existsSync(file)).toBe(true);
    const word = surface
      .split(" ")
      .at(-1)
      ?.split("/")
      .filter((part) => !part.startsWith(":") && part !== "$ref");
    expect(readFileSync(file, "utf8")).toContain(word?.at(-1) ?? surface);
  });
});
