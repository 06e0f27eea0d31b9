import { runInNewContext } from "node:vm";
import { ModuleKind, transpileModule } from "typescript";
import { describe, expect, it } from "vitest";
import type { RunningTenant } from "../../emulator";
import { exportObjects, type Selection } from "../../cli/export/export";
import { importFile } from "../../cli/export/import-file";
import type { Exported } from "../../cli/export/objects";
import { programText } from "../../cli/export/program";
import { remarksOn } from "../../cli/export/remarks";
import { withoutProvider } from "../../providers/dynamic/check";
import { providerText } from "../../providers/dynamic/provider-text";
import { connectTo, startProcess } from "../support/managed-resource";
import { roomBooking } from "../support/seed";
import { startTestTenant } from "../support/tenant";
import { make, type Cmdlet } from "./by-hand";

const rooms: Cmdlet = [
  "New-ManagementScope",
  { Name: "Rooms", RecipientRestrictionFilter: 'recipienttypedetails -EQ "RoomMailbox"' },
];
const app = roomBooking.servicePrincipalId;
const principal: Cmdlet = [
  "New-ServicePrincipal",
  { AppId: roomBooking.appId, ObjectId: app, DisplayName: "Room Booking" },
];
/** Grants to people, and to a group of them. */
const people: Cmdlet[] = [
  [
    "New-RoleGroup",
    {
      Name: "Room keepers",
      Members: ["adele.vance@contoso.example"],
      Roles: ["Mail Recipients"],
      ManagedBy: ["Organization Management"],
    },
  ],
  [
    "New-ManagementRoleAssignment",
    { User: "Megan Bowen", Role: "Mail Recipients", RecipientRelativeWriteScope: "Self" },
  ],
];
const grantOn = (parameters: Record<string, unknown>): Cmdlet => [
  "New-ManagementRoleAssignment",
  { App: app, Role: "Application Calendars.ReadWrite", ...parameters },
];

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

describe("an import file", () => {
  it("holds of each object what a refresh would read, and the way to its code", async () => {
    const { exported, running } = await exportOf([
      rooms,
      principal,
      grantOn({ Name: "Calendars", CustomResourceScope: "Rooms" }),
      ["Set-ManagementRoleAssignment", { Identity: "Calendars", Enabled: false }],
      grantOn({ Name: "Of a group", RecipientGroupScope: "Bookable Rooms" }),
      ...people,
    ]);
    const { resources } = JSON.parse(importFile(exported.objects)) as { resources: ImportedResource[] };
    expect(resources.map(({ type, name }) => [type, name])).toEqual([
      ["pulumi-nodejs:dynamic/exchange:ManagementScope", "rooms"],
      ["pulumi-nodejs:dynamic/exchange:ServicePrincipal", "room-booking"],
      ["pulumi-nodejs:dynamic/exchange:RoleGroup", "room-keepers"],
      ["pulumi-nodejs:dynamic/exchange:RoleAssignment", "calendars"],
      ["pulumi-nodejs:dynamic/exchange:RoleAssignment", "mail-recipients-megan-bowen"],
      ["pulumi-nodejs:dynamic/exchange:RoleAssignment", "mail-recipients-room-keepers"],
      ["pulumi-nodejs:dynamic/exchange:RoleAssignment", "of-a-group"],
    ]);
    const providers = await startProcess(running);
    for (const { type, id, inputs, outputs } of resources) {
      const kind = type.slice(type.lastIndexOf(":") + 1) as keyof typeof providers;
      expect(inputs["__provider"]).toBe(providerText(kind));
      expect(outputs["__provider"]).toBe(providerText(kind));
      const state = withoutProvider(outputs);
      const read = await providers[kind].read(id, outputs);
      expect(read.props).toEqual(state);
      const { inputs: checked, failures } = await providers[kind].check(inputs, inputs);
      expect(failures).toEqual([]);
      expect(await providers[kind].diff(id, read.props ?? {}, checked)).toEqual({ changes: false });
    }
  });

  it("releases imported service principals on delete, as adopted ones", async () => {
    const { exported, running } = await exportOf([principal]);
    const [object] = exported.objects;
    await (await startProcess(running)).ServicePrincipal.delete(object?.guid ?? "", object?.outputs ?? {});
    expect(running.tenant.store.exchangeServicePrincipals.all()).toHaveLength(1);
  });
});

