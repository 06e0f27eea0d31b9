import { describe, expect, it } from "vitest";
import { reaches } from "../../../emulator/access/reach";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { addScope, exceptions, refused, storedAssignment, storedScope } from "../rows/cmdlet-steps";
import { addServerScope, grantImpersonation, impersonation, legacy } from "../rows/on-premises-steps";

const context = freshTenant("onPremises");
const { invoke } = context;
const names = async (parameters = {}) =>
  (await invoke("Get-ManagementRoleAssignment", parameters)).objects.map(({ Name }) => Name);
const set = (parameters: object) =>
  invoke("Set-ManagementRoleAssignment", { Identity: "Booking", ...parameters });
const rooms = "OU=Rooms,DC=contoso,DC=com";

/** The names of the recipients that the assignment reaches. */
function reached(name = "Booking"): string[] {
  const { tenant } = context;
  const assignment = storedAssignment(tenant, name);
  if (!assignment) throw new Error(`There is no assignment ${name}.`);
  const scopes = tenant.store.managementScopes.all();
  return tenant.store.recipients
    .filter((recipient) => reaches(tenant, assignment, recipient, scopes))
    .map((recipient) => recipient.name);
}

describe("whom a role is given to", () => {
  it.each([
    "CONTOSO\\svc-legacy",
    "contoso\\SVC-LEGACY",
    "svc-legacy",
    "svc-legacy@contoso.com",
    "Legacy Booking",
    "contoso.com/Service Accounts/Legacy Booking",
    "CN=Legacy Booking,OU=Service Accounts,DC=contoso,DC=com",
  ])("may be a person without a mailbox, called %s", async (User) => {
    const assignment = await grantImpersonation(context, { User });
    expect(assignment).toMatchObject({ RoleAssigneeType: "User", RoleAssigneeName: legacy.name });
    expect(await names({ RoleAssignee: User })).toEqual(["Booking"]);
  });

  it.each([
    ["Booking Operators", "SecurityGroup", "contoso.com/Users/Booking Operators"],
    ["CONTOSO\\workplace-team", "SecurityGroup", "contoso.com/Users/Workplace Team"],
    ["CONTOSO\\Help Desk", "RoleGroup", "contoso.com/Microsoft Exchange Security Groups/Help Desk"],
  ])("may be the group %s", async (SecurityGroup, RoleAssigneeType, RoleAssignee) => {
    expect(await grantImpersonation(context, { SecurityGroup })).toMatchObject({
      RoleAssigneeType,
      RoleAssignee,
      User: RoleAssignee,
      EffectiveUserName: "All Group Members",
    });
  });

  it("is no distribution group, and nobody who is not there", async () => {
    for (const assignee of [{ SecurityGroup: "Seattle Rooms" }, { User: "CONTOSO\\nobody" }]) {
      const answer = await invoke("New-ManagementRoleAssignment", { Role: impersonation, ...assignee });
      refused(answer, 404, exceptions.notFound);
    }
  });

  it("shows person by person, through groups in groups", async () => {
    await invoke("New-RoleGroup", { Name: "Inner", Members: ["booking-operators", "svc-legacy"] });
    await invoke("New-RoleGroup", { Name: "Outer", Members: ["Inner"] });
    await grantImpersonation(context, { SecurityGroup: "Outer" });
    const { objects } = await invoke("Get-ManagementRoleAssignment", {
      Role: impersonation,
      Delegating: false,
      GetEffectiveUsers: true,
    });
    expect(objects.map(({ Name, EffectiveUserName }) => [Name, EffectiveUserName])).toEqual([
      ["Booking", "Isaiah Langer"],
      ["Booking", "Legacy Booking"],
    ]);
    expect(await names({ RoleAssignee: legacy.username, Role: impersonation })).toEqual(["Booking"]);
  });
});

describe("a role derived from ApplicationImpersonation", () => {
  it("has its type and scopes, and is assigned like it", async () => {
    const { objects } = await invoke("New-ManagementRole", {
      Name: "Room Impersonation",
      Parent: impersonation,
    });
    expect(objects[0]).toMatchObject({
      RoleType: impersonation,
      Parent: impersonation,
      IsRootRole: false,
      ImplicitRecipientWriteScope: "Organization",
      ImplicitConfigWriteScope: "None",
      OrganizationId: "",
    });
    await addScope(context);
    const grant = { Role: "Room Impersonation", CustomRecipientWriteScope: "Rooms" };
    expect((await grantImpersonation(context, grant)).Role).toBe("Room Impersonation");
    expect(await names({ Role: impersonation, Delegating: false })).toEqual([
      "ApplicationImpersonation-Hygiene Management",
    ]);
    const found = (await invoke("Get-ManagementRole", { RoleType: impersonation })).objects;
    expect(found.map(({ Name }) => Name)).toEqual([impersonation, "Room Impersonation"]);
  });
});

