import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { EngineProcess } from "../support/engine-process";

const checkout = join(__dirname, "..", "..");
const limit = 400_000;
let example: EngineProcess | undefined;

afterEach(() => example?.terminate());

describe("the example of taking over", () => {
  it(
    "imports what was made by hand without a write, previews empty, and makes one update of one change",
    async () => {
      const before = workFolders();
      const { exitCode, stdout, stderr } = await start().result;
      expect(exitCode, `${stdout}\n${stderr}`).toBe(0);

      const told = stdout.replace(/\s+/g, " ");
      expect(told).toContain(
        "is not bound to a scope: its role counts for every recipient of the organisation.",
      );
      expect(told).toContain("= 7 imported");
      expect(told).toContain("8 unchanged Taking over has written nothing to the tenant");
      expect(told).toMatch(
        /~ 1 updated 7 unchanged Exactly one cmdlet [^:]*\(Set-ManagementRoleAssignment\)/,
      );
      expect(told).toContain(
        `recipientRestrictionFilter: Exchange has "RecipientTypeDetails -eq 'EquipmentMailbox'", the program says`,
      );
      expect(told).toContain("2 errored Nothing was written");
      expect(told).toContain("1 unchanged The scope is under control, and nothing was written");

      expect(`${stdout}${stderr}`).not.toMatch(/room-booking-secret|automation-secret|eyJ[\w-]{10,}/);
      expect(workFolders()).toEqual(before);
    },
    limit,
  );

  it(
    "ends tidily when it is interrupted",
    async () => {
      const before = workFolders();
      const interrupted = start();
      await interrupted.waitForOutput("1. What there is");
      interrupted.kill("SIGINT");
      const { exitCode, stderr } = await interrupted.result;
      expect(exitCode).toBe(130);
      expect(stderr).toContain("Interrupted");
      expect(workFolders()).toEqual(before);
    },
    limit,
  );
});

function start(): EngineProcess {
  const file = join(checkout, "examples", "take-over", "main.ts");
  const command = [require.resolve("tsx/cli"), file];
  example = new EngineProcess(process.execPath, command, checkout, process.env, limit);
  return example;
}

function workFolders(): string[] {
  const parent = join(checkout, ".cache", "take-over");
  return existsSync(parent) ? readdirSync(parent).sort() : [];
}
