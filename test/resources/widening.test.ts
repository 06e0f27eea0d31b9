import { describe, expect, test } from "vitest";
import type { RoleAssignment, RunningTenant } from "../../emulator";
import { invokeCommand } from "../support/invoke-command";
import { ManagedResource, startProcess } from "../support/managed-resource";
import { deskBooking, roomBooking } from "../support/seed";
import { listenToSaid } from "../support/said";
import { startTestTenant } from "../support/tenant";

// Grants add up: a scope confines only if no other grant of the role reaches further.

const role = "Mail Recipients";
const adele = "adele.vance@contoso.example";
const alex = "alex.wilber@contoso.example";

const said = listenToSaid();

async function run(running: RunningTenant, cmdlet: string, parameters: Record<string, unknown>) {
  const answer = await invokeCommand(running, cmdlet, parameters);
  expect(answer.error, cmdlet).toBeUndefined();
  return answer.objects;
}

async function scopeOn(running: RunningTenant, type = "RoomMailbox"): Promise<string> {
  const scope = new ManagedResource("ManagementScope", running, type);
  await scope.up({ name: type, recipientRestrictionFilter: `RecipientTypeDetails -eq '${type}'` });
  return scope.state?.id ?? "";
}

async function grantTo(running: RunningTenant, user = adele) {
  const program = { name: "rooms only", role, user, scope: { managementScope: await scopeOn(running) } };
  const grant = new ManagedResource("RoleAssignment", running, "grant");
  await grant.up(program);
  return { grant, program };
}

/** What a preview shows, and what it asks for. */
async function refreshed(running: RunningTenant, resource: ManagedResource) {
  running.clearRequests();
  said();
  await resource.refresh();
  return {
    widenedBy: resource.state?.outputs["widenedBy"],
    shownAsDrift: resource.state?.inputs["widenedBy"],
    said: said(),
    asked: running.requests().flatMap(({ cmdlet }) => cmdlet ?? []),
  };
}

/** A member of a group that has its members from Entra. */
function putInto(running: RunningTenant, group: string, userPrincipalName: string): void {
  const { groups, users } = running.tenant.store;
  const found = groups.find(({ displayName }) => displayName === group);
  const user = users.find((each) => each.userPrincipalName === userPrincipalName);
  groups.update(found?.id ?? "", { members: [...(found?.members ?? []), user?.id ?? ""] });
}

function writes(running: RunningTenant): string[] {
  return running
    .requests()
    .flatMap(({ cmdlet = "" }) => (/^(New|Set|Update|Remove)-/.test(cmdlet) ? [cmdlet] : []));
}

