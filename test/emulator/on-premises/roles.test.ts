import { describe, expect, it } from "vitest";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { addScope, exceptions, refused } from "../rows/cmdlet-steps";
import { grantImpersonation, impersonation, legacy, viewer } from "../rows/on-premises-steps";

const context = freshTenant("onPremises");
const { invoke } = context;
const names = async (cmdlet: string, parameters = {}) =>
  (await invoke(cmdlet, parameters)).objects.map(({ Name }) => Name);
const securityGroups = "contoso.com/Microsoft Exchange Security Groups";

describe("the roles of an organisation on-premises", () => {
  it("have ApplicationImpersonation, with the documented scopes and no cmdlet", async () => {
    expect((await invoke("Get-ManagementRole", { Identity: impersonation })).objects[0]).toMatchObject({
      RoleType: impersonation,
      IsRootRole: true,
      IsEndUserRole: false,
      ImplicitRecipientReadScope: "Organization",
      ImplicitRecipientWriteScope: "Organization",
      ImplicitConfigReadScope: "None",
      ImplicitConfigWriteScope: "None",
    });
    expect(await names("Get-ManagementRoleEntry", { Identity: `${impersonation}\\*` })).toEqual([]);
  });

  it("have nothing for applications of Entra, and no cmdlet of the cloud's", async () => {
    expect(await names("Get-ManagementRole", { Identity: "Application *" })).toEqual([]);
    const entries = await names("Get-ManagementRoleEntry", { Identity: "Role Management\\*" });
    expect(entries).toContain("New-ManagementRoleAssignment");
    expect(entries.filter((name) => String(name).includes("ServicePrincipal"))).toEqual([]);
    const [entry] = (
      await invoke("Get-ManagementRoleEntry", { Identity: "Role Management\\New-ManagementRoleAssignment" })
    ).objects;
    expect(entry?.Parameters).toContain("DomainController");
    for (const name of ["App", "CustomResourceScope", "RecipientGroupScope", "Force"])
      expect(entry?.Parameters).not.toContain(name);
  });

  it("are held by the documented groups from the first day", async () => {
    const { objects } = await invoke("Get-ManagementRoleAssignment", { Role: impersonation });
    const line = ({
      Name,
      RoleAssigneeName,
      RoleAssignmentDelegationType,
      RecipientWriteScope,
    }: (typeof objects)[0]) => [Name, RoleAssigneeName, RoleAssignmentDelegationType, RecipientWriteScope];
    expect(objects.map(line).sort()).toEqual([
      ["ApplicationImpersonation-Hygiene Management", "Hygiene Management", "Regular", "Organization"],
      [
        "ApplicationImpersonation-Organization Management-Delegating",
        "Organization Management",
        "DelegatingOrgWide",
        "Organization",
      ],
    ]);
    const roles = await names("Get-ManagementRole");
    const delegated = await names("Get-ManagementRoleAssignment", { Delegating: true });
    expect(delegated).toHaveLength(roles.length);
    const [server] = (await invoke("Get-RoleGroup", { Identity: "Server Management" })).objects;
    expect(server?.Roles).toContain("Exchange Servers");
    expect(await names("Get-RoleGroup", { Identity: "TenantAdmins*" })).toEqual([]);
  });
});

describe("objects on-premises", () => {
  it("look as they were captured: an assignment", async () => {
    const assignment = await grantImpersonation(context);
    expect(assignment).toMatchObject({
      Identity: "Booking",
      Id: "Booking",
      Name: "Booking",
      DataObject: "Booking",
      AssignmentMethod: "Direct",
      RoleAssigneeType: "User",
      Role: impersonation,
      RoleAssignmentDelegationType: "Regular",
      RecipientReadScope: "Organization",
      ConfigReadScope: "None",
      RecipientWriteScope: "Organization",
      ConfigWriteScope: "None",
      CustomRecipientWriteScope: null,
      CustomConfigWriteScope: null,
      Enabled: true,
      ExchangeVersion: "0.11 (14.0.550.0)",
      ObjectCategory: "contoso.com/Configuration/Schema/ms-Exch-Role-Assignment",
      ObjectClass: ["top", "msExchRoleAssignment"],
      OrganizationId: "",
      DistinguishedName:
        "CN=Booking,CN=Role Assignments,CN=RBAC,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=com",
    });
    for (const name of ["ExchangeObjectId", "OrganizationalUnitRoot", "CustomResourceScope", "App"])
      expect(assignment).not.toHaveProperty(name);
  });

  it("look as they were captured: a role group", async () => {
    const { objects } = await invoke("New-RoleGroup", { Name: "cert users", Members: "administrator" });
    expect(objects[0]).toMatchObject({
      Identity: `${securityGroups}/cert users`,
      Id: `${securityGroups}/cert users`,
      Name: "cert users",
      SamAccountName: "cert users",
      RoleGroupType: "Standard",
      ExternalDirectoryObjectId: "",
      ExchangeVersion: "0.10 (14.0.100.0)",
      DistinguishedName: "CN=cert users,OU=Microsoft Exchange Security Groups,DC=contoso,DC=com",
      ObjectCategory: "contoso.com/Configuration/Schema/Group",
      OrganizationId: "",
    });
    for (const name of ["ExchangeObjectId", "OrganizationalUnitRoot", "WellKnownObject"])
      expect(objects[0]).not.toHaveProperty(name);
    for (const Identity of [`${securityGroups}/cert users`, objects[0]?.DistinguishedName, objects[0]?.Guid])
      expect(await names("Get-RoleGroup", { Identity })).toEqual(["cert users"]);
  });

  it("keep their place when they are renamed", async () => {
    await invoke("New-RoleGroup", { Name: "Desk" });
    expect((await invoke("Set-RoleGroup", { Identity: "Desk", Name: "Front Desk" })).status).toBe(200);
    const [group] = (await invoke("Get-RoleGroup", { Identity: "Front Desk" })).objects;
    expect(group?.DistinguishedName).toBe(
      "CN=Front Desk,OU=Microsoft Exchange Security Groups,DC=contoso,DC=com",
    );
  });
});

