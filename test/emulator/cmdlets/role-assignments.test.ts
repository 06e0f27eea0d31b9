import { describe, expect, it } from "vitest";
import { roomBooking } from "../../support/seed";
import {
  addScope,
  addScopedAssignment,
  addServicePrincipal,
  assign,
  exceptions,
  refused,
  storedAssignment,
} from "../rows/cmdlet-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const megan = "megan.bowen@contoso.example";
const get = async (parameters = {}) => (await invoke("Get-ManagementRoleAssignment", parameters)).objects;
const names = async (parameters = {}) => (await get(parameters)).map(({ Name }) => Name);

describe("New-ManagementRoleAssignment", () => {
  it("gives a role to an application within a scope", async () => {
    await addServicePrincipal(context);
    await addScope(context);
    const { objects } = await assign(context, { Name: "Booking", CustomResourceScope: "rooms" });
    expect(objects[0]).toMatchObject({
      Name: "Booking",
      Role: "Application Calendars.ReadWrite",
      RoleAssigneeType: "ServicePrincipal",
      RoleAssignmentDelegationType: "Regular",
      CustomResourceScope: "Rooms",
      Enabled: true,
    });
  });

  it.each(["servicePrincipalId", "appId"] as const)("knows an application by its %s", async (id) => {
    await addServicePrincipal(context);
    expect((await assign(context, { App: roomBooking[id], Name: "Booking" })).status).toBe(200);
  });

  it("reaches the whole organisation without a scope", async () => {
    await addServicePrincipal(context);
    const { objects, warnings } = await assign(context);
    expect(objects[0]).toMatchObject({ RecipientWriteScope: "Organization", CustomResourceScope: null });
    expect(warnings).toEqual([]);
  });

  it("does not find an application without a pointer in Exchange", async () => {
    refused(await assign(context), 404, exceptions.notFound);
  });

  it.each([
    ["a role", { Role: "Application Nothing" }],
    ["a scope", { CustomResourceScope: "Nothing" }],
    ["an administrative unit", { RecipientAdministrativeUnitScope: "Nothing" }],
    ["a group", { RecipientGroupScope: "Nothing" }],
  ])("does not find %s that does not exist, and leaves nothing behind", async (_, parameters) => {
    await addServicePrincipal(context);
    const before = context.tenant.store.state();
    refused(await assign(context, parameters), 404, exceptions.notFound);
    expect(context.tenant.store.state()).toEqual(before);
  });

  it("refuses the scope parameter of the other kind of assignee", async () => {
    await addServicePrincipal(context);
    await addScope(context);
    refused(await assign(context, { CustomRecipientWriteScope: "Rooms" }), 400);
    const user = { User: megan, Role: "Mail Recipients", CustomResourceScope: "Rooms" };
    refused(await invoke("New-ManagementRoleAssignment", user), 400);
  });

  it("refuses a name that is taken", async () => {
    await addServicePrincipal(context);
    await assign(context, { Name: "Booking" });
    refused(await assign(context, { Name: "booking" }), 400, exceptions.alreadyExists);
  });

  it("makes a scope of a group's direct members and reads back as that", async () => {
    await addServicePrincipal(context);
    const { objects } = await assign(context, { RecipientGroupScope: "Bookable Rooms", Name: "Booking" });
    expect(objects[0]).toMatchObject({ RecipientWriteScope: "Group", CustomRecipientWriteScope: null });
    const scope = String(objects[0]?.CustomResourceScope);
    expect(scope).toMatch(/^Bookable Rooms_[0-9a-f-]{36}$/);
    const [made] = (await invoke("Get-ManagementScope", { Identity: scope })).objects;
    expect(made?.RecipientFilter).toMatch(/^MemberOfGroup -eq 'CN=Bookable Rooms,/);
  });

  it("reads back an administrative unit as its id", async () => {
    await addServicePrincipal(context);
    const { objects } = await assign(context, { RecipientAdministrativeUnitScope: "New York Office" });
    const id = context.tenant.store.administrativeUnits.all()[0]?.id;
    expect(objects[0]).toMatchObject({
      RecipientWriteScope: "AdministrativeUnit",
      CustomResourceScope: id,
      CustomRecipientWriteScope: id,
    });
  });

  it("refuses an assignee that two users could be", async () => {
    const { store } = context.tenant;
    const other = store.recipients.by("name", "Alex Wilber")?.guid ?? "";
    store.recipients.update(other, { displayName: "Megan Bowen" });
    const user = { User: "Megan Bowen", Role: "Mail Recipients" };
    refused(
      await invoke("New-ManagementRoleAssignment", user),
      400,
      "Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException",
    );
  });

  it("refuses relative scopes that stand for something else", async () => {
    const user = { User: megan, Role: "Mail Recipients", Name: "Own" };
    refused(
      await invoke("New-ManagementRoleAssignment", {
        ...user,
        RecipientRelativeWriteScope: "CustomRecipientScope",
      }),
      400,
    );
    const { objects } = await invoke("New-ManagementRoleAssignment", {
      ...user,
      RecipientRelativeWriteScope: "self",
    });
    expect(objects[0]?.RecipientWriteScope).toBe("Self");
  });

  it("marks a delegating assignment in its generated name and its type", async () => {
    const group = { SecurityGroup: "Workplace Team", Role: "Mail Recipients", Delegating: true };
    const { objects } = await invoke("New-ManagementRoleAssignment", group);
    expect(objects[0]).toMatchObject({
      Name: "Mail Recipients-Workplace Team-Delegating",
      RoleAssignmentDelegationType: "DelegatingOrgWide",
      RoleAssigneeType: "SecurityGroup",
    });
  });
});

describe("Get-ManagementRoleAssignment", () => {
  it("lists what every organisation has, and nothing of ApplicationImpersonation", async () => {
    const all = await names();
    expect(all).toContain("Application Mail.Send-Organization Management-Delegating");
    expect(all).toContain("Mail Recipients-Recipient Management");
    expect(all.filter((name) => String(name).includes("Impersonation"))).toEqual([]);
  });

  it("narrows by assignee type, role, scope and state", async () => {
    await addScopedAssignment(context);
    await assign(context, { Name: "Mail", Role: "Application Mail.Read" });
    await invoke("Set-ManagementRoleAssignment", { Identity: "Mail", Enabled: false });
    const type = { RoleAssigneeType: "ServicePrincipal" };
    expect(await names(type)).toEqual(["Booking", "Mail"]);
    expect(await names({ ...type, Role: "Application Mail.Read" })).toEqual(["Mail"]);
    expect(await names({ ...type, Enabled: true })).toEqual(["Booking"]);
    expect(await names({ CustomRecipientWriteScope: "Rooms" })).toEqual(["Booking"]);
    expect(await names({ ...type, RecipientWriteScope: "Organization" })).toEqual(["Mail"]);
    expect(await names({ ...type, Delegating: true })).toEqual([]);
    expect(await names({ ...type, WritableRecipient: "boardroom" })).toEqual(["Booking", "Mail"]);
    expect(await names({ ...type, WritableRecipient: "megan.bowen" })).toEqual(["Mail"]);
    const viewer = { Role: "View-Only Recipients", Delegating: false };
    expect(await names(viewer)).not.toEqual([]);
    expect(await names({ ...viewer, WritableRecipient: "boardroom" })).toEqual([]);
  });

  it("finds what comes to an assignee by way of its groups", async () => {
    const { store } = context.tenant;
    const user = store.recipients.by("primarySmtpAddress", megan)?.guid ?? "";
    const group = store.roleGroups.by("name", "Discovery Management")?.guid ?? "";
    store.roleGroups.update(group, { members: [user] });
    await invoke("New-ManagementRoleAssignment", { User: megan, Role: "Mail Tips", Name: "Direct" });
    const found = (await get({ RoleAssignee: megan })).map(({ Name, AssignmentMethod }) => [
      Name,
      AssignmentMethod,
    ]);
    expect(found).toEqual([
      ["Direct", "Direct"],
      ["Legal Hold-Discovery Management", "RoleGroup"],
      ["Mailbox Search-Discovery Management", "RoleGroup"],
    ]);
    const [line] = await get({ Identity: "Legal Hold-Discovery Management", GetEffectiveUsers: true });
    expect(line?.EffectiveUserName).toBe("Megan Bowen");
  });
});

describe("Set-ManagementRoleAssignment", () => {
  it("replaces a scope by one of another kind", async () => {
    await addScope(context);
    const user = { User: megan, Role: "Mail Recipients", Name: "Own", CustomRecipientWriteScope: "Rooms" };
    await invoke("New-ManagementRoleAssignment", user);
    await invoke("Set-ManagementRoleAssignment", { Identity: "Own", RecipientRelativeWriteScope: "Self" });
    const [line] = await get({ Identity: "Own" });
    expect(line).toMatchObject({ RecipientWriteScope: "Self", CustomRecipientWriteScope: null });
  });

  it("switches off and on and leaves the scope alone", async () => {
    await addScopedAssignment(context);
    const { scope } = storedAssignment(context.tenant, "Booking") ?? {};
    await invoke("Set-ManagementRoleAssignment", { Identity: "Booking", Enabled: false });
    expect(storedAssignment(context.tenant, "Booking")).toMatchObject({ enabled: false, scope });
    await invoke("Set-ManagementRoleAssignment", { Identity: "Booking", CustomResourceScope: null });
    expect(storedAssignment(context.tenant, "Booking")).toMatchObject({
      enabled: false,
      scope: { kind: "implicit" },
    });
  });

  it("cannot change role, name or assignee", async () => {
    await addScopedAssignment(context);
    for (const parameters of [{ Role: "Mail Tips" }, { Name: "Other" }, { App: roomBooking.appId }]) {
      refused(await invoke("Set-ManagementRoleAssignment", { Identity: "Booking", ...parameters }), 400);
    }
  });

  it("loses the scope with no more than a warning when the tenant is told so", async () => {
    await addScopedAssignment(context);
    await addScope(context, "Seattle", "City -eq 'Seattle'");
    context.tenant.faults.set({ droppedScopes: 1 });
    const change = { Identity: "Booking", CustomResourceScope: "Seattle" };
    const answer = await invoke("Set-ManagementRoleAssignment", change);
    expect([answer.status, answer.warnings.length]).toEqual([200, 1]);
    expect(storedAssignment(context.tenant, "Booking")?.scope).toEqual({ kind: "implicit" });
  });
});

describe("assignments to people and groups", () => {
  const grant = { Role: "Mail Recipients", Name: "Grant" };

  it.each(["canonical name", "DN", "UPN", "Guid"])("know a person by the %s", async (form) => {
    const { guid, distinguishedName } = context.tenant.store.recipients.by("name", "Megan Bowen") ?? {};
    const [line] = await get({ Identity: "Mail Recipients-Recipient Management" });
    const root = String(line?.OrganizationId)
      .split("/ConfigurationUnits")[0]
      ?.replace(/ - .*$/, "");
    const forms = { "canonical name": `${root}/Megan Bowen`, DN: distinguishedName, UPN: megan, Guid: guid };
    const User = Object.entries(forms).find(([name]) => name === form)?.[1];
    expect((await invoke("New-ManagementRoleAssignment", { ...grant, User })).error).toBeUndefined();
    expect(storedAssignment(context.tenant, "Grant")?.roleAssignee).toBe(guid);
    expect(await names({ RoleAssignee: User })).toContain("Grant");
  });

  it("read back in each kind of scope", async () => {
    await addScope(context);
    await addScope(context, "Executives", "CustomAttribute1 -eq 'executive'", { Exclusive: true });
    const root = context.tenant.store.organization.get().recipientRoot;
    const unit = context.tenant.store.administrativeUnits.all()[0]?.id;
    const kinds: [Record<string, unknown>, string, unknown][] = [
      [{ CustomRecipientWriteScope: "Rooms" }, "CustomRecipientScope", "Rooms"],
      [{ ExclusiveRecipientWriteScope: "Executives" }, "ExclusiveRecipientScope", "Executives"],
      [{ RecipientAdministrativeUnitScope: unit }, "AdministrativeUnit", unit],
      [{ RecipientOrganizationalUnitScope: "contoso.onmicrosoft.com" }, "OU", root],
      [{ RecipientRelativeWriteScope: "MyGAL" }, "MyGAL", null],
      [{}, "Organization", null],
    ];
    for (const [scope, type, name] of kinds) {
      for (const assignee of [
        { User: megan },
        { SecurityGroup: "Workplace Team" },
        { SecurityGroup: "Help Desk" },
      ]) {
        await invoke("New-ManagementRoleAssignment", { ...grant, ...assignee, ...scope });
        const [line] = await get({ Identity: "Grant" });
        expect([line?.RecipientWriteScope, line?.CustomRecipientWriteScope]).toEqual([type, name]);
        expect(line?.CustomResourceScope).toBeNull();
        await invoke("Remove-ManagementRoleAssignment", { Identity: "Grant" });
      }
    }
  });

  it("refuse a scope for a delegating one when the tenant is told to", async () => {
    await addScope(context);
    context.tenant.behaviours.set("delegating-assignment-scopes", "alternative");
    const scoped = { ...grant, User: megan, Delegating: true, CustomRecipientWriteScope: "Rooms" };
    refused(await invoke("New-ManagementRoleAssignment", scoped), 400);
  });

  it("read back a group as scope by its own name when there is no scope for it, and reach its members", async () => {
    context.tenant.behaviours.set("group-scope-is-management-scope", "alternative");
    const scoped = { ...grant, User: megan, RecipientGroupScope: "Bookable Rooms" };
    expect((await invoke("New-ManagementRoleAssignment", scoped)).objects[0]).toMatchObject({
      RecipientWriteScope: "Group",
      CustomRecipientWriteScope: "Bookable Rooms",
    });
    expect(await names({ WritableRecipient: "boardroom" })).toContain("Grant");
    expect(await names({ WritableRecipient: "room-hudson" })).not.toContain("Grant");
  });

  it("take a scope that comes with nulls for the others", async () => {
    await addScope(context);
    const made = {
      ...grant,
      Name: "Other",
      User: megan,
      CustomRecipientWriteScope: null,
      RecipientRelativeWriteScope: "Self",
    };
    expect((await invoke("New-ManagementRoleAssignment", made)).error).toBeUndefined();
    expect(storedAssignment(context.tenant, "Other")?.scope).toEqual({ kind: "relative", value: "Self" });
  });

  it("are not found for an assignee that two people could be", async () => {
    const { store } = context.tenant;
    store.recipients.update(store.recipients.by("name", "Alex Wilber")?.guid ?? "", {
      displayName: "Megan Bowen",
    });
    refused(
      await invoke("Get-ManagementRoleAssignment", { RoleAssignee: "Megan Bowen" }),
      400,
      "Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException",
    );
  });
});

describe("Remove-ManagementRoleAssignment", () => {
  it("removes by Guid", async () => {
    await addScopedAssignment(context);
    const guid = storedAssignment(context.tenant, "Booking")?.guid;
    expect((await invoke("Remove-ManagementRoleAssignment", { Identity: guid, Confirm: false })).status).toBe(
      200,
    );
    expect(storedAssignment(context.tenant, "Booking")).toBeUndefined();
    refused(await invoke("Remove-ManagementRoleAssignment", { Identity: guid }), 404, exceptions.notFound);
  });

  it("removes what is left of a role that is gone", async () => {
    await addScopedAssignment(context);
    const { store } = context.tenant;
    const booking = storedAssignment(context.tenant, "Booking");
    store.roleAssignments.update(booking?.guid ?? "", { role: "ApplicationImpersonation" });
    expect((await get({ Identity: "Booking" }))[0]?.Role).toBe("ApplicationImpersonation");
    expect((await invoke("Remove-ManagementRoleAssignment", { Identity: "Booking" })).status).toBe(200);
  });
});