describe("the scope of an organisational unit", () => {
  it.each(["Rooms", "contoso.com/Rooms", "CONTOSO.COM/rooms/", "OU=Rooms,DC=contoso,DC=com"])(
    "may be called %s",
    async (RecipientOrganizationalUnitScope) => {
      const assignment = await grantImpersonation(context, { RecipientOrganizationalUnitScope });
      expect(assignment.RecipientWriteScope).toBe("OU");
      expect(storedAssignment(context.tenant, "Booking")?.scope).toEqual({
        kind: "organizationalUnit",
        distinguishedName: rooms,
      });
      expect(reached()).toContain("Board Room");
      expect(reached()).not.toContain("Megan Bowen");
    },
  );

  it("may be named by its Guid, a container, or the whole domain", async () => {
    const unit = context.tenant.store.organizationalUnits.find(({ name }) => name === "Rooms");
    await grantImpersonation(context, { RecipientOrganizationalUnitScope: unit?.guid });
    expect(reached()).not.toContain("Megan Bowen");
    await set({ RecipientOrganizationalUnitScope: "contoso.com/Users" });
    expect(reached()).toContain("Megan Bowen");
    expect(reached()).not.toContain("Board Room");
    await set({ RecipientOrganizationalUnitScope: "contoso.com" });
    expect(reached()).toEqual(expect.arrayContaining(["Board Room", "Megan Bowen", legacy.name]));
  });

  it("is not found when there is no such unit, and nothing is left behind", async () => {
    const grant = { Role: impersonation, User: legacy.username, RecipientOrganizationalUnitScope: "Nowhere" };
    const before = context.tenant.store.state();
    refused(await invoke("New-ManagementRoleAssignment", grant), 404, exceptions.notFound);
    expect(context.tenant.store.state()).toEqual(before);
  });

  it("is what lists are narrowed by, and takes the place of another kind of scope", async () => {
    await addScope(context);
    await grantImpersonation(context, { CustomRecipientWriteScope: "Rooms" });
    expect(await names({ RecipientOrganizationalUnitScope: "Rooms" })).toEqual([]);
    expect((await set({ RecipientOrganizationalUnitScope: "Rooms" })).status).toBe(200);
    expect(await names({ RecipientOrganizationalUnitScope: "contoso.com/rooms" })).toEqual(["Booking"]);
    expect(await names({ RecipientOrganizationalUnitScope: "contoso.com/Users" })).toEqual([]);
    expect(await names({ RecipientWriteScope: "OU" })).toEqual(["Booking"]);
    expect(await names({ CustomRecipientWriteScope: "Rooms" })).toEqual([]);
    expect(await names({ WritableRecipient: "boardroom", Role: impersonation, Delegating: false })).toEqual([
      "ApplicationImpersonation-Hygiene Management",
      "Booking",
    ]);
    expect(await names({ WritableRecipient: "megan.bowen", Role: impersonation, Delegating: false })).toEqual(
      ["ApplicationImpersonation-Hygiene Management"],
    );
    expect((await set({ RecipientOrganizationalUnitScope: null })).status).toBe(200);
    expect(storedAssignment(context.tenant, "Booking")?.scope).toEqual({ kind: "implicit" });
  });

  it("does not go together with a management scope", async () => {
    await addScope(context);
    const both = { CustomRecipientWriteScope: "Rooms", RecipientOrganizationalUnitScope: "Rooms" };
    const grant = { Role: impersonation, User: legacy.username };
    refused(await invoke("New-ManagementRoleAssignment", { ...grant, ...both }), 400);
    refused(await invoke("New-RoleGroup", { Name: "Desk", Roles: [impersonation], ...both }), 400);
  });
});

describe("a recipient root", () => {
  it("is an organisational unit below which the filter holds", async () => {
    const any = "Alias -ne 'nobody'";
    await addScope(context, "Below", any, { RecipientRoot: "Rooms" });
    await grantImpersonation(context, { CustomRecipientWriteScope: "Below" });
    expect(reached()).toContain("Board Room");
    expect(reached()).not.toContain("Megan Bowen");
    await invoke("Set-ManagementScope", { Identity: "Below", RecipientRoot: "contoso.com/Users" });
    expect(storedScope(context.tenant, "Below")?.recipientRoot).toBe("CN=Users,DC=contoso,DC=com");
    expect(reached()).toContain("Megan Bowen");
  });
});

