import { describe, expect, it } from "vitest";
import { previewReader, roomBooking } from "../../support/seed";
import { addScope, addServicePrincipal, exceptions, refused, storedAssignment } from "../rows/cmdlet-steps";
import {
  addRoleGroup,
  alex,
  assignmentsOf,
  forbidDelegation,
  megan,
  memberNames,
  signInAsMember,
  storedGroup,
} from "../rows/role-group-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const hashtable = { "@odata.type": "#Exchange.GenericHashTable" };
const group = async (name = "Desk") => (await invoke("Get-RoleGroup", { Identity: name })).objects[0];

describe("Get-RoleGroup", () => {
  it("shows roles, assignments and members of the built-in groups", async () => {
    expect(await group("Discovery Management")).toMatchObject({
      RoleGroupType: "Standard",
      ManagedBy: ["Organization Management"],
      Roles: ["Legal Hold", "Mailbox Search"],
      RoleAssignments: ["Legal Hold-Discovery Management", "Mailbox Search-Discovery Management"],
      Members: [],
    });
    expect((await group("Organization Management"))?.Members).toEqual([
      expect.stringMatching(/^TenantAdmins_/) as string,
      expect.stringMatching(/^ExchangeServiceAdmins_/) as string,
    ]);
  });

  it("has the properties that were captured, each with its JSON type", async () => {
    const texts =
      "Description DisplayName DistinguishedName ExchangeObjectId ExchangeVersion ExternalDirectoryObjectId Guid Id " +
      "Identity LinkedGroup LinkedPartnerGroupId LinkedPartnerOrganizationId Name ObjectCategory OrganizationId " +
      "OrganizationalUnitRoot OriginatingServer RoleGroupType SamAccountName WellKnownObject WhenChanged " +
      "WhenChangedUTC WhenCreated WhenCreatedUTC";
    const lists = "Capabilities ManagedBy Members ObjectClass RoleAssignments Roles";
    const found = (await group("Help Desk")) ?? {};
    for (const name of texts.split(" ")) expect([name, typeof found[name]]).toEqual([name, "string"]);
    for (const name of lists.split(" ")) expect([name, Array.isArray(found[name])]).toEqual([name, true]);
    expect([typeof found.DirectoryObjectVersion, typeof found.IsValid]).toEqual(["number", "boolean"]);
  });

  it("does not find a group that is not there", async () => {
    refused(await invoke("Get-RoleGroup", { Identity: "Nothing" }), 404, exceptions.notFound);
  });
});

