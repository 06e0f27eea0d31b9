import { runInNewContext } from "node:vm";
import { ModuleKind, transpileModule } from "typescript";
import { describe, expect, it } from "vitest";
import { roomBooking } from "../support/seed";
import { startTestTenant } from "../support/tenant";
import { make, type Cmdlet } from "./by-hand";
import { app, exportFrom, exportOf, grantOn, people, principal, rooms } from "./exporting";

describe("an exported program", () => {
  it("declares objects after what they refer to, by reference, and only what differs from a default", async () => {
    const { program } = await exportOf([
      rooms,
      principal,
      grantOn({ Name: "Calendars", CustomResourceScope: "Rooms" }),
    ]);
    expect(program.replace(/organisation .*/, "…")).toBe(`// Written by "pulumi-exchange-rbac export" from …
import { ManagementScope, RoleAssignment, ServicePrincipal } from "pulumi-exchange-rbac";

const roomsScope = new ManagementScope("rooms", {
  name: "Rooms",
  recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'",
});

const roomBookingPrincipal = new ServicePrincipal("room-booking", {
  appId: "${roomBooking.appId}",
  objectId: "${app}",
  displayName: "Room Booking",
});

new RoleAssignment("calendars", {
  name: "Calendars",
  role: "Application Calendars.ReadWrite",
  app: roomBookingPrincipal.id,
  scope: { managementScope: roomsScope.id },
});
`);
  });

  it("says who is meant by words that stay: principal name, and Guid of a group", async () => {
    const { exported, running } = await exportOf([
      ...people,
      principal,
      grantOn({ RecipientGroupScope: "Bookable Rooms" }),
    ]);
    const group = running.tenant.store.roleGroups.find(({ name }) => name === "Room keepers")?.guid;
    const bookable = running.tenant.store.recipients.find(({ name }) => name === "Bookable Rooms");
    const grants = exported.objects.filter(({ kind }) => kind === "RoleAssignment");
    expect(grants.map(({ inputs }) => inputs)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ securityGroup: group, role: "Mail Recipients" }),
        expect.objectContaining({ user: "megan.bowen@contoso.example", scope: { relative: "Self" } }),
        expect.objectContaining({ scope: { group: bookable?.guid } }),
      ]),
    );
    expect(grants).toHaveLength(3);
    const [keepers] = exported.objects.filter(({ kind }) => kind === "RoleGroup");
    expect(keepers?.declared).toEqual({ name: "Room keepers", members: ["adele.vance@contoso.example"] });
    // The scope that Exchange made for the group belongs to the grant.
    expect(exported.objects.filter(({ kind }) => kind === "ManagementScope")).toEqual([]);
  });

  it("takes hostile names as text", async () => {
    const name = '"); process.exit(1); //\u2028${x}';
    const { program } = await exportOf([
      ["New-ManagementScope", { Name: name, RecipientRestrictionFilter: "Office -eq 'a\"b\\c'" }],
    ]);
    expect(declaredBy(program)).toEqual([
      ["ManagementScope", "process-exit-1-x", { name, recipientRestrictionFilter: "Office -eq 'a\"b\\c'" }],
    ]);
  });

  it("gives names that are unique, valid and the same each time", async () => {
    const scopes = ["Class", "class scope", "2nd floor", "会議室", "!!!", "rooms", "Rooms!", "ROOMS"].map(
      (name, index): Cmdlet => [
        "New-ManagementScope",
        { Name: name, RecipientRestrictionFilter: `Office -eq '${index}'` },
      ],
    );
    const running = await startTestTenant();
    await make(running, scopes.slice(0, -1));
    const names = async () =>
      (await exportFrom(running)).exported.objects.map((each) => [
        each.name,
        each.pulumiName,
        each.identifier,
      ]);
    const first = await names();
    expect(first).toEqual(await names());
    expect(first).toContainEqual(["2nd floor", "2nd-floor", "_2ndFloorScope"]);
    expect(first).toContainEqual(["会議室", "会議室", "会議室Scope"]);
    expect(first).toContainEqual(["!!!", "management-scope", "scope"]);
    expect(first).toContainEqual(["Class", "class", expect.stringMatching(/^classScope[0-9a-f]{8}$/)]);
    expect(first).toContainEqual([
      "class scope",
      "class-scope",
      expect.stringMatching(/^classScope[0-9a-f]{8}$/),
    ]);
    expect(first).toContainEqual([
      "Rooms!",
      expect.stringMatching(/^rooms-[0-9a-f]{8}$/),
      expect.any(String),
    ]);
    expect(new Set(first.map(([, pulumiName]) => pulumiName)).size).toBe(first.length);
    expect(new Set(first.map(([, , identifier]) => identifier)).size).toBe(first.length);
  });
});

/** Runs a program, with classes that only note what they are given. */
function declaredBy(program: string): unknown[][] {
  const declared: unknown[][] = [];
  const classes = new Proxy(
    {},
    {
      get: (_, kind) =>
        function (this: unknown, ...args: unknown[]) {
          declared.push([kind, ...args]);
        },
    },
  );
  const { outputText } = transpileModule(program, { compilerOptions: { module: ModuleKind.CommonJS } });
  runInNewContext(outputText, { exports: {}, require: () => classes });
  return JSON.parse(JSON.stringify(declared)) as unknown[][];
}
