import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { defaultSeed, type RunningTenant } from "../../emulator";
import { invokeCommand } from "../support/invoke-command";
import { kindsUnderTest } from "../support/kinds";
import { ManagedResource } from "../support/managed-resource";
import { automation, previewReader } from "../support/seed";
import { startTestTenant } from "../support/tenant";

// docs/permissions.md, claim by claim.

const page = readFileSync(path.join(__dirname, "..", "..", "docs", "permissions.md"), "utf8");

interface Row {
  reads: string[];
  writes: string[];
}

const rows = new Map<string, Row>(
  page
    .slice(page.indexOf("## What each resource runs"), page.indexOf("## Microsoft Graph"))
    .split("\n")
    .filter((line) => line.includes("`"))
    .filter((line) => line.startsWith("| "))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, resource = "", reads = "", writes = ""]) => [
      resource,
      { reads: cmdletsIn(reads), writes: cmdletsIn(writes) },
    ]),
);
const everyRead = [
  ...new Set(["Get-OrganizationConfig", ...[...rows.values()].flatMap(({ reads }) => reads)]),
];
const everyWrite = [...new Set([...rows.values()].flatMap(({ writes }) => writes))];

function cmdletsIn(text: string): string[] {
  return [...text.matchAll(/`([A-Z][a-z]+-\w+)`/g)].map(([, cmdlet = ""]) => cmdlet);
}

/** Refused for lack of rights, whatever else would be wrong: nothing that exists is named. */
async function isRefused(running: RunningTenant, cmdlet: string, as: typeof previewReader): Promise<boolean> {
  const nobody = { Identity: "6b1f0a52-0c0e-4c5c-9a43-1f6f2c7a9d10" };
  const parameters = cmdlet === "Get-OrganizationConfig" || cmdlet.startsWith("New-") ? {} : nobody;
  return (await invokeCommand(running, cmdlet, parameters, { as })).status === 403;
}

describe("the table of cmdlets", () => {
  test("has a row for each kind of resource", () => {
    expect([...rows.keys()].sort()).toEqual(
      ["ManagementScope", "RoleAssignment", "RoleGroup", "ServiceAccount", "ServicePrincipal"].sort(),
    );
  });

  test.each(kindsUnderTest.map((each) => ({ ...each, title: each.kind })))(
    "names all that $title runs through its life",
    async ({ kind, program, change }) => {
      const running = await startTestTenant();
      const inputs = await program(running);
      const resource = new ManagedResource(kind, running);
      const row = rows.get(kind) ?? { reads: [], writes: [] };
      const allowed = [
        ...row.reads,
        ...row.writes,
        ...(kind === "RoleGroup" ? (rows.get("RoleAssignment")?.writes ?? []) : []),
      ];
      running.clearRequests();
      await resource.up(inputs);
      await resource.up({ ...inputs, ...change });
      await resource.destroy();
      const run = running.requests().flatMap(({ cmdlet }) => cmdlet ?? []);
      const unnamed = run.filter(
        (cmdlet) => cmdlet !== "Get-OrganizationConfig" && !allowed.includes(cmdlet),
      );
      expect([...new Set(unnamed)]).toEqual([]);
    },
  );

  test.each(kindsUnderTest.map((each) => ({ ...each, title: each.kind })))(
    "names all that a refresh of $title runs",
    async ({ kind, program }) => {
      const running = await startTestTenant();
      const resource = new ManagedResource(kind, running);
      await resource.up(await program(running));
      running.clearRequests();
      await resource.refresh();
      const allowed = ["Get-OrganizationConfig", ...(rows.get(kind)?.reads ?? [])];
      const run = running.requests().flatMap(({ cmdlet }) => cmdlet ?? []);
      expect(run.filter((cmdlet) => !allowed.includes(cmdlet))).toEqual([]);
    },
  );
});

describe("a preview identity", () => {
  test.each(["Global Reader", "Security Reader"] as const)(
    "with %s runs all that is read, and nothing that changes",
    async (role) => {
      const seed = structuredClone(defaultSeed());
      seed.applications = (seed.applications ?? []).map((each) =>
        each.appId === previewReader.appId ? { ...each, directoryRoles: [role] } : each,
      );
      const running = await startTestTenant({ seed });
      for (const cmdlet of everyRead) {
        expect(`${cmdlet}: ${await isRefused(running, cmdlet, previewReader)}`).toBe(`${cmdlet}: false`);
      }
      for (const cmdlet of everyWrite) {
        expect(`${cmdlet}: ${await isRefused(running, cmdlet, previewReader)}`).toBe(`${cmdlet}: true`);
      }
    },
  );
});

describe("an update identity", () => {
  test("with Exchange Administrator runs all of it", async () => {
    const running = await startTestTenant();
    for (const cmdlet of [...everyRead, ...everyWrite]) {
      expect(`${cmdlet}: ${await isRefused(running, cmdlet, automation)}`).toBe(`${cmdlet}: false`);
    }
  });

  test("by a role group of its own grants the role that the group has to give away, and no other", async () => {
    const running = await startTestTenant();
    const { appId, servicePrincipalId } = previewReader;
    const run = (
      cmdlet: string,
      parameters: Record<string, unknown>,
      as: typeof previewReader = automation,
    ) => invokeCommand(running, cmdlet, parameters, { as });
    await run("New-ServicePrincipal", { AppId: appId, ObjectId: servicePrincipalId, DisplayName: "Pulumi" });
    const group = { Name: "Pulumi", Roles: ["Role Management"], ManagedBy: ["Organization Management"] };
    expect((await run("New-RoleGroup", { ...group, Members: [servicePrincipalId] })).error).toBeUndefined();
    const delegated = { SecurityGroup: "Pulumi", Role: "Application Calendars.ReadWrite", Delegating: true };
    expect((await run("New-ManagementRoleAssignment", delegated)).error).toBeUndefined();
    const { directoryRoleAssignments } = running.tenant.store;
    for (const { id, principalId } of directoryRoleAssignments.all()) {
      if (principalId === servicePrincipalId) directoryRoleAssignments.remove(id);
    }

    for (const cmdlet of [...everyRead, ...everyWrite]) {
      expect(`${cmdlet}: ${await isRefused(running, cmdlet, previewReader)}`).toBe(`${cmdlet}: false`);
    }
    const scope = { Name: "rooms", RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };
    expect((await run("New-ManagementScope", scope, previewReader)).error).toBeUndefined();
    const grant = (role: string) =>
      run(
        "New-ManagementRoleAssignment",
        { App: servicePrincipalId, Role: role, CustomResourceScope: "rooms" },
        previewReader,
      );
    expect((await grant("Application Calendars.ReadWrite")).error).toBeUndefined();
    expect((await grant("Application Mail.Read")).error?.text).toMatch(/delegating role assignment/);
  });
});
