import { describe, expect, it } from "vitest";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { accountNamed, service } from "../rows/on-premises-mailboxes";

const context = freshTenant("onPremises");
const { invoke } = context;

async function created(parameters: Readonly<Record<string, unknown>> = service) {
  const { error, objects } = await invoke("New-Mailbox", parameters);
  expect(error).toBeUndefined();
  return objects[0] ?? {};
}

async function refused(parameters: Readonly<Record<string, unknown>>): Promise<string> {
  const before = context.tenant.store.state();
  const { error } = await invoke("New-Mailbox", parameters);
  expect(context.tenant.store.state()).toEqual(before);
  return error?.type ?? "";
}

describe("New-Mailbox for a person", () => {
  it("makes a user and a mailbox, which reads back as it was answered", async () => {
    const mailbox = await created();
    expect(mailbox).toMatchObject({
      Identity: "contoso.com/Users/Room Service",
      DistinguishedName: "CN=Room Service,CN=Users,DC=contoso,DC=com",
      OrganizationalUnit: "contoso.com/Users",
      DisplayName: "Room Service",
      Alias: "room.service",
      SamAccountName: "room.service",
      UserPrincipalName: "room.service@contoso.com",
      PrimarySmtpAddress: "room.service@contoso.com",
      EmailAddressPolicyEnabled: true,
      RecipientType: "UserMailbox",
      RecipientTypeDetails: "UserMailbox",
      Database: "Mailbox Database 1",
      AccountDisabled: false,
      ResetPasswordOnNextLogon: false,
      ExternalDirectoryObjectId: "",
      OrganizationId: "",
    });
    for (const Identity of [
      "Room Service",
      "room.service",
      "CONTOSO\\room.service",
      "room.service@contoso.com",
      "contoso.com/Users/Room Service",
      String(mailbox.DistinguishedName),
      String(mailbox.Guid),
      String(mailbox.ExchangeGuid),
    ]) {
      expect((await invoke("Get-Mailbox", { Identity })).objects).toEqual([mailbox]);
    }
  });

  it("lets the person log on with that password", async () => {
    await created();
    const as = { username: "room.service@contoso.com", password: service.Password };
    expect((await invoke("Get-Mailbox", {}, { as })).status).toBe(403);
    expect((await invoke("Get-Mailbox", {}, { as: { ...as, password: "other" } })).status).toBe(401);
  });

  it("takes names, a place, a database and an address of one's own", async () => {
    const mailbox = await created({
      ...service,
      Alias: "rooms",
      SamAccountName: "svc-rooms",
      DisplayName: "Rooms & more",
      FirstName: "Room",
      LastName: "Service",
      OrganizationalUnit: "contoso.com/Service Accounts",
      Database: "mailbox database 1",
      PrimarySmtpAddress: "rooms.booking@contoso.com",
      ResetPasswordOnNextLogon: true,
    });
    expect(mailbox).toMatchObject({
      Identity: "contoso.com/Service Accounts/Room Service",
      DistinguishedName: "CN=Room Service,OU=Service Accounts,DC=contoso,DC=com",
      Alias: "rooms",
      SamAccountName: "svc-rooms",
      DisplayName: "Rooms & more",
      FirstName: "Room",
      LastName: "Service",
      PrimarySmtpAddress: "rooms.booking@contoso.com",
      EmailAddressPolicyEnabled: false,
      ResetPasswordOnNextLogon: true,
    });
    expect(accountNamed(context, "svc-rooms")?.mustChangePassword).toBe(true);
  });

  it.each(["Service Accounts", "contoso.com/service accounts", "OU=Service Accounts,DC=contoso,DC=com"])(
    "finds the organisational unit %s",
    async (OrganizationalUnit) => {
      const { DistinguishedName } = await created({ ...service, OrganizationalUnit });
      expect(DistinguishedName).toBe("CN=Room Service,OU=Service Accounts,DC=contoso,DC=com");
    },
  );

  it("needs a password and a UPN", async () => {
    const binding = /^System\.Management\.Automation\.ParameterBinding/;
    expect(await refused({ Name: "Room Service" })).toMatch(binding);
    expect(await refused({ Name: "Room Service", Password: "Br0wn-Fox-Jumps" })).toMatch(binding);
    expect(await refused({ ...service, Password: null })).toMatch(binding);
  });

  it("never shows the password", async () => {
    const { text } = await invoke("New-Mailbox", service);
    expect(text).not.toContain(service.Password);
    expect((await invoke("Get-User", { Identity: "room.service" })).text).not.toContain(service.Password);
  });

  it.each([
    ["short", "aB3!"],
    ["of two kinds", "abcdefgh1234"],
    ["the account's name", "Room.Service-1"],
    ["a part of the display name", "My-service-77"],
  ])("refuses a password that is %s", async (_, Password) => {
    expect(await refused({ ...service, Password })).toMatch(/ADInvalidPasswordException$/);
  });

  it("refuses a unit or a database that is not there", async () => {
    const notFound = /ManagementObjectNotFoundException$/;
    expect(await refused({ ...service, OrganizationalUnit: "contoso.com/Nowhere" })).toMatch(notFound);
    expect(await refused({ ...service, Database: "Mailbox Database 9" })).toMatch(notFound);
  });

  it("refuses the name of an object in the same unit, and takes it in another", async () => {
    await created();
    const again = { ...service, UserPrincipalName: "other@contoso.com" };
    expect(await refused(again)).toBe("Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException");
    const elsewhere = await created({ ...again, OrganizationalUnit: "Service Accounts" });
    expect(elsewhere.Identity).toBe("contoso.com/Service Accounts/Room Service");
    const { error } = await invoke("Get-Mailbox", { Identity: "contoso.com/Users/Room Service" });
    expect(error).toBeUndefined();
  });

  it("refuses the UPN, the SamAccountName, the alias and the address of others, in any case", async () => {
    const task = /RecipientTaskException$/;
    const address = /ProxyAddressExistsException$/;
    expect(await refused({ ...service, UserPrincipalName: "VIEWER@contoso.com" })).toMatch(task);
    expect(await refused({ ...service, SamAccountName: "Bookable-Rooms" })).toMatch(task);
    expect(await refused({ ...service, Alias: "BoardRoom" })).toMatch(address);
    expect(await refused({ ...service, PrimarySmtpAddress: "Adele.Vance@contoso.com" })).toMatch(address);
  });

  it("numbers the names that nobody asked for", async () => {
    const taken = { ...service, UserPrincipalName: "viewer@eu.contoso.com" };
    const same = { ...service, Name: "Another", UserPrincipalName: "boardroom@eu.contoso.com" };
    expect(await created(taken)).toMatchObject({ SamAccountName: "viewer1", Alias: "viewer" });
    expect(await created(same)).toMatchObject({
      SamAccountName: "boardroom1",
      Alias: "boardroom1",
      PrimarySmtpAddress: "boardroom1@contoso.com",
    });
  });

  it.each(["with space", "a..b", ".dot", "a@b", "x".repeat(65)])("refuses the alias %s", async (Alias) => {
    expect(await refused({ ...service, Alias })).toBe("Microsoft.Exchange.Data.DataValidationException");
  });

  it("gives a SID that nobody has had before", async () => {
    await created();
    const sid = accountNamed(context, "room.service")?.sid;
    await invoke("Remove-Mailbox", { Identity: "room.service", Confirm: false });
    await created();
    const again = accountNamed(context, "room.service")?.sid;
    expect([sid, again]).toEqual([
      expect.stringMatching(/^S-1-5-21-[\d-]+$/),
      expect.not.stringMatching(`^${String(sid)}$`),
    ]);
  });

  it("keeps nothing when it is tried with WhatIf", async () => {
    expect(await refused({ ...service, WhatIf: true })).toBe("");
  });

  it("needs a caller whose write scope holds the unit", async () => {
    await invoke("New-RoleGroup", { Name: "Desk" });
    await invoke("New-ManagementRoleAssignment", {
      Role: "Mail Recipient Creation",
      SecurityGroup: "Desk",
      RecipientOrganizationalUnitScope: "contoso.com/Service Accounts",
    });
    await invoke("Add-RoleGroupMember", { Identity: "Desk", Member: "svc-legacy" });
    const as = { username: "CONTOSO\\svc-legacy", password: "Svc-Legacy-2026!" };
    const outside = await invoke("New-Mailbox", service, { as });
    expect(outside.error?.type).toBe("Microsoft.Exchange.Data.Directory.ADScopeException");
    const inside = { ...service, OrganizationalUnit: "Service Accounts" };
    expect((await invoke("New-Mailbox", inside, { as })).error).toBeUndefined();
  });
});