describe("a grant that is bounded", () => {
  test("is opened by a role group over the whole organisation that its user is in, and both are named", async () => {
    const running = await startTestTenant();
    const { grant, program } = await grantTo(running);
    expect(said()).toBe("");
    const group = new ManagedResource("RoleGroup", running, "group");
    const roles = [{ role, scope: { organizationWide: true } }];
    await group.up({ name: "Everything", roles, members: [adele] });

    // The group is made last: it tells what it opens.
    expect(said()).toMatch(
      /^The scope RoomMailbox of role assignment "rooms only" does not confine .*Adele Vance: role group "Everything" \(by its role assignment "[^"]+", [-0-9a-f]{36}\) gives it the same role \(Mail Recipients\) over the whole organisation\. .*mayBeWidenedBy: \["organizationWide"\]\.$/,
    );
    const seen = await refreshed(running, grant);
    expect(seen.widenedBy).toEqual([
      expect.stringMatching(/^role group "Everything", role assignment "[^"]+": organizationWide$/),
    ]);
    expect(seen.shownAsDrift).toEqual(seen.widenedBy);
    expect(seen.said).toContain(`does not confine ${adele}: role group "Everything"`);

    // An update says it again, changes nothing in Exchange, and leaves it to show in the next preview.
    running.clearRequests();
    expect(await grant.up(program)).toBe("update");
    expect(writes(running)).toEqual([]);
    expect(said()).toContain(`does not confine ${adele}`);
    expect((await refreshed(running, grant)).widenedBy).toEqual(seen.widenedBy);

    await group.up({ name: "Everything", roles, members: [alex] });
    said();
    expect((await refreshed(running, grant)).widenedBy).toBeUndefined();
    expect(await grant.up(program)).toBe("same");
    expect(said()).toBe("");
  });

  test.each([
    ["another grant over everything, made by hand", {}, 'role assignment "by hand": organizationWide'],
    [
      "a grant on another scope",
      { CustomRecipientWriteScope: "EquipmentMailbox" },
      'role assignment "by hand": managementScope EquipmentMailbox',
    ],
  ])("is opened by %s", async (_, scope, shown) => {
    const running = await startTestTenant();
    await scopeOn(running, "EquipmentMailbox");
    const { grant } = await grantTo(running);
    await run(running, "New-ManagementRoleAssignment", {
      Name: "by hand",
      Role: role,
      User: adele,
      ...scope,
    });
    expect((await refreshed(running, grant)).widenedBy).toEqual([shown]);
  });

  test.each<[string, Partial<RoleAssignment>]>([
    ["is switched off", { enabled: false }],
    ["only hands the role on", { delegation: "DelegatingOrgWide" }],
    ["reaches what is the user's own", { scope: { kind: "relative", reach: "Self" } as never }],
  ])("is not opened by a grant that %s", async (_, edit) => {
    const running = await startTestTenant();
    const { grant } = await grantTo(running);
    await run(running, "New-ManagementRoleAssignment", { Name: "by hand", Role: role, User: adele });
    const { roleAssignments } = running.tenant.store;
    if (edit.scope)
      await run(running, "Set-ManagementRoleAssignment", {
        Identity: "by hand",
        RecipientRelativeWriteScope: "Self",
      });
    else roleAssignments.update(roleAssignments.by("name", "by hand")?.guid ?? "", edit);
    expect((await refreshed(running, grant)).widenedBy).toBeUndefined();
  });

  test("is not opened by a grant on the same scope, of another role, or to somebody else", async () => {
    const running = await startTestTenant();
    const { grant } = await grantTo(running);
    const like = (name: string, more: Record<string, unknown>) =>
      run(running, "New-ManagementRoleAssignment", { Name: name, Role: role, User: adele, ...more });
    await like("same scope", { CustomRecipientWriteScope: "RoomMailbox" });
    await like("other role", { Role: "Reset Password" });
    await like("somebody else", { User: alex });
    const seen = await refreshed(running, grant);
    expect(seen).toMatchObject({ widenedBy: undefined, said: "" });
    expect(seen.asked, "one list words different users differently").not.toContain("Get-User");
  });

  test("is opened by a role that was derived from its own", async () => {
    const running = await startTestTenant();
    const { grant } = await grantTo(running);
    await run(running, "New-ManagementRole", { Name: "Recipients of Oslo", Parent: role });
    await run(running, "New-ManagementRoleAssignment", {
      Name: "by hand",
      Role: "Recipients of Oslo",
      User: adele,
    });
    const seen = await refreshed(running, grant);
    expect(seen.widenedBy).toEqual(['role assignment "by hand": organizationWide']);
    expect(seen.said).toContain("the role Recipients of Oslo, which is of the same type as Mail Recipients");
  });

  test("is opened through a group within a group", async () => {
    const running = await startTestTenant();
    const { grant } = await grantTo(running);
    putInto(running, "Bookable Rooms", adele);
    await run(running, "New-RoleGroup", {
      Name: "Outer",
      Roles: [role],
      Members: ["Bookable Rooms"],
      ManagedBy: ["Organization Management"],
    });
    expect((await refreshed(running, grant)).widenedBy).toEqual([
      expect.stringContaining('role group "Outer"'),
    ]);
  });

  test("that replaces another one is not told to be opened by what it replaces", async () => {
    const running = await startTestTenant();
    const rooms = await scopeOn(running);
    const app = new ManagedResource("ServicePrincipal", running, "app");
    await app.up({ appId: roomBooking.appId, objectId: roomBooking.servicePrincipalId });
    const grant = new ManagedResource("RoleAssignment", running);
    const program = { role: "Application Mail.Read", app: app.state?.id };
    await grant.up({ ...program, scope: { organizationWide: true } });
    await grant.up({ ...program, scope: { managementScope: rooms } });
    expect(
      await grant.up({ ...program, scope: { administrativeUnit: "d4e9fa63-3313-43f0-9fa0-57702e2677a6" } }),
    ).toBe("replace");
    expect(said()).toBe("");
    expect(grant.state?.outputs["widenedBy"]).toBeUndefined();
  });
});