describe("New-RoleGroup", () => {
  it("makes a regular assignment for each role, with a generated name and the one scope", async () => {
    await addScope(context);
    const { objects } = await invoke("New-RoleGroup", {
      Name: "Desk",
      DisplayName: "The Desk",
      Description: "Helps",
      ManagedBy: ["Organization Management", megan],
      Members: [alex, "Workplace Team"],
      Roles: ["Mail Recipients", "mail tips"],
      CustomRecipientWriteScope: "Rooms",
    });
    expect(objects).toHaveLength(1);
    expect(objects[0]).toMatchObject({
      Name: "Desk",
      DisplayName: "The Desk",
      Description: "Helps",
      ManagedBy: ["Organization Management", "Megan Bowen"],
      Members: ["Alex Wilber", "Workplace Team"],
      Roles: ["Mail Recipients", "Mail Tips"],
      RoleAssignments: ["Mail Recipients-Desk", "Mail Tips-Desk"],
      RoleGroupType: "Standard",
    });
    const { objects: lines } = await invoke("Get-ManagementRoleAssignment", { RoleAssignee: "Desk" });
    expect(
      lines.map(({ RoleAssigneeType, CustomRecipientWriteScope }) => [
        RoleAssigneeType,
        CustomRecipientWriteScope,
      ]),
    ).toEqual([
      ["RoleGroup", "Rooms"],
      ["RoleGroup", "Rooms"],
    ]);
    expect(
      lines.every(({ RoleAssignmentDelegationType }) => RoleAssignmentDelegationType === "Regular"),
    ).toBe(true);
  });

  it("numbers a generated name that is taken", async () => {
    await invoke("New-ManagementRoleAssignment", { Name: "Mail Tips-Desk", User: megan, Role: "Mail Tips" });
    await addRoleGroup(context, { Roles: ["Mail Tips"] });
    expect((await group())?.RoleAssignments).toEqual(["Mail Tips-Desk-1"]);
  });

  it.each([
    ["a role", { Roles: ["Nothing"] }],
    ["a member", { Members: ["Nothing"] }],
    ["a manager", { ManagedBy: ["Nothing"] }],
    ["a scope", { Roles: ["Mail Tips"], CustomRecipientWriteScope: "Nothing" }],
    ["the retired role", { Roles: ["ApplicationImpersonation"] }],
  ])("does not find %s that does not exist, and leaves nothing behind", async (_, more) => {
    const before = context.tenant.store.state();
    const parameters = { Name: "Desk", ManagedBy: "Organization Management", ...more };
    refused(await invoke("New-RoleGroup", parameters), 404, exceptions.notFound);
    expect(context.tenant.store.state()).toEqual(before);
  });

  it("refuses application roles, a taken name, a long name and what a group cannot have", async () => {
    const before = context.tenant.store.state();
    const desk = { Name: "Desk", ManagedBy: "Organization Management" };
    refused(await invoke("New-RoleGroup", { ...desk, Roles: ["Application Mail.Read"] }), 400);
    refused(await invoke("New-RoleGroup", { ...desk, Name: "help desk" }), 400, exceptions.alreadyExists);
    refused(await invoke("New-RoleGroup", { ...desk, Name: "x".repeat(65) }), 400);
    refused(await invoke("New-RoleGroup", { ...desk, DisplayName: "x".repeat(257) }), 400);
    refused(await invoke("New-RoleGroup", { ...desk, ManagedBy: "Seattle Rooms" }), 400);
    refused(await invoke("New-RoleGroup", { ...desk, RecipientOrganizationalUnitScope: "Users" }), 400);
    expect(context.tenant.store.state()).toEqual(before);
  });

  it("keeps the group and the assignments before a failure when it is told not to roll back", async () => {
    forbidDelegation(context.tenant, "Reset Password");
    context.tenant.behaviours.set("role-group-rolled-back", "alternative");
    const Roles = ["Mail Tips", "Reset Password"];
    refused(await invoke("New-RoleGroup", { Name: "Desk", ManagedBy: megan, Roles }), 400);
    expect(assignmentsOf(context.tenant).map(({ name }) => name)).toEqual(["Mail Tips-Desk"]);
  });

  it("changes nothing with WhatIf", async () => {
    const before = context.tenant.store.state();
    const parameters = { Name: "Desk", ManagedBy: megan, Roles: ["Mail Tips"], WhatIf: true };
    expect((await invoke("New-RoleGroup", parameters)).status).toBe(200);
    expect(context.tenant.store.state()).toEqual(before);
  });

  it("loses the scope of as many assignments as the tenant is told to", async () => {
    await addScope(context);
    context.tenant.faults.set({ droppedScopes: 1 });
    const { warnings } = await invoke("New-RoleGroup", {
      Name: "Desk",
      ManagedBy: megan,
      Roles: ["Mail Recipients", "Mail Tips"],
      CustomRecipientWriteScope: "Rooms",
    });
    expect(warnings).toHaveLength(1);
    expect(assignmentsOf(context.tenant).map(({ scope }) => scope.kind)).toEqual([
      "implicit",
      "managementScope",
    ]);
  });

  it("is seen late, fails when it is told to, and is not there for its members while it is late", async () => {
    context.tenant.faults.set({
      lag: { reads: { calls: 1 }, targets: { milliseconds: 1000 } },
      errors: [{ target: "Remove-RoleGroup", kind: "serverBusy" }],
    });
    await addRoleGroup(context);
    refused(await invoke("Get-RoleGroup", { Identity: "Desk" }), 404, exceptions.notFound);
    expect((await group())?.Name).toBe("Desk");
    refused(await invoke("Add-RoleGroupMember", { Identity: "Desk", Member: megan }), 404);
    context.tenant.clock.advance(1000);
    expect((await invoke("Add-RoleGroupMember", { Identity: "Desk", Member: megan })).status).toBe(200);
    refused(await invoke("Remove-RoleGroup", { Identity: "Desk" }), 400);
    expect((await invoke("Remove-RoleGroup", { Identity: "Desk" })).status).toBe(200);
  });
});