describe("a scope of servers or databases", () => {
  it("is made on-premises, is of its kind, and holds no recipient", async () => {
    await addServerScope(context);
    const database = { Name: "Databases", DatabaseRestrictionFilter: "Name -eq 'DB1'" };
    expect((await invoke("New-ManagementScope", database)).objects[0]).toMatchObject({
      ScopeRestrictionType: "DatabaseScope",
      DatabaseFilter: "Name -eq 'DB1'",
      RecipientFilter: "",
    });
    expect((await invoke("Get-ManagementScope", { Identity: "Servers" })).objects[0]).toMatchObject({
      ScopeRestrictionType: "ServerScope",
      ServerFilter: "Name -like 'EX*'",
      RecipientFilter: "",
      RecipientRoot: null,
      Exclusive: false,
    });
    context.tenant.behaviours.set("scope-kind-fits-parameter", "alternative");
    await grantImpersonation(context, { CustomRecipientWriteScope: "Servers" });
    expect(reached()).toEqual([]);
  });

  it("changes its filter and not its kind", async () => {
    await addServerScope(context);
    await addScope(context);
    const changes = { Identity: "Servers", ServerRestrictionFilter: "Name -eq 'EX1'" };
    expect((await invoke("Set-ManagementScope", changes)).status).toBe(200);
    expect(storedScope(context.tenant, "Servers")?.serverFilter).toBe("Name -eq 'EX1'");
    for (const parameters of [
      { Identity: "Servers", RecipientRestrictionFilter: "Name -eq 'EX1'" },
      { Identity: "Rooms", ServerRestrictionFilter: "Name -eq 'EX1'" },
      { Identity: "Servers", DatabaseRestrictionFilter: "Name -eq 'EX1'" },
    ]) {
      refused(await invoke("Set-ManagementScope", parameters), 400, exceptions.argument);
    }
    refused(await invoke("New-ManagementScope", { ...changes, Name: "More", Identity: undefined }), 400);
    refused(
      await invoke("New-ManagementScope", { Name: "List", ServerList: ["EX1"] }),
      400,
      "System.NotSupportedException",
    );
  });

  it("is the configuration scope of an assignment, and cannot be removed as long", async () => {
    await addServerScope(context);
    await addScope(context);
    const grant = { Name: "Servers", Role: "Exchange Servers", User: legacy.username };
    const { objects } = await invoke("New-ManagementRoleAssignment", {
      ...grant,
      CustomConfigWriteScope: "Servers",
      CustomRecipientWriteScope: "Rooms",
    });
    expect(objects[0]).toMatchObject({
      ConfigWriteScope: "CustomConfigScope",
      CustomConfigWriteScope: "Servers",
      CustomRecipientWriteScope: "Rooms",
    });
    expect(await names({ CustomConfigWriteScope: "Servers" })).toEqual(["Servers"]);
    expect(await names({ ConfigWriteScope: "CustomConfigScope" })).toEqual(["Servers"]);
    expect(await names({ ExclusiveConfigWriteScope: "Servers" })).toEqual([]);
    const removal = { Identity: "Servers" };
    refused(await invoke("Remove-ManagementScope", removal), 400, exceptions.invalidOperation);
    expect((await set({ Identity: "Servers", CustomConfigWriteScope: null })).status).toBe(200);
    expect(storedAssignment(context.tenant, "Servers")).toMatchObject({
      configScope: null,
      scope: { kind: "managementScope" },
    });
    expect((await invoke("Remove-ManagementScope", removal)).status).toBe(200);
  });

  it("is exclusive or not, as the parameter says", async () => {
    await addServerScope(context, { Exclusive: true, Force: true });
    const grant = { Name: "Servers", Role: "Exchange Servers", User: legacy.username };
    const regular = { ...grant, CustomConfigWriteScope: "Servers" };
    refused(await invoke("New-ManagementRoleAssignment", regular), 400, exceptions.argument);
    const exclusive = { ...grant, ExclusiveConfigWriteScope: "Servers" };
    expect((await invoke("New-ManagementRoleAssignment", exclusive)).objects[0]).toMatchObject({
      ConfigWriteScope: "ExclusiveConfigScope",
      CustomConfigWriteScope: "Servers",
    });
    expect(await names({ Exclusive: true })).toEqual(["Servers"]);
    expect(await names({ ExclusiveConfigWriteScope: "Servers" })).toEqual(["Servers"]);
  });

  it("is left out with a warning where the role's own configuration scope is narrower", async () => {
    await addServerScope(context);
    const grant = { Name: "Booking", Role: impersonation, User: legacy.username };
    const answer = await invoke("New-ManagementRoleAssignment", {
      ...grant,
      CustomConfigWriteScope: "Servers",
    });
    expect(answer.warnings).toHaveLength(1);
    expect(answer.objects[0]).toMatchObject({ ConfigWriteScope: "None", CustomConfigWriteScope: null });
  });
});