describe("New-Mailbox for what is no person", () => {
  it.each([
    ["Room", "RoomMailbox"],
    ["Equipment", "EquipmentMailbox"],
    ["Shared", "SharedMailbox"],
  ])("makes, with %s, a %s of a disabled account", async (kind, RecipientTypeDetails) => {
    const parameters = { Name: "Tea Kitchen", [kind]: true, OrganizationalUnit: "Rooms" };
    expect(await created(parameters)).toMatchObject({
      Identity: "contoso.com/Rooms/Tea Kitchen",
      Alias: "TeaKitchen",
      UserPrincipalName: "TeaKitchen@contoso.com",
      RecipientTypeDetails,
      AccountDisabled: true,
    });
    const filter = { Filter: `RecipientTypeDetails -eq '${RecipientTypeDetails}' -and Name -like 'Tea*'` };
    expect((await invoke("Get-Recipient", filter)).objects).toHaveLength(1);
  });

  it("enables a room's account that is given a password", async () => {
    const room = { Name: "Tea Kitchen", Room: true, EnableRoomMailboxAccount: true };
    expect(await refused(room)).toBe("System.ArgumentException");
    await created({ ...room, RoomMailboxPassword: "Br0wn-Fox-Jumps" });
    expect(accountNamed(context, "TeaKitchen")).toMatchObject({ enabled: true, password: "Br0wn-Fox-Jumps" });
  });

  it("is one kind at a time", async () => {
    const both = { Name: "Tea Kitchen", Room: true, Shared: true };
    expect(await refused(both)).toBe("System.Management.Automation.ParameterBindingException");
  });

  it("puts question marks into an alias for what it cannot hold", async () => {
    expect(await created({ Name: "Küche (2) – links", Shared: true })).toMatchObject({
      Alias: "Küche?2??links",
    });
  });
});
