import { describe, expect, it } from "vitest";
import { exceptions, refused } from "../rows/cmdlet-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const roles = async (parameters = {}) => (await invoke("Get-ManagementRole", parameters)).objects;

describe("Get-ManagementRole", () => {
  it("finds the application roles by pattern, each with its type", async () => {
    const found = new Map(
      (await roles({ Identity: "Application *" })).map(({ Name, RoleType }) => [Name, RoleType]),
    );
    expect(found.get("Application Calendars.ReadWrite")).toBe("ApplicationCalendarsReadWrite");
    expect(found.get("Application EWS.AccessAsApp")).toBe("ApplicationEWSAccessAsApp");
    expect(found.size).toBe(24);
  });

  it("does not find ApplicationImpersonation online", async () => {
    refused(
      await invoke("Get-ManagementRole", { Identity: "ApplicationImpersonation" }),
      404,
      exceptions.notFound,
    );
  });

  it("narrows by role type", async () => {
    expect((await roles({ RoleType: "MailRecipients" })).map(({ Name }) => Name)).toEqual([
      "Mail Recipients",
    ]);
  });

  it("follows children, and their children when asked", async () => {
    const { store } = context.tenant;
    const parent = store.managementRoles.by("name", "Mail Recipients");
    if (!parent) throw new Error("The catalogue has no Mail Recipients.");
    const derive = (name: string, guid: string, from: string) =>
      store.managementRoles.insert({ ...parent, name, guid, parent: from });
    derive("Child", "11111111-1111-4111-8111-111111111111", parent.guid);
    derive("Grandchild", "22222222-2222-4222-8222-222222222222", "11111111-1111-4111-8111-111111111111");
    const names = async (more: object) =>
      (await roles({ Identity: "Mail Recipients", ...more })).map(({ Name }) => Name);
    expect(await names({ GetChildren: true })).toEqual(["Child"]);
    expect(await names({ Recurse: true })).toEqual(["Mail Recipients", "Child", "Grandchild"]);
  });

  it("says so when it is asked for what it does not play", async () => {
    refused(
      await invoke("Get-ManagementRole", { Script: "Anything.ps1" }),
      400,
      "System.NotSupportedException",
    );
  });

  it("finds the roles that hold a cmdlet with its parameters", async () => {
    const names = async (parameters: object) => (await roles(parameters)).map(({ Name }) => Name);
    expect(await names({ Cmdlet: "new-rolegroup" })).toEqual(["Role Management"]);
    const scoped = { Cmdlet: "New-ManagementRoleAssignment", CmdletParameters: ["CustomResourceScope"] };
    expect(await names(scoped)).toEqual(["Role Management"]);
    expect(await names({ Cmdlet: "New-ManagementRoleAssignment", CmdletParameters: ["Nothing"] })).toEqual(
      [],
    );
  });
});

describe("Get-ManagementRoleEntry", () => {
  const entries = async (Identity: string, more = {}) =>
    (await invoke("Get-ManagementRoleEntry", { Identity, ...more })).objects;

  it("says with which parameters a role holds a cmdlet", async () => {
    const [entry] = await entries("*\\New-ManagementRoleAssignment");
    expect(entry).toMatchObject({
      Identity: "Role Management\\New-ManagementRoleAssignment",
      Name: "New-ManagementRoleAssignment",
      Role: "Role Management",
      Type: "Cmdlet",
    });
    expect(entry?.Parameters).toEqual(expect.arrayContaining(["App", "CustomResourceScope", "Force"]));
    expect(entry?.Parameters).not.toContain("DomainController");
  });

  it("narrows by parameters and by kind", async () => {
    const found = await entries("Role Management\\*", { Parameters: ["CustomResource*"] });
    expect(found.map(({ Name }) => Name)).toEqual([
      "New-ManagementRoleAssignment",
      "Set-ManagementRoleAssignment",
    ]);
    expect(await entries("Role Management\\*", { Type: "Script" })).toEqual([]);
  });

  it("leaves out the switch that the session does not have", async () => {
    const identity = "Role Management\\Add-RoleGroupMember";
    expect((await entries(identity))[0]?.Parameters).toContain("BypassSecurityGroupManagerCheck");
    context.tenant.behaviours.set("bypass-switch-for-single-members", "alternative");
    expect((await entries(identity))[0]?.Parameters).not.toContain("BypassSecurityGroupManagerCheck");
  });

  it("does not find what no role holds, and nothing of a role that is for applications", async () => {
    const missing = await invoke("Get-ManagementRoleEntry", { Identity: "Mail Tips\\New-RoleGroup" });
    refused(missing, 404, exceptions.notFound);
    expect(await entries("Application Mail.Read\\*")).toEqual([]);
    refused(await invoke("Get-ManagementRoleEntry", { Identity: "New-RoleGroup" }), 400);
  });
});