describe("Set-RoleGroup", () => {
  it("changes names, description and managers, and keeps the Guid", async () => {
    await addRoleGroup(context, { Roles: ["Mail Tips"] });
    const before = storedGroup(context.tenant);
    const change = { Identity: "Desk", Name: "Counter", DisplayName: "Counter", Description: "New" };
    const answer = await invoke("Set-RoleGroup", { ...change, ManagedBy: { ...hashtable, Add: [megan] } });
    expect([answer.status, answer.objects]).toEqual([200, []]);
    expect(await group("Counter")).toMatchObject({
      Guid: before?.guid,
      Description: "New",
      ManagedBy: ["Organization Management", "Megan Bowen"],
      RoleAssignments: ["Mail Tips-Desk"],
    });
    refused(await invoke("Get-RoleGroup", { Identity: "Desk" }), 404);
  });

  it("has no parameter for roles, members or scope, and refuses a taken name", async () => {
    await addRoleGroup(context);
    for (const more of [
      { Roles: ["Mail Tips"] },
      { Members: [megan] },
      { CustomRecipientWriteScope: "Rooms" },
    ]) {
      refused(await invoke("Set-RoleGroup", { Identity: "Desk", ...more }), 400);
    }
    refused(
      await invoke("Set-RoleGroup", { Identity: "Desk", Name: "Help Desk" }),
      400,
      exceptions.alreadyExists,
    );
  });
});

describe("Remove-RoleGroup", () => {
  it("takes the group out of everything, by Guid too", async () => {
    await addRoleGroup(context);
    const guid = storedGroup(context.tenant)?.guid;
    expect((await invoke("Remove-RoleGroup", { Identity: guid, Force: true })).status).toBe(200);
    refused(await invoke("Remove-RoleGroup", { Identity: guid }), 404, exceptions.notFound);
  });
});