describe("what a server does not have", () => {
  it.each([
    ["New-ManagementRoleAssignment", { App: "x" }],
    ["New-ManagementRoleAssignment", { User: legacy.username, CustomResourceScope: "Rooms" }],
    ["New-ManagementRoleAssignment", { User: legacy.username, RecipientGroupScope: "Bookable Rooms" }],
    ["New-ManagementRoleAssignment", { User: legacy.username, Force: true }],
    ["Set-ManagementRoleAssignment", { Identity: "Booking", Enabled: false, Force: true }],
    ["Remove-ManagementRoleAssignment", { Identity: "Booking", Force: true }],
    ["Set-ManagementScope", { Identity: "Rooms", Name: "More", Force: true }],
    ["Remove-ManagementScope", { Identity: "Rooms", Force: true }],
    ["New-RoleGroup", { Name: "Desk", Force: true }],
    ["Set-RoleGroup", { Identity: "Desk", Description: "x", Force: true }],
    ["Remove-RoleGroup", { Identity: "Desk", Force: true }],
    ["New-ManagementRole", { Name: "Child", Parent: impersonation, Force: true }],
    ["Remove-ManagementRole", { Identity: "Child", Force: true }],
  ])("is no parameter of %s: %o", async (cmdlet, parameters) => {
    await addScope(context);
    await grantImpersonation(context);
    const before = context.tenant.store.state();
    const role = cmdlet === "New-ManagementRoleAssignment" ? { Role: impersonation } : {};
    refused(
      await invoke(cmdlet, { ...role, ...parameters }),
      400,
      "System.Management.Automation.ParameterBindingException",
    );
    expect(context.tenant.store.state()).toEqual(before);
  });

  it("is an administrative unit, a computer to assign to, a policy", async () => {
    const grant = { Role: impersonation };
    const unit = { ...grant, User: legacy.username, RecipientAdministrativeUnitScope: "Seattle" };
    refused(await invoke("New-ManagementRoleAssignment", unit), 404, exceptions.notFound);
    for (const assignee of [{ Computer: "EX1" }, { Policy: "Default Role Assignment Policy" }]) {
      const answer = await invoke("New-ManagementRoleAssignment", { ...grant, ...assignee });
      refused(answer, 400, "System.NotSupportedException");
    }
  });

  it("but Force is there for a new scope, and DomainController for everything", async () => {
    const pinned = { DomainController: "dc1.contoso.com" };
    await addScope(context, "Rooms", undefined, { Force: true, ...pinned });
    await grantImpersonation(context, { CustomRecipientWriteScope: "Rooms", ...pinned });
    await invoke("New-RoleGroup", { Name: "Desk", ...pinned });
    for (const [cmdlet, parameters] of [
      ["Get-ManagementScope", {}],
      ["Set-ManagementScope", { Identity: "Rooms", RecipientRestrictionFilter: "City -eq 'Seattle'" }],
      ["Get-ManagementRoleAssignment", { RoleAssignee: legacy.username }],
      ["Set-ManagementRoleAssignment", { Identity: "Booking", Enabled: false }],
      ["Set-ManagementRoleAssignment", { Identity: "Booking", CustomRecipientWriteScope: null }],
      ["Set-RoleGroup", { Identity: "Desk", Description: "Front" }],
      ["Add-RoleGroupMember", { Identity: "Desk", Member: legacy.username }],
      ["Update-RoleGroupMember", { Identity: "Desk", Members: [] }],
      ["Get-RoleGroupMember", { Identity: "Desk" }],
      ["Get-RoleGroup", { Identity: "Desk" }],
      ["Get-ManagementRole", { Identity: impersonation }],
      ["Remove-ManagementRoleAssignment", { Identity: "Booking" }],
      ["Remove-ManagementScope", { Identity: "Rooms" }],
      ["Remove-RoleGroup", { Identity: "Desk" }],
    ] as const) {
      const answer = await invoke(cmdlet, { ...parameters, ...pinned });
      expect([cmdlet, answer.error]).toEqual([cmdlet, undefined]);
    }
  });
});

