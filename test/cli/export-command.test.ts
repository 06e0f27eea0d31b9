import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RunningTenant } from "../../emulator";
import { exportCommand } from "../../cli/export/command";
import { startTestTenant } from "../support/tenant";
import { make } from "./by-hand";

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "export-test-"));
  printed = "";
  vi.spyOn(console, "log").mockImplementation((text: string) => void (printed += `${text}\n`));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe("pulumi-exchange-rbac export", () => {
  it("writes program and import file, counts what it has found, and says how to go on", async () => {
    const running = await tenantWithAScope();
    const out = join(folder, "new", "project");
    await run(running, "--out", out);
    expect(readdirSync(out).sort()).toEqual(["exchange-import.json", "exchange.ts"]);
    expect(readFileSync(join(out, "exchange.ts"), "utf8")).toContain('new ManagementScope("rooms", {');
    expect(printed).toContain("1 management scope\n");
    expect(printed).toContain(
      `pulumi import --file ${join(out, "exchange-import.json")} --generate-code=false --protect=false`,
    );
  });

  it("does not overwrite what somebody may have edited, unless told to", async () => {
    const running = await tenantWithAScope();
    writeFileSync(join(folder, "exchange-import.json"), "mine");
    await expect(run(running, "--out", folder)).rejects.toThrow(/exchange-import.json exists.*--force/);
    expect(readdirSync(folder)).toEqual(["exchange-import.json"]);
    await run(running, "--out", folder, "--force");
    expect(readFileSync(join(folder, "exchange-import.json"), "utf8")).toContain('"name": "rooms"');
  });

  it("takes several kinds and names", async () => {
    const running = await tenantWithAScope();
    await run(running, "--out", folder, "--only", "ManagementScope", "RoleGroup", "--name", "x*", "ROOMS");
    expect(printed).toContain("1 management scope\n");
  });

  it("says it when there is nothing", async () => {
    const running = await startTestTenant();
    await run(running, "--out", folder);
    expect(printed).toContain("There is nothing to take over.");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("names its own options where a setting is wrong", async () => {
    const running = await startTestTenant();
    await expect(run(running, "--tenant-id", "contoso")).rejects.toThrow(
      /^--tenant-id is "contoso": must be the tenant's id.*\nSet it with: --tenant-id <value>$/,
    );
    expect(running.requests()).toEqual([]);
  });

  it("refuses to export from a tenant that cannot be read, and writes nothing", async () => {
    const running = await tenantWithAScope();
    running.tenant.faults.set({ errors: [{ target: "Get-ManagementScope", kind: "forbidden", times: 100 }] });
    await expect(run(running, "--out", folder)).rejects.toThrow("Get-ManagementScope");
    expect(readdirSync(folder)).toEqual([]);
  });
});

async function tenantWithAScope(): Promise<RunningTenant> {
  const running = await startTestTenant();
  const settings = { Name: "Rooms", RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };
  await make(running, [["New-ManagementScope", settings]]);
  return running;
}

async function run(running: RunningTenant, ...args: string[]): Promise<void> {
  for (const [name, value] of Object.entries(running.environment)) vi.stubEnv(name, value);
  await exportCommand().parseAsync(["--environment", running.url, ...args], { from: "user" });
}
