import { describe, expect, it } from "vitest";
import { roomBooking } from "../support/seed";
import { app, exportOf, grantOn, principal, rooms } from "./exporting";

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

  it("says in the program which other grants reach further, so that its preview is empty and its reader knows", async () => {
    const { exported, program } = await exportOf([
      rooms,
      principal,
      grantOn({ Name: "Everywhere" }),
      grantOn({ Name: "Rooms only", CustomResourceScope: "Rooms" }),
    ]);
    const bounded = exported.objects.find(({ name }) => name === "Rooms only");
    expect(bounded?.inputs).toMatchObject({
      mayBeWidenedBy: ['role assignment "Everywhere": organizationWide'],
    });
    expect(bounded?.inputs).not.toHaveProperty("widenedBy");
    expect(program).toContain("mayBeWidenedBy: [");
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
