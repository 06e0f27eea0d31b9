import { describe, expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import type { Kind } from "../../providers/dynamic/provider-text";
import { invokeCommand } from "../support/invoke-command";
import { ManagedResource, startProcess } from "../support/managed-resource";
import { listenToSaid } from "../support/said";
import { startTestTenant } from "../support/tenant";

// Scopes, role groups and grants of Exchange Server, where the guides' own recipe still works.

const role = "ApplicationImpersonation";
const megan = "megan.bowen@contoso.com";
const alex = "alex.wilber@contoso.com";
const everywhere = { organizationWide: true };

const said = listenToSaid();

function startOnPremises(): Promise<RunningTenant> {
  return startTestTenant({ mode: "onPremises" });
}

async function run(running: RunningTenant, cmdlet: string, parameters: Record<string, unknown>) {
  const answer = await invokeCommand(running, cmdlet, parameters);
  expect(`${answer.status} ${answer.error?.text ?? ""}`, cmdlet).toBe("200 ");
  return answer.objects;
}

async function scopeOn(running: RunningTenant, type = "RoomMailbox"): Promise<string> {
  const scope = new ManagedResource("ManagementScope", running, type);
  await scope.up({ name: `${type}es`, recipientRestrictionFilter: `RecipientTypeDetails -eq '${type}'` });
  return scope.state?.id ?? "";
}

async function failures(
  running: RunningTenant,
  kind: Kind,
  inputs: Record<string, unknown>,
): Promise<string[]> {
  running.clearRequests();
  const provider = (await startProcess(running))[kind];
  const { failures: found } = await provider.check({}, { ...inputs, __provider: "text" });
  expect(running.requests()).toEqual([]);
  return found.map(({ property, reason }) => `${property}: ${reason}`);
}

function grantsOf(running: RunningTenant, guid: string | undefined) {
  const { roleAssignments, managementRoles } = running.tenant.store;
  return roleAssignments
    .all()
    .filter(({ roleAssignee }) => roleAssignee === guid)
    .map((each) => `${managementRoles.get(each.role)?.name ?? ""} ${each.scope.kind} ${each.delegation}`);
}

describe("what only Exchange Online has is refused before anything is sent:", () => {
  const user = { role, user: megan };
  test.each<[string, Kind, Record<string, unknown>, RegExp]>([
    [
      "a service principal",
      "ServicePrincipal",
      { appId: "7cefd5c5-6385-4768-ae5d-eaa1ef2cd05a", objectId: "7b9ea66e-083b-4317-b614-c6aa1bfc22ea" },
      /^appId: .*ServiceAccount.*RoleAssignment/,
    ],
    [
      "an application as assignee",
      "RoleAssignment",
      { role, app: "7cefd5c5-6385-4768-ae5d-eaa1ef2cd05a", scope: everywhere },
      /^app: .*a user the role ApplicationImpersonation/,
    ],
    [
      "a role for applications",
      "RoleAssignment",
      { role: "Application Calendars.Read", user: megan, scope: everywhere },
      /^role: .*a user the role ApplicationImpersonation/,
    ],
    ["a group as scope", "RoleAssignment", { ...user, scope: { group: "x" } }, /^scope: .*MemberOfGroup -eq/],
    [
      "an administrative unit",
      "RoleAssignment",
      { ...user, scope: { administrativeUnit: "d4e9fa63-3313-43f0-9fa0-57702e2677a6" } },
      /^scope: .*\{ organizationalUnit \}/,
    ],
    [
      "a group as scope of a group's role",
      "RoleGroup",
      { roles: [{ role, scope: { group: "x" } }] },
      /^roles\[0\]: "ApplicationImpersonation": \{ group \}.*MemberOfGroup/,
    ],
    [
      "a role for applications in a group",
      "RoleGroup",
      { roles: [{ role: "Application Calendars.Read" }] },
      /^roles\[0\]: .*a user the role ApplicationImpersonation/,
    ],
  ])("%s", async (_, kind, inputs, reason) => {
    const found = await failures(await startOnPremises(), kind, inputs);
    expect(found).toEqual([expect.stringMatching(reason)]);
  });
});

describe("a grant of ApplicationImpersonation", () => {
  test("on a management scope lives and dies as it is declared", async () => {
    const running = await startOnPremises();
    const rooms = await scopeOn(running);
    const grant = new ManagedResource("RoleAssignment", running);
    const program = { name: "ResourceImpersonation", role, user: megan, scope: { managementScope: rooms } };
    expect(await grant.up(program)).toBe("create");
    const guid = grant.state?.id ?? "";
    const stored = () => running.tenant.store.roleAssignments.get(guid);
    expect(stored()).toMatchObject({
      name: "ResourceImpersonation",
      scope: { kind: "managementScope", guid: rooms },
    });
    await grant.refresh();
    expect(grant.state?.inputs).toMatchObject(program);
    expect(await grant.up(program)).toBe("same");
    expect(said()).toBe("");

    // Somebody widens it: that is drift, and put back in place.
    running.tenant.store.roleAssignments.update(guid, { scope: { kind: "implicit" } });
    await grant.refresh();
    expect(grant.state?.inputs["scope"]).toEqual(everywhere);
    expect(await grant.up(program)).toBe("update");
    expect(stored()).toMatchObject({ guid, scope: { kind: "managementScope", guid: rooms } });
    await grant.destroy();
    await grant.destroy();
    expect(stored()).toBeUndefined();
  });

  test.each(["contoso.com/Rooms", "OU=Rooms,DC=contoso,DC=com"])(
    "on the organizational unit %s reads back as it was declared",
    async (unit) => {
      const running = await startOnPremises();
      const grant = new ManagedResource("RoleAssignment", running);
      const program = { role, user: "CONTOSO\\svc-legacy", scope: { organizationalUnit: unit } };
      expect(await grant.up(program)).toBe("create");
      expect(running.tenant.store.roleAssignments.get(grant.state?.id ?? "")?.scope.kind).toBe(
        "organizationalUnit",
      );
      await grant.refresh();
      expect(grant.state?.inputs).toMatchObject(program);
      expect(await grant.up(program)).toBe("same");
      expect(await grant.up({ ...program, scope: { organizationalUnit: "contoso.com/Rooms" } })).toBe("same");
      expect(await grant.up({ ...program, scope: { organizationalUnit: "contoso.com/Users" } })).toBe(
        "update",
      );
      expect(await grant.up({ ...program, scope: { managementScope: await scopeOn(running) } })).toBe(
        "update",
      );
      expect(running.tenant.store.roleAssignments.get(grant.state?.id ?? "")?.scope.kind).toBe(
        "managementScope",
      );
    },
  );

  test("to a security group without an address, by its name in the domain", async () => {
    const running = await startOnPremises();
    const grant = new ManagedResource("RoleAssignment", running);
    const program = {
      role,
      securityGroup: "CONTOSO\\booking-operators",
      scope: { managementScope: await scopeOn(running) },
    };
    expect(await grant.up(program)).toBe("create");
    await grant.refresh();
    expect(grant.state?.inputs).toMatchObject(program);
    expect(await grant.up(program)).toBe("same");
  });

  test("cannot be made without a scope, nor with two", async () => {
    const running = await startOnPremises();
    expect(await failures(running, "RoleAssignment", { role, user: megan })).toEqual([
      expect.stringMatching(/^scope: is missing/),
    ]);
    const two = { managementScope: "a", organizationalUnit: "contoso.com/Rooms" };
    expect(await failures(running, "RoleAssignment", { role, user: megan, scope: two })).toEqual([
      expect.stringMatching(/^scope: names managementScope and organizationalUnit/),
    ]);
  });

  test("in a custom role counts as what it is derived from", async () => {
    const running = await startOnPremises();
    await run(running, "New-ManagementRole", { Name: "Room Impersonation", Parent: role });
    const grant = new ManagedResource("RoleAssignment", running);
    const scope = { managementScope: await scopeOn(running) };
    expect(await grant.up({ role: "Room Impersonation", user: megan, scope })).toBe("create");
    const group = new ManagedResource("RoleGroup", running);
    await expect(group.up({ roles: [{ role: "Room Impersonation" }] })).rejects.toThrow(
      /reaches mailboxes. Say which/,
    );
  });
});

describe("a role group with ApplicationImpersonation", () => {
  test("has each role with its own write scope, from the first moment", async () => {
    const running = await startOnPremises();
    const rooms = await scopeOn(running);
    const group = new ManagedResource("RoleGroup", running);
    const roles = [
      { role, scope: { managementScope: rooms } },
      { role: "Mail Recipients", scope: { organizationalUnit: "contoso.com/Rooms" } },
    ];
    const program = {
      name: "Room service",
      roles,
      members: [megan, "CONTOSO\\svc-legacy", "CONTOSO\\booking-operators"],
    };
    running.clearRequests();
    expect(await group.up(program)).toBe("create");
    expect(grantsOf(running, group.state?.id).sort()).toEqual([
      "ApplicationImpersonation managementScope Regular",
      "Mail Recipients organizationalUnit Regular",
    ]);
    await group.refresh();
    expect(group.state?.inputs).toMatchObject(program);
    expect(await group.up(program)).toBe("same");
    await group.destroy();
    expect(grantsOf(running, group.state?.id)).toEqual([]);
  });

  test("over the whole organisation has to say so", async () => {
    const running = await startOnPremises();
    const group = new ManagedResource("RoleGroup", running);
    await expect(group.up({ roles: [{ role }] })).rejects.toThrow(
      /scope: \{ organizationWide: true \} for every mailbox/,
    );
    expect(await group.up({ roles: [{ role, scope: everywhere }] })).toBe("create");
    expect(grantsOf(running, group.state?.id)).toEqual(["ApplicationImpersonation implicit Regular"]);
  });
});

describe("the guide, followed to the letter,", () => {
  async function follow(running: RunningTenant, isGroupFirst: boolean) {
    const members = [megan];
    const group = new ManagedResource("RoleGroup", running, "group");
    const grant = new ManagedResource("RoleAssignment", running, "grant");
    const programs = {
      group: { name: role, roles: [{ role, scope: everywhere }], members },
      grant: {
        name: "ResourceImpersonation",
        role,
        user: megan,
        scope: { managementScope: await scopeOn(running) },
      },
    };
    if (isGroupFirst) await group.up(programs.group);
    await grant.up(programs.grant);
    if (!isGroupFirst) await group.up(programs.group);
    return { group, grant, programs };
  }

  test.each([true, false])(
    "is caught by the update and by the next preview, with both names (group first: %s)",
    async (isGroupFirst) => {
      const running = await startOnPremises();
      const { grant, group } = await follow(running, isGroupFirst);
      const told =
        /The scope RoomMailboxes of role assignment "ResourceImpersonation" does not confine [^:]*[Mm]egan[^:]*: role group "ApplicationImpersonation" \(by its role assignment "[^"]+", [-0-9a-f]{36}\) gives it the same role/;
      expect(said()).toMatch(told);
      await grant.refresh();
      expect(said()).toMatch(told);
      expect(grant.state?.inputs["widenedBy"]).toEqual([
        expect.stringMatching(
          /^role group "ApplicationImpersonation", role assignment "[^"]+": organizationWide$/,
        ),
      ]);
      await group.refresh();
      expect(group.state?.inputs["widenedBy"]).toBeUndefined();
    },
  );

  test("is put right by taking the role from the group, or the account out of it", async () => {
    const running = await startOnPremises();
    const { grant, group, programs } = await follow(running, true);
    await group.up({ ...programs.group, members: [alex] });
    await grant.refresh();
    expect(grant.state?.inputs["widenedBy"]).toBeUndefined();
    await group.up({ ...programs.group, roles: [] });
    said();
    await group.up({ ...programs.group, roles: [], members: [megan] });
    await grant.refresh();
    expect(grant.state?.inputs["widenedBy"]).toBeUndefined();
    expect(said()).toBe("");
  });

  test("is told of Hygiene Management, as soon as the account is in it", async () => {
    const running = await startOnPremises();
    const grant = new ManagedResource("RoleAssignment", running);
    await grant.up({ role, user: megan, scope: { managementScope: await scopeOn(running) } });
    await grant.refresh();
    expect(said()).toBe("");
    await run(running, "Add-RoleGroupMember", { Identity: "Hygiene Management", Member: megan });
    await grant.refresh();
    expect(grant.state?.inputs["widenedBy"]).toEqual([
      'role group "Hygiene Management", role assignment "ApplicationImpersonation-Hygiene Management": organizationWide',
    ]);
  });

  test("is told of an organizational unit beside another one, and not of one within it", async () => {
    const running = await startOnPremises();
    const grant = new ManagedResource("RoleAssignment", running);
    await grant.up({ role, user: megan, scope: { organizationalUnit: "contoso.com/Rooms" } });
    const byHand = (Name: string, RecipientOrganizationalUnitScope: string) =>
      run(running, "New-ManagementRoleAssignment", {
        Name,
        Role: role,
        User: megan,
        RecipientOrganizationalUnitScope,
      });
    await byHand("same", "contoso.com/Rooms");
    await grant.refresh();
    expect(grant.state?.inputs["widenedBy"]).toBeUndefined();
    await byHand("beside", "contoso.com/Users");
    await grant.refresh();
    expect(grant.state?.inputs["widenedBy"]).toEqual([
      expect.stringMatching(/^role assignment "beside": organizationalUnit .*Users/),
    ]);
  });

  test.each([
    ["workplace-team", megan],
    ["booking-operators", "isaiah.langer@contoso.com"],
  ])("by a group within a group is caught, too: %s", async (inner, user) => {
    const running = await startOnPremises();
    const grant = new ManagedResource("RoleAssignment", running);
    await grant.up({ role, user, scope: { managementScope: await scopeOn(running) } });
    await run(running, "New-RoleGroup", { Name: "Outer", Roles: [role], Members: [inner] });
    await grant.refresh();
    expect(grant.state?.inputs["widenedBy"]).toEqual([expect.stringContaining('role group "Outer"')]);
  });

  test("is told of one member of a group without an address, and of members that cannot be seen", async () => {
    const running = await startOnPremises();
    const isaiah = "isaiah.langer@contoso.com";
    const grant = new ManagedResource("RoleAssignment", running);
    const securityGroup = "CONTOSO\\booking-operators";
    const program = { role, securityGroup, scope: { managementScope: await scopeOn(running) } };
    await grant.up(program);
    await run(running, "New-ManagementRoleAssignment", { Name: "by hand", Role: role, User: isaiah });
    await grant.refresh();
    expect(grant.state?.inputs["widenedBy"]).toEqual([
      `role assignment "by hand": organizationWide, for ${isaiah}`,
    ]);

    said();
    running.tenant.faults.set({
      errors: [{ target: "Get-User", kind: "forbidden", times: 100 }] as never,
    });
    await grant.refresh();
    const [shown] = grant.state?.inputs["widenedBy"] as string[];
    expect(shown).toMatch(/^not known: the members of ".*Booking Operators" could not be read$/);
    expect(said()).toMatch(/take the scope for unproven/);
    const accepting = { ...program, mayBeWidenedBy: [shown] };
    expect(await grant.up(accepting)).toBe("update");
    await grant.refresh();
    expect(await grant.up(accepting)).toBe("same");
  });
});