describe("who may do what", () => {
  const scope = { Name: "Rooms", RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };
  const as = legacy;

  it("reads with View-Only Organization Management, and changes nothing", async () => {
    for (const cmdlet of [
      "Get-ManagementScope",
      "Get-ManagementRoleAssignment",
      "Get-ManagementRole",
      "Get-RoleGroup",
      "Get-Mailbox",
      "Get-OrganizationConfig",
    ]) {
      expect([cmdlet, (await invoke(cmdlet, {}, { as: viewer })).status]).toEqual([cmdlet, 200]);
    }
    const before = context.tenant.store.state();
    for (const [cmdlet, parameters] of [
      ["New-ManagementScope", scope],
      ["New-RoleGroup", { Name: "Desk" }],
      ["New-ManagementRoleAssignment", { Role: impersonation, User: legacy.username }],
      ["Remove-ManagementRoleAssignment", { Identity: "ApplicationImpersonation-Hygiene Management" }],
      ["Add-RoleGroupMember", { Identity: "Organization Management", Member: "CONTOSO\\viewer" }],
    ] as const) {
      expect([cmdlet, (await invoke(cmdlet, parameters, { as: viewer })).status]).toEqual([cmdlet, 403]);
    }
    expect(context.tenant.store.state()).toEqual(before);
  });

  it.each([
    ["an assignment of its own", { User: legacy.username }],
    ["a role group that a group of its is in", { SecurityGroup: "Outer" }],
    ["a plain security group", { SecurityGroup: "Booking Operators" }],
  ])("follows the roles that come by %s", async (_, assignee) => {
    const { store } = context.tenant;
    expect((await invoke("New-ManagementScope", scope, { as })).status).toBe(403);
    const guid = store.recipients.by("logonName", legacy.username)?.guid ?? "";
    const operators = store.recipients.by("logonName", "CONTOSO\\booking-operators")?.guid ?? "";
    store.groups.update(operators, { members: [guid] });
    await invoke("New-RoleGroup", { Name: "Inner", Members: ["booking-operators"] });
    await invoke("New-RoleGroup", { Name: "Outer", Members: ["Inner"] });
    const grant = { Name: "Managing", Role: "Role Management", ...assignee };
    expect((await invoke("New-ManagementRoleAssignment", grant)).error).toBeUndefined();
    expect((await invoke("New-ManagementScope", scope, { as })).error).toBeUndefined();
    await invoke("Set-ManagementRoleAssignment", { Identity: "Managing", Enabled: false });
    expect((await invoke("Get-ManagementScope", {}, { as })).status).toBe(403);
  });

  it("gives nobody cmdlets by ApplicationImpersonation", async () => {
    await grantImpersonation(context);
    expect((await invoke("Get-Mailbox", {}, { as })).status).toBe(403);
  });

  it("lets only those give a role away who hold it to delegate, unscoped", async () => {
    const { store } = context.tenant;
    await addScope(context);
    for (const parameters of [
      { Role: "Role Management", User: legacy.username },
      { Role: impersonation, User: legacy.username, Name: "Own" },
      {
        Role: impersonation,
        User: legacy.username,
        Name: "Giving",
        Delegating: true,
        CustomRecipientWriteScope: "Rooms",
      },
    ]) {
      expect((await invoke("New-ManagementRoleAssignment", parameters)).error).toBeUndefined();
    }
    const grant = { Role: impersonation, User: "CONTOSO\\viewer", Name: "Given" };
    const attempts = () =>
      Promise.all([
        invoke("New-ManagementRoleAssignment", grant, { as }),
        invoke("New-RoleGroup", { Name: "Desk", Roles: [impersonation] }, { as }),
        invoke("Remove-ManagementRoleAssignment", { Identity: "Own" }, { as }),
        invoke("New-ManagementRole", { Name: "Child", Parent: impersonation }, { as }),
      ]);
    const before = store.state();
    for (const answer of await attempts()) {
      refused(answer, 400, exceptions.invalidOperation);
      expect(answer.error?.text).toContain("must be assigned a delegating role assignment");
      expect(answer.error?.text).not.toContain("contoso");
    }
    expect(store.state()).toEqual(before);
    const whole = { Role: impersonation, User: legacy.username, Name: "Giving all", Delegating: true };
    expect((await invoke("New-ManagementRoleAssignment", whole)).error).toBeUndefined();
    for (const answer of await attempts()) expect(answer.error).toBeUndefined();
  });

  it("takes a manager of the group, or who may manage roles and says so, to change a role group", async () => {
    await invoke("New-ManagementRoleAssignment", { Role: "Role Management", User: legacy.username });
    await invoke("New-RoleGroup", { Name: "Desk" });
    const change = { Identity: "Desk", Description: "x" };
    refused(await invoke("Set-RoleGroup", change, { as }), 400);
    const bypass = { ...change, BypassSecurityGroupManagerCheck: true };
    expect((await invoke("Set-RoleGroup", bypass, { as })).status).toBe(200);
    await invoke("Set-RoleGroup", { Identity: "Desk", ManagedBy: [legacy.username] });
    expect((await invoke("Set-RoleGroup", change, { as })).status).toBe(200);
  });
});
