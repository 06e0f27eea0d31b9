import { describe, expect, it } from "vitest";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { addScope, exceptions, refused } from "../rows/cmdlet-steps";
import { impersonation, legacy } from "../rows/on-premises-steps";
import { assignmentsOf, storedGroup } from "../rows/role-group-steps";

const context = freshTenant("onPremises");
const { invoke } = context;
const group = async (name = "Desk") => (await invoke("Get-RoleGroup", { Identity: name })).objects[0];
const securityGroups = "contoso.com/Microsoft Exchange Security Groups";

describe("New-RoleGroup on-premises", () => {
  it("gives every assignment that it makes the management scope", async () => {
    await addScope(context);
    const { objects } = await invoke("New-RoleGroup", {
      Name: impersonation,
      Roles: [impersonation, "Mail Recipients"],
      Members: [legacy.username],
      CustomRecipientWriteScope: "Rooms",
    });
    expect(objects[0]).toMatchObject({
      Roles: [impersonation, "Mail Recipients"],
      Members: [legacy.canonicalName],
      RoleAssignments: [`${impersonation}-${impersonation}`, `Mail Recipients-${impersonation}`],
    });
    const scope = context.tenant.store.managementScopes.by("name", "Rooms")?.guid;
    expect(assignmentsOf(context.tenant, impersonation).map((each) => each.scope)).toEqual([
      { kind: "managementScope", guid: scope },
      { kind: "managementScope", guid: scope },
    ]);
  });

  it("gives them an organisational unit, or a scope of servers", async () => {
    await invoke("New-ManagementScope", { Name: "Servers", ServerRestrictionFilter: "Name -like 'EX*'" });
    await invoke("New-RoleGroup", {
      Name: "Desk",
      Roles: ["Mail Recipients"],
      RecipientOrganizationalUnitScope: "contoso.com/Rooms",
      CustomConfigWriteScope: "Servers",
    });
    const servers = context.tenant.store.managementScopes.by("name", "Servers")?.guid;
    expect(assignmentsOf(context.tenant)).toMatchObject([
      {
        scope: { kind: "organizationalUnit", distinguishedName: "OU=Rooms,DC=contoso,DC=com" },
        configScope: { guid: servers, exclusive: false },
      },
    ]);
  });

  it("leaves nothing behind when its scope is not there", async () => {
    const before = context.tenant.store.state();
    for (const scope of [
      { CustomRecipientWriteScope: "None" },
      { RecipientOrganizationalUnitScope: "None" },
    ]) {
      const answer = await invoke("New-RoleGroup", { Name: "Desk", Roles: [impersonation], ...scope });
      refused(answer, 404, exceptions.notFound);
    }
    expect(context.tenant.store.state()).toEqual(before);
  });

  it("takes a SamAccountName, which nobody else in the domain may have", async () => {
    await invoke("New-RoleGroup", { Name: "Desk", SamAccountName: "front_desk" });
    expect((await group("CONTOSO\\front_desk"))?.SamAccountName).toBe("front_desk");
    for (const SamAccountName of ["viewer", "FRONT_DESK", "bookable-rooms"]) {
      const answer = await invoke("New-RoleGroup", { Name: "More", SamAccountName });
      refused(answer, 400, exceptions.alreadyExists);
    }
    for (const SamAccountName of ["x".repeat(21), "a/b", ""])
      refused(await invoke("New-RoleGroup", { Name: "More", SamAccountName }), 400);
    await invoke("New-RoleGroup", { Name: "viewer" });
    expect((await group(`${securityGroups}/viewer`))?.SamAccountName).toBe("viewer-1");
  });

  it("refuses what it does not play, and names that are taken", async () => {
    const linked = { LinkedForeignGroup: "Group", LinkedDomainController: "dc.fabrikam.com" };
    refused(await invoke("New-RoleGroup", { Name: "Desk", ...linked }), 400, "System.NotSupportedException");
    refused(await invoke("New-RoleGroup", { Name: "help desk" }), 400, exceptions.alreadyExists);
    expect(storedGroup(context.tenant)).toBeUndefined();
  });
});