describe("what is meant", () => {
  test.each(["organizationWide", "ORGANIZATIONWIDE", 'role assignment "by hand": organizationWide'])(
    "can be said: %s",
    async (word) => {
      const running = await startTestTenant();
      const { grant, program } = await grantTo(running);
      await run(running, "New-ManagementRoleAssignment", { Name: "by hand", Role: role, User: adele });
      await grant.refresh();
      const accepting = { ...program, mayBeWidenedBy: [word] };
      running.clearRequests();
      expect(await grant.up(accepting)).toBe("update");
      expect(writes(running)).toEqual([]);
      expect(await refreshed(running, grant)).toMatchObject({ widenedBy: undefined, said: "" });
      expect(await grant.up(accepting)).toBe("same");

      // The word stays good while there is nothing to accept, and covers nothing but what it says.
      await run(running, "Set-ManagementRoleAssignment", {
        Identity: "by hand",
        CustomRecipientWriteScope: "RoomMailbox",
      });
      await grant.refresh();
      expect(await grant.up(accepting)).toBe("same");
      await scopeOn(running, "EquipmentMailbox");
      await run(running, "Set-ManagementRoleAssignment", {
        Identity: "by hand",
        CustomRecipientWriteScope: "EquipmentMailbox",
      });
      expect((await refreshed(running, grant)).widenedBy).toEqual([
        'role assignment "by hand": managementScope EquipmentMailbox',
      ]);
    },
  );

  test("is said by two grants on two scopes with each other's scope, by its id", async () => {
    const running = await startTestTenant();
    const app = new ManagedResource("ServicePrincipal", running, "app");
    await app.up({ appId: roomBooking.appId, objectId: roomBooking.servicePrincipalId });
    const rooms = await scopeOn(running);
    const equipment = await scopeOn(running, "EquipmentMailbox");
    const like = { role: "Application Calendars.Read", app: app.state?.id };
    const programs = [
      { ...like, scope: { managementScope: rooms }, mayBeWidenedBy: [equipment] },
      { ...like, scope: { managementScope: equipment }, mayBeWidenedBy: [rooms] },
    ];
    const grants = ["one", "two"].map((name) => new ManagedResource("RoleAssignment", running, name));
    for (const [index, grant] of grants.entries()) await grant.up(programs[index] ?? {});
    for (const [index, grant] of grants.entries()) {
      expect((await refreshed(running, grant)).widenedBy).toBeUndefined();
      expect(await grant.up(programs[index] ?? {})).toBe("same");
    }
  });

  test("cannot be given as what is there", async () => {
    const running = await startTestTenant();
    const { program } = await grantTo(running);
    const grant = new ManagedResource("RoleAssignment", running, "other");
    await expect(grant.up({ ...program, name: "other", widenedBy: [] })).rejects.toThrow(
      /widenedBy: .*mayBeWidenedBy/,
    );
  });
});

describe("an application", () => {
  test("is told from the list alone to have the role elsewhere; other applications do not count", async () => {
    const running = await startTestTenant();
    const apps = [roomBooking, deskBooking];
    for (const { appId, servicePrincipalId } of apps) {
      await run(running, "New-ServicePrincipal", { AppId: appId, ObjectId: servicePrincipalId });
    }
    const grant = new ManagedResource("RoleAssignment", running);
    const like = { role: "Application Calendars.Read", app: roomBooking.servicePrincipalId };
    await grant.up({ ...like, scope: { managementScope: await scopeOn(running) } });
    await run(running, "New-ManagementRoleAssignment", {
      Name: "other",
      Role: like.role,
      App: deskBooking.servicePrincipalId,
    });
    const alone = await refreshed(running, grant);
    expect(alone.widenedBy).toBeUndefined();

    await run(running, "New-ManagementRoleAssignment", { Name: "by hand", Role: like.role, App: like.app });
    const opened = await refreshed(running, grant);
    expect(opened.widenedBy).toEqual(['role assignment "by hand": organizationWide']);
    expect(opened.said).toContain(`does not confine application ${roomBooking.servicePrincipalId}`);
    expect(opened.asked.sort()).toEqual(alone.asked.sort());
  });
});