describe("New-ManagementRole and Remove-ManagementRole", () => {
  const stored = (name: string) => context.tenant.store.managementRoles.by("name", name);

  it("derive a role of the same type and scopes, which whoever may delegate the parent may assign", async () => {
    const child = {
      Name: "Desk Recipients",
      Parent: "mail recipients",
      Description: "For the desk",
      Force: true,
    };
    const { objects } = await invoke("New-ManagementRole", child);
    expect(objects).toEqual(await roles({ Identity: "Desk Recipients" }));
    expect(objects[0]).toMatchObject({
      RoleType: "MailRecipients",
      Parent: "Mail Recipients",
      Description: "For the desk",
      IsRootRole: false,
      ImplicitRecipientWriteScope: "Organization",
    });
    expect(stored("Desk Recipients")?.distinguishedName).toMatch(
      /^CN=Desk Recipients,CN=Mail Recipients,CN=Roles,/,
    );
    const grant = { Name: "Desk", Role: "Desk Recipients", SecurityGroup: "Workplace Team" };
    expect((await invoke("New-ManagementRoleAssignment", grant)).objects[0]?.Role).toBe("Desk Recipients");
  });

  it("leave a role with the cmdlets that were asked for, of those that its parent has", async () => {
    const cmdlets = async (role: string) =>
      (await invoke("Get-ManagementRoleEntry", { Identity: `${role}\\*` })).objects.map(({ Name }) => Name);
    const child = { Name: "Child", Parent: "Mail Recipients" };
    await invoke("New-ManagementRole", { ...child, EnabledCmdlets: ["Set-Mailbox", "New-RoleGroup"] });
    await invoke("New-ManagementRole", { Name: "Grandchild", Parent: "Child" });
    await invoke("New-ManagementRole", { ...child, Name: "Sibling" });
    expect(await cmdlets("Child")).toEqual(["Set-Mailbox"]);
    expect(await cmdlets("Grandchild")).toEqual(["Set-Mailbox"]);
    expect(await cmdlets("Sibling")).toEqual(await cmdlets("Mail Recipients"));
  });

  it("refuse a name that is taken or too long, and a parent that is not there", async () => {
    const before = context.tenant.store.state();
    const child = { Name: "Child", Parent: "Mail Recipients" };
    refused(
      await invoke("New-ManagementRole", { ...child, Name: "mail tips" }),
      400,
      exceptions.alreadyExists,
    );
    refused(await invoke("New-ManagementRole", { ...child, Name: "x".repeat(65) }), 400);
    for (const Parent of ["Nothing", "ApplicationImpersonation"]) {
      refused(await invoke("New-ManagementRole", { ...child, Parent }), 404, exceptions.notFound);
    }
    expect(context.tenant.store.state()).toEqual(before);
  });

  it("take children away with their parent only when told to", async () => {
    for (const [Name, Parent] of [
      ["Child", "Mail Recipients"],
      ["Grandchild", "Child"],
    ]) {
      expect((await invoke("New-ManagementRole", { Name, Parent })).error).toBeUndefined();
    }
    refused(await invoke("Remove-ManagementRole", { Identity: "Child" }), 400, exceptions.invalidOperation);
    const removal = { Identity: stored("Child")?.guid, Recurse: true, Confirm: false };
    expect((await invoke("Remove-ManagementRole", removal)).status).toBe(200);
    expect([stored("Child"), stored("Grandchild")]).toEqual([undefined, undefined]);
    refused(await invoke("Remove-ManagementRole", { Identity: "Child" }), 404, exceptions.notFound);
  });

  it("wait for the organisation's customisation like other changes", async () => {
    context.tenant.store.organization.update({ hydration: { enabled: false, enabledAt: null } });
    const child = { Name: "Child", Parent: "Mail Recipients" };
    refused(await invoke("New-ManagementRole", child), 400, exceptions.dehydrated);
    refused(await invoke("Remove-ManagementRole", { Identity: "Child" }), 400, exceptions.dehydrated);
  });
});