describe("members on-premises", () => {
  it("are people with a mailbox or without, security groups and role groups, and no lists", async () => {
    await invoke("New-RoleGroup", { Name: "Desk" });
    for (const Member of [legacy.username, "megan.bowen", "Booking Operators", "CONTOSO\\Help Desk"]) {
      const added = await invoke("Add-RoleGroupMember", { Identity: "Desk", Member });
      expect([Member, added.error]).toEqual([Member, undefined]);
    }
    refused(await invoke("Add-RoleGroupMember", { Identity: "Desk", Member: "Seattle Rooms" }), 400);
    const { objects } = await invoke("Get-RoleGroupMember", { Identity: "Desk" });
    expect(objects.map(({ Name, RecipientType, Identity }) => [Name, RecipientType, Identity])).toEqual([
      [legacy.name, "User", legacy.canonicalName],
      ["Megan Bowen", "UserMailbox", "contoso.com/Users/Megan Bowen"],
      ["Booking Operators", "Group", "contoso.com/Users/Booking Operators"],
      ["Help Desk", "Group", `${securityGroups}/Help Desk`],
    ]);
    expect((await group())?.Members).toEqual(objects.map(({ Identity }) => Identity));
  });

  it("are changed by hashtable and replaced by list", async () => {
    await invoke("New-RoleGroup", { Name: "Desk", Members: [legacy.username] });
    const type = { "@odata.type": "#Exchange.GenericHashTable" };
    const change = { ...type, Add: ["CONTOSO\\viewer"], Remove: [legacy.canonicalName] };
    await invoke("Update-RoleGroupMember", { Identity: "Desk", Members: change });
    expect((await group())?.Members).toEqual(["contoso.com/Service Accounts/Viewer"]);
    await invoke("Update-RoleGroupMember", { Identity: "Desk", Members: [legacy.username] });
    expect((await group())?.Members).toEqual([legacy.canonicalName]);
    await invoke("Remove-RoleGroupMember", { Identity: "Desk", Member: legacy.username });
    expect((await group())?.Members).toEqual([]);
  });
});

describe("built-in role groups on-premises", () => {
  it("cannot be removed, those that only a server has neither", async () => {
    for (const Identity of ["Hygiene Management", "Server Management", "Delegated Setup"])
      refused(await invoke("Remove-RoleGroup", { Identity }), 400, exceptions.invalidOperation);
  });

  it("take members like others: Hygiene Management is a way to ApplicationImpersonation", async () => {
    await invoke("Add-RoleGroupMember", { Identity: "Hygiene Management", Member: legacy.username });
    const { objects } = await invoke("Get-ManagementRoleAssignment", {
      RoleAssignee: legacy.username,
      Role: impersonation,
    });
    expect(objects.map(({ Name, AssignmentMethod }) => [Name, AssignmentMethod])).toEqual([
      [`${impersonation}-Hygiene Management`, "RoleGroup"],
    ]);
  });
});

describe("ResultSize", () => {
  it("limits role groups and members, and warns of the rest", async () => {
    await invoke("New-RoleGroup", { Name: "Desk", Members: [legacy.username, "megan.bowen"] });
    const some = await invoke("Get-RoleGroup", { ResultSize: 3 });
    expect([some.objects.length, some.warnings.length]).toEqual([3, 1]);
    const all = await invoke("Get-RoleGroup", { ResultSize: "unlimited" });
    expect([all.objects.length, all.warnings.length]).toEqual([12, 0]);
    const one = await invoke("Get-RoleGroupMember", { Identity: "Desk", ResultSize: 1 });
    expect([one.objects.length, one.warnings.length]).toEqual([1, 1]);
  });

  it("is 1000 unless told otherwise", async () => {
    const { recipients } = context.tenant.store;
    const like = recipients.by("logonName", "CONTOSO\\boardroom");
    if (!like) throw new Error("The seed has no boardroom.");
    for (let number = 0; number < 1000; number += 1) {
      const hex = number.toString(16).padStart(12, "0");
      recipients.insert({
        ...like,
        guid: `00000000-0000-4000-8000-${hex}`,
        name: `Room ${number}`,
        distinguishedName: `CN=Room ${number},OU=Rooms,DC=contoso,DC=com`,
        primarySmtpAddress: `room${number}@contoso.com`,
        logonName: `CONTOSO\\room${number}`,
      });
    }
    const prefer = { headers: { Prefer: "odata.maxpagesize=5000" } };
    const some = await invoke("Get-Mailbox", {}, prefer);
    expect(some.warnings).toHaveLength(1);
    const all = await invoke("Get-Mailbox", { ResultSize: "Unlimited" }, prefer);
    expect(all.warnings).toEqual([]);
  });
});