describe("a role group with bounded roles", () => {
  async function groupOf(running: RunningTenant, members: string[]) {
    const roles = [{ role, scope: { managementScope: await scopeOn(running) } }];
    const program = { name: "Desk", roles, members };
    const group = new ManagedResource("RoleGroup", running, "group");
    await group.up(program);
    return { group, program };
  }

  test("is opened for the member who has the role elsewhere, and for nobody else", async () => {
    const running = await startTestTenant();
    const { group, program } = await groupOf(running, [adele, alex]);
    await run(running, "New-ManagementRoleAssignment", { Name: "by hand", Role: role, User: alex });
    const seen = await refreshed(running, group);
    expect(seen.widenedBy).toEqual([`role assignment "by hand": organizationWide, for ${alex}`]);
    expect(seen.said).toMatch(/^The scope RoomMailbox of role assignment "[^"]+" does not confine alex/);
    expect(await group.up(program)).toBe("update");
    expect(await group.up({ ...program, mayBeWidenedBy: ["organizationWide"] })).toBe("update");
    await group.refresh();
    expect(await group.up({ ...program, mayBeWidenedBy: ["organizationWide"] })).toBe("same");
  });

  test("is opened for who is in a wider role group as well", async () => {
    const running = await startTestTenant();
    const { group } = await groupOf(running, [adele, alex]);
    await run(running, "Add-RoleGroupMember", {
      Identity: "Recipient Management",
      Member: adele,
      BypassSecurityGroupManagerCheck: true,
    });
    const { widenedBy } = await refreshed(running, group);
    expect(widenedBy).toEqual([expect.stringMatching(/^role group "Recipient Management".*for adele/)]);
  });

  test("is opened for somebody in a group within it, too", async () => {
    const running = await startTestTenant();
    const { group } = await groupOf(running, ["bookable-rooms@contoso.example"]);
    putInto(running, "Bookable Rooms", adele);
    await run(running, "New-ManagementRoleAssignment", { Name: "by hand", Role: role, User: adele });
    const { widenedBy } = await refreshed(running, group);
    expect(widenedBy).toEqual([`role assignment "by hand": organizationWide, for ${adele}`]);
  });

  test("says side by side how far its roles reach: two scopes of one role do not open each other", async () => {
    const running = await startTestTenant();
    const [rooms, equipment] = [await scopeOn(running), await scopeOn(running, "EquipmentMailbox")];
    const roles = [rooms, equipment].map((managementScope) => ({ role, scope: { managementScope } }));
    const group = new ManagedResource("RoleGroup", running, "group");
    await group.up({ roles, members: [adele] });
    expect((await refreshed(running, group)).widenedBy).toBeUndefined();
  });

  test("says nothing of grants to it that are declared elsewhere, which say it themselves", async () => {
    const running = await startTestTenant();
    const group = new ManagedResource("RoleGroup", running, "group");
    await group.up({ name: "Desk", members: [adele] });
    const grant = new ManagedResource("RoleAssignment", running, "grant");
    await grant.up({
      role,
      securityGroup: group.state?.id,
      scope: { managementScope: await scopeOn(running) },
    });
    await run(running, "New-ManagementRoleAssignment", { Name: "by hand", Role: role, User: adele });
    expect((await refreshed(running, group)).widenedBy).toBeUndefined();
    expect((await refreshed(running, grant)).widenedBy).toEqual([
      `role assignment "by hand": organizationWide, for ${adele}`,
    ]);
  });

  test("cannot accept anything while it declares no roles", async () => {
    const running = await startTestTenant();
    const group = new ManagedResource("RoleGroup", running, "group");
    await expect(group.up({ mayBeWidenedBy: ["organizationWide"] })).rejects.toThrow(
      /give it to the RoleAssignments/,
    );
  });
});