describe("the members of a role group", () => {
  it("come one by one, and all at once, as a list or as a change", async () => {
    await addRoleGroup(context);
    const Identity = "Desk";
    await invoke("Add-RoleGroupMember", { Identity, Member: megan });
    await invoke("Add-RoleGroupMember", {
      Identity,
      Member: context.tenant.store.users.by("userPrincipalName", alex)?.id,
    });
    expect(memberNames(context.tenant)).toEqual(["Megan Bowen", "Alex Wilber"]);
    await invoke("Remove-RoleGroupMember", { Identity, Member: "Megan Bowen", Confirm: false });
    expect(memberNames(context.tenant)).toEqual(["Alex Wilber"]);
    await invoke("Update-RoleGroupMember", { Identity, Members: ["Workplace Team", "Adele Vance"] });
    expect(memberNames(context.tenant)).toEqual(["Workplace Team", "Adele Vance"]);
    await invoke("Update-RoleGroupMember", {
      Identity,
      Members: { ...hashtable, Add: [megan], Remove: ["Adele Vance"] },
    });
    expect(memberNames(context.tenant)).toEqual(["Workplace Team", "Megan Bowen"]);
    const { objects } = await invoke("Get-RoleGroupMember", { Identity });
    expect(objects.map(({ Name, RecipientType }) => [Name, RecipientType])).toEqual([
      ["Workplace Team", "MailUniversalSecurityGroup"],
      ["Megan Bowen", "UserMailbox"],
    ]);
  });

  it("are named by the canonical name that the group may show", async () => {
    context.tenant.behaviours.set("role-group-lists-names", "alternative");
    await addRoleGroup(context, { Members: [megan] });
    const [name] = ((await group())?.Members ?? []) as string[];
    expect(name).toMatch(/\/contoso\.onmicrosoft\.com\/Megan Bowen$/);
    expect((await invoke("Remove-RoleGroupMember", { Identity: "Desk", Member: name })).status).toBe(200);
  });

  it("are not found when nobody is called so, or when two are", async () => {
    await addRoleGroup(context);
    refused(
      await invoke("Add-RoleGroupMember", { Identity: "Desk", Member: "Nobody" }),
      404,
      exceptions.notFound,
    );
    const other = context.tenant.store.recipients.by("name", "Alex Wilber")?.guid ?? "";
    context.tenant.store.recipients.update(other, { displayName: "Megan Bowen" });
    refused(await invoke("Add-RoleGroupMember", { Identity: "Desk", Member: "Megan Bowen" }), 400);
  });

  it("move the group's date of change", async () => {
    await addRoleGroup(context);
    const before = storedGroup(context.tenant)?.whenChanged;
    context.tenant.clock.advance(60_000);
    await invoke("Add-RoleGroupMember", { Identity: "Desk", Member: megan });
    expect(storedGroup(context.tenant)?.whenChanged).not.toBe(before);
  });

  it("get the cmdlets of the group's roles when they are applications, and lose them again", async () => {
    await addRoleGroup(context, { Roles: ["Role Management"] });
    const as = await signInAsMember(context, "Desk");
    expect((await invoke("Get-RoleGroupMember", { Identity: "Desk" })).objects[0]).toMatchObject({
      RecipientType: "ServicePrincipal",
      ExternalDirectoryObjectId: roomBooking.servicePrincipalId,
    });
    expect((await invoke("Get-ManagementScope", {}, { as })).status).toBe(200);
    expect((await invoke("Set-OrganizationConfig", { EwsEnabled: true }, { as })).status).toBe(403);
    // The cmdlet is theirs, the right to give the role away is not.
    const grant = { User: megan, Role: "Mail Tips", Name: "Tips" };
    refused(await invoke("New-ManagementRoleAssignment", grant, { as }), 400);
    expect(storedAssignment(context.tenant, "Tips")).toBeUndefined();
    const Identity = "Role Management-Desk";
    await invoke("Set-ManagementRoleAssignment", { Identity, Enabled: false });
    expect((await invoke("Get-ManagementScope", {}, { as })).status).toBe(403);
    await invoke("Set-ManagementRoleAssignment", { Identity, Enabled: true });
    expect((await invoke("Get-ManagementScope", {}, { as })).status).toBe(200);
    await invoke("Remove-ManagementRoleAssignment", { Identity });
    expect((await invoke("Get-ManagementScope", {}, { as })).status).toBe(403);
  });

  it("get past the managers' check with Role Management itself, not with a role that comes from it", async () => {
    const { managementRoles } = context.tenant.store;
    const parent = managementRoles.by("name", "Role Management");
    if (!parent) throw new Error("The catalogue has no Role Management.");
    const guid = "66666666-6666-4666-8666-666666666666";
    managementRoles.insert({ ...parent, guid, name: "Some Role Management", parent: parent.guid });
    await addRoleGroup(context, { Roles: ["Some Role Management"] });
    await addRoleGroup(context, { Name: "Others", ManagedBy: megan });
    const as = await signInAsMember(context, "Desk");
    const change = { Identity: "Others", Description: "Ours", BypassSecurityGroupManagerCheck: true };
    refused(await invoke("Set-RoleGroup", change, { as }), 400);
    expect(storedGroup(context.tenant, "Others")?.description).toBeNull();
    expect((await invoke("Set-RoleGroup", change)).status).toBe(200);
  });

  it("read and nothing else in View-Only Organization Management", async () => {
    const as = await signInAsMember(context, "View-Only Organization Management");
    expect((await invoke("Get-RoleGroupMember", { Identity: "Help Desk" }, { as })).status).toBe(200);
    expect(
      (await invoke("Add-RoleGroupMember", { Identity: "Help Desk", Member: megan }, { as })).status,
    ).toBe(403);
    expect((await invoke("Get-RoleGroup", {}, { as: previewReader })).status).toBe(200);
  });

  it("lock the administrators out when the built-in group's members are replaced", async () => {
    await addServicePrincipal(context);
    const all = { Identity: "Organization Management", Members: [megan] };
    expect((await invoke("Update-RoleGroupMember", all)).status).toBe(200);
    expect((await invoke("Get-ManagementScope")).status).toBe(403);
  });
});