describe("export", () => {
  it("sends nothing that changes the tenant", async () => {
    const { running } = await exportOf([rooms, principal, grantOn({ CustomResourceScope: "Rooms" })], true);
    const cmdlets = running.requests().flatMap(({ cmdlet }) => cmdlet ?? []);
    expect(cmdlets).toContain("Get-ManagementRoleAssignment");
    expect(cmdlets.filter((cmdlet) => !cmdlet.startsWith("Get-"))).toEqual([]);
  });

  it("leaves out what came with the organisation, but not what somebody bound to a scope", async () => {
    const { exported } = await exportOf([]);
    expect(exported).toMatchObject({ objects: [], leftOut: [] });
    const bound = await exportOf([
      rooms,
      [
        "New-ManagementRoleAssignment",
        {
          SecurityGroup: "Help Desk",
          Role: "Mail Recipients",
          CustomRecipientWriteScope: "Rooms",
          Name: "Ours",
        },
      ],
    ]);
    expect(bound.exported.objects.map(({ name }) => name)).toEqual(["Rooms", "Ours"]);
  });

  it("points out a grant without a scope, one that is switched off, and a scope that nobody uses", async () => {
    const { remarks } = await exportOf([
      rooms,
      principal,
      grantOn({ Name: "Everywhere" }),
      ["Set-ManagementRoleAssignment", { Identity: "Everywhere", Enabled: false }],
    ]);
    expect(remarks).toEqual([
      'The role assignment "Everywhere" is not bound to a scope: its role counts for every recipient of the organisation.',
      'The role assignment "Everywhere" is switched off.',
      'The management scope "Rooms" is used by nobody.',
    ]);
  });

  it("leaves out what no program can declare as it is, and says why", async () => {
    const { exported, remarks } = await exportOf([
      ["New-ServicePrincipal", { AppId: roomBooking.appId, ObjectId: app }],
      grantOn({ Name: "Mine*" }),
      grantOn({ Name: "Calendars", Role: "Application Calendars.Read" }),
    ]);
    expect(exported.objects.map(({ name }) => name)).toEqual(["Calendars"]);
    expect(exported.objects[0]?.inputs).toMatchObject({ app });
    expect(remarks).toContainEqual(expect.stringMatching(/is left out: it has no displayName/));
    expect(remarks).toContainEqual(expect.stringMatching(/"Mine\*" is left out: name contains \*/));
  });

  it("takes only the kinds and names that are asked for, and then says nothing of what it has not seen", async () => {
    const cmdlets = [rooms, principal, grantOn({ Name: "Room calendars", CustomResourceScope: "Rooms" })];
    const { exported, remarks } = await exportOf(cmdlets, false, { kinds: ["ManagementScope"], names: [] });
    expect(exported.objects.map(({ name }) => name)).toEqual(["Rooms"]);
    expect(remarks).toEqual([]);
    const named = await exportOf(cmdlets, false, { kinds: [], names: ["room c*", "nobody"] });
    expect(named.exported.objects.map(({ name }) => name)).toEqual(["Room calendars"]);
    expect(named.program).toContain(`app: "${app}"`);
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

interface ImportedResource {
  type: string;
  name: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

interface ExportResult {
  running: RunningTenant;
  exported: Exported;
  program: string;
  remarks: string[];
}

async function exportOf(
  cmdlets: readonly Cmdlet[],
  forgetting = false,
  selection?: Selection,
): Promise<ExportResult> {
  const running = await startTestTenant();
  await make(running, cmdlets);
  if (forgetting) running.clearRequests();
  return exportFrom(running, selection);
}

async function exportFrom(
  running: RunningTenant,
  selection: Selection = { kinds: [], names: [] },
): Promise<ExportResult> {
  const exported = await exportObjects(connectTo(running), selection);
  return { running, exported, program: programText(exported), remarks: remarksOn(exported) };
}