describe("what cannot be looked at", () => {
  test.each([
    ["Get-ManagementRole", "the types of the roles"],
    ["Get-RoleGroupMember", 'the members of "Desk"'],
  ])("is told and shown, and never taken for nothing: %s", async (target, what) => {
    const running = await startTestTenant();
    const group = new ManagedResource("RoleGroup", running, "group");
    await group.up({ name: "Desk" });
    await run(running, "Add-RoleGroupMember", {
      Identity: "Desk",
      Member: alex,
      BypassSecurityGroupManagerCheck: true,
    });
    const grant = new ManagedResource("RoleAssignment", running, "grant");
    const scope = { managementScope: await scopeOn(running) };
    const program = { role, securityGroup: group.state?.id, scope };
    await grant.up(program);
    running.tenant.faults.set({ errors: [{ target, kind: "forbidden", times: 100 }] as never });
    const seen = await refreshed(running, grant);
    expect(seen.widenedBy).toEqual([`not known: ${what} could not be read`]);
    expect(seen.said).toMatch(/is not known: .* could not be read\. .*take the scope for unproven/s);

    running.tenant.faults.reset();
    expect((await refreshed(running, grant)).widenedBy).toBeUndefined();
    expect(await grant.up(program)).toBe("same");
  });

  test.each(["Get-RoleGroup", "Get-RoleGroupMember"])(
    "in one way is looked at in another: without %s",
    async (target) => {
      const running = await startTestTenant();
      const { grant } = await grantTo(running);
      await run(running, "Add-RoleGroupMember", {
        Identity: "Recipient Management",
        Member: adele,
        BypassSecurityGroupManagerCheck: true,
      });
      running.tenant.faults.set({ errors: [{ target, kind: "forbidden", times: 100 }] as never });
      const { widenedBy } = await refreshed(running, grant);
      expect(widenedBy).toEqual([
        expect.stringMatching(/role assignment "Mail Recipients-Recipient Management": organizationWide$/),
      ]);
    },
  );
});

describe("the requests of a refresh", () => {
  const lists = [
    "Get-ManagementRole",
    "Get-ManagementRoleAssignment",
    "Get-ManagementScope",
    "Get-OrganizationConfig",
  ];

  async function ofTwoGrants(members: string[]): Promise<{ asked: string[]; widenedBy: unknown[] }> {
    const running = await startTestTenant();
    const scope = { managementScope: await scopeOn(running) };
    // Nobody has this role by default.
    const rare = "Mailbox Import Export";
    const grants = [adele, alex].map((user) => new ManagedResource("RoleAssignment", running, user));
    for (const [index, grant] of grants.entries())
      await grant.up({ role: rare, user: [adele, alex][index], scope });
    await run(running, "New-RoleGroup", {
      Name: "Importers",
      Roles: [rare],
      Members: members,
      ManagedBy: ["Organization Management"],
    });
    const provider = (await startProcess(running)).RoleAssignment;
    running.clearRequests();
    const read = await Promise.all(
      grants.map(({ state }) => provider.read(state?.id ?? "", state?.outputs ?? {})),
    );
    const asked = running.requests().flatMap(({ cmdlet }) => cmdlet ?? []);
    return { asked: asked.sort(), widenedBy: read.map(({ props }) => props?.["widenedBy"]) };
  }

  test("are the shared lists alone where the only wider grant is that of an empty role group", async () => {
    expect(await ofTwoGrants([])).toEqual({
      asked: [...lists, "Get-RoleGroup"].sort(),
      widenedBy: [undefined, undefined],
    });
  });

  test("are one more for the members of a role group that has the role, whoever asks", async () => {
    const { asked, widenedBy } = await ofTwoGrants([alex]);
    expect(asked).toEqual([...lists, "Get-RoleGroup", "Get-RoleGroupMember"].sort());
    expect(widenedBy).toEqual([undefined, [expect.stringContaining("Importers")]]);
  });

  test("are one more for each assignee only where a group is a member", async () => {
    const { asked, widenedBy } = await ofTwoGrants(["Bookable Rooms"]);
    const more = ["Get-ManagementRoleAssignment", "Get-ManagementRoleAssignment"];
    expect(asked).toEqual([...lists, "Get-RoleGroup", "Get-RoleGroupMember", ...more].sort());
    expect(widenedBy).toEqual([undefined, undefined]);
  });
});
