import { describe, expect, it } from "vitest";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { accountNamed, service } from "../rows/on-premises-mailboxes";

const context = freshTenant("onPremises");
const { invoke } = context;
const yes = { Confirm: false };

async function one(cmdlet: string, Identity: string): Promise<Record<string, unknown> | undefined> {
  return (await invoke(cmdlet, { Identity })).objects[0];
}

async function done(cmdlet: string, parameters: Readonly<Record<string, unknown>>) {
  const answer = await invoke(cmdlet, parameters);
  expect(answer.error).toBeUndefined();
  return answer.objects[0] ?? {};
}

const grant = { Name: "Grant", Role: "Mail Recipients", User: "adele.vance" };

describe("Enable-Mailbox", () => {
  it("gives a user a mailbox", async () => {
    const before = await one("Get-User", "svc-legacy");
    expect(before).toMatchObject({ RecipientType: "User", RecipientTypeDetails: "User" });
    expect(await one("Get-Mailbox", "svc-legacy")).toBeUndefined();
    expect(await one("Get-Recipient", "svc-legacy")).toBeUndefined();
    expect(await done("Enable-Mailbox", { Identity: "CONTOSO\\svc-legacy" })).toMatchObject({
      Guid: before?.Guid,
      Identity: "contoso.com/Service Accounts/Legacy Booking",
      Alias: "svc-legacy",
      PrimarySmtpAddress: "svc-legacy@contoso.com",
      RecipientTypeDetails: "UserMailbox",
      Database: "Mailbox Database 1",
    });
    expect(await one("Get-User", "svc-legacy")).toMatchObject({ RecipientType: "UserMailbox" });
    expect(accountNamed(context, "svc-legacy")?.password).toBe("Svc-Legacy-2026!");
  });

  it("takes an alias, an address and a display name", async () => {
    const wanted = {
      Identity: "svc-legacy",
      Alias: "legacy",
      DisplayName: "Legacy",
      Database: "Mailbox Database 1",
    };
    expect(await done("Enable-Mailbox", wanted)).toMatchObject({
      Alias: "legacy",
      DisplayName: "Legacy",
      PrimarySmtpAddress: "legacy@contoso.com",
    });
  });

  it("makes a room of a disabled account, and a person's mailbox of an enabled one", async () => {
    const guid = accountNamed(context, "svc-legacy")?.guid ?? "";
    context.tenant.store.accounts.update(guid, { enabled: false });
    expect((await invoke("Enable-Mailbox", { Identity: "svc-legacy" })).error?.type).toMatch(
      /RecipientTaskException$/,
    );
    expect(await done("Enable-Mailbox", { Identity: "svc-legacy", Room: true })).toMatchObject({
      RecipientTypeDetails: "RoomMailbox",
    });
  });

  it("does not find who is not there, or is no user", async () => {
    for (const Identity of ["nobody", "Bookable Rooms"]) {
      expect((await invoke("Enable-Mailbox", { Identity })).error?.type).toMatch(/NotFoundException$/);
    }
  });
});

describe("Disable-Mailbox", () => {
  it("leaves the user, who keeps groups and rights and has no mailbox any more", async () => {
    await done("New-ManagementRoleAssignment", grant);
    await done("Add-RoleGroupMember", { Identity: "Hygiene Management", Member: "adele.vance" });
    await done("Disable-Mailbox", { Identity: "adele.vance", ...yes });
    expect(await one("Get-Mailbox", "Adele Vance")).toBeUndefined();
    expect(await one("Get-Recipient", "Adele Vance")).toBeUndefined();
    expect(await one("Get-User", "CONTOSO\\adele.vance")).toMatchObject({
      RecipientTypeDetails: "User",
      UserPrincipalName: "adele.vance@contoso.com",
      Department: "Retail",
      PrimarySmtpAddress: "",
      AccountDisabled: false,
    });
    expect((await invoke("Get-RoleGroupMember", { Identity: "Hygiene Management" })).objects).toHaveLength(1);
    const { objects } = await invoke("Get-ManagementRoleAssignment", {
      RoleAssignee: "CONTOSO\\adele.vance",
    });
    expect(objects.map(({ Name }) => Name)).toContain("Grant");
  });

  it("frees the alias and the addresses", async () => {
    await done("Disable-Mailbox", { Identity: "adele.vance", ...yes });
    expect(await done("New-Mailbox", { ...service, Alias: "adele.vance" })).toMatchObject({
      PrimarySmtpAddress: "adele.vance@contoso.com",
    });
  });

  it("takes away what Exchange has of the user, and leaves what the directory has", async () => {
    await done("Set-Mailbox", {
      Identity: "adele.vance",
      CustomAttribute1: "x",
      HiddenFromAddressListsEnabled: true,
    });
    await done("Set-User", { Identity: "adele.vance", DisplayName: "Adele V." });
    await done("Add-MailboxPermission", {
      Identity: "adele.vance",
      User: "viewer",
      AccessRights: ["FullAccess"],
    });
    await done("Disable-Mailbox", { Identity: "adele.vance", ...yes });
    const user = await done("Get-User", { Identity: "CONTOSO\\adele.vance" });
    expect(user).not.toHaveProperty("CustomAttribute1");
    expect(user).toMatchObject({
      Title: "Retail Manager",
      DisplayName: "Adele V.",
      HiddenFromAddressListsEnabled: false,
    });
    expect(await done("Enable-Mailbox", { Identity: "CONTOSO\\adele.vance" })).toMatchObject({
      DisplayName: "Adele V.",
    });
    expect((await invoke("Get-MailboxPermission", { Identity: "adele.vance" })).objects).toHaveLength(1);
  });

  it("leaves of a room a disabled user", async () => {
    await done("Disable-Mailbox", { Identity: "boardroom", ...yes });
    expect(await one("Get-User", "Board Room")).toMatchObject({ RecipientTypeDetails: "DisabledUser" });
  });

  it("finds no mailbox a second time, and may be done again after another Enable-Mailbox", async () => {
    await done("Disable-Mailbox", { Identity: "CONTOSO\\adele.vance", ...yes });
    const again = await invoke("Disable-Mailbox", { Identity: "CONTOSO\\adele.vance", ...yes });
    expect(again.error?.type).toMatch(/ManagementObjectNotFoundException$/);
    await done("Enable-Mailbox", { Identity: "CONTOSO\\adele.vance" });
    await done("Disable-Mailbox", { Identity: "CONTOSO\\adele.vance", ...yes });
    expect(context.tenant.store.disconnectedMailboxes.all()).toHaveLength(2);
  });

  it("keeps the mailbox in its database for 30 days, or until it is purged there", async () => {
    const { ExchangeGuid } = await done("Get-Mailbox", { Identity: "adele.vance" });
    await done("Disable-Mailbox", { Identity: "adele.vance", ...yes });
    const stored = { Database: "Mailbox Database 1", StoreMailboxIdentity: ExchangeGuid, ...yes };
    await done("Remove-Mailbox", stored);
    expect((await invoke("Remove-Mailbox", stored)).error?.type).toMatch(/NotFoundException$/);
    await done("Disable-Mailbox", { Identity: "alex.wilber", ...yes });
    context.tenant.clock.advance(30 * 24 * 60 * 60 * 1000);
    expect(context.tenant.store.disconnectedMailboxes.all()).toHaveLength(0);
  });
});

describe("Remove-Mailbox", () => {
  it("removes mailbox, user, account and the user's places in groups", async () => {
    await done("Add-RoleGroupMember", { Identity: "Hygiene Management", Member: "megan.bowen" });
    const guid = accountNamed(context, "megan.bowen")?.guid ?? "";
    await done("New-RoleGroup", { Name: "Desk", ManagedBy: ["megan.bowen", "adele.vance"] });
    await done("Remove-Mailbox", { Identity: "megan.bowen", ...yes });
    const { groups, roleGroups } = context.tenant.store;
    const links = [...groups.all(), ...roleGroups.all()].flatMap((group) => [
      ...group.members,
      ...("managedBy" in group ? (group.managedBy as string[]) : []),
    ]);
    expect(links).not.toContain(guid);
    expect(await one("Get-User", "Megan Bowen")).toBeUndefined();
    expect(accountNamed(context, "megan.bowen")).toBeUndefined();
    expect((await invoke("Get-RoleGroupMember", { Identity: "Hygiene Management" })).objects).toHaveLength(0);
    const { objects } = await invoke("Get-DistributionGroupMember", { Identity: "Workplace Team" });
    expect(objects.map(({ Name }) => Name)).toEqual(["Isaiah Langer"]);
    const as = { username: "CONTOSO\\megan.bowen", password: "Passw0rd-megan.bowen" };
    expect((await invoke("Get-Mailbox", {}, { as })).status).toBe(401);
  });

  it("leaves a role assignment that can be listed and removed", async () => {
    await done("New-ManagementRoleAssignment", grant);
    await done("Remove-Mailbox", { Identity: "adele.vance", ...yes });
    const { objects, error } = await invoke("Get-ManagementRoleAssignment", { Role: "Mail Recipients" });
    expect(error).toBeUndefined();
    expect(objects.map(({ Name }) => Name)).toContain("Grant");
    await done("Remove-ManagementRoleAssignment", { Identity: "Grant", ...yes });
    expect(context.tenant.store.roleAssignments.by("name", "Grant")).toBeUndefined();
  });

  it("keeps the mailbox in its database unless it is Permanent", async () => {
    const { recipients } = context.tenant.store;
    const calendars = ["adele.vance", "alex.wilber"].map(
      (name) => recipients.by("logonName", `CONTOSO\\${name}`)?.exchangeGuid ?? "",
    );
    await done("Remove-Mailbox", { Identity: "adele.vance", ...yes });
    await done("Remove-Mailbox", { Identity: "alex.wilber", Permanent: true, ...yes });
    const kept = context.tenant.store.disconnectedMailboxes.all().map(({ recipient }) => recipient.name);
    expect(kept).toEqual(["Adele Vance"]);
    const mailboxes = new Set(context.tenant.store.calendarItems.all().map(({ mailbox }) => mailbox));
    expect(calendars.map((mailbox) => mailboxes.has(mailbox))).toEqual([true, false]);
  });

  it("frees every name", async () => {
    const first = await done("New-Mailbox", service);
    await done("Remove-Mailbox", { Identity: "room.service", ...yes });
    const second = await done("New-Mailbox", service);
    expect(second).toMatchObject({ SamAccountName: "room.service", Alias: "room.service" });
    expect(second.Guid).not.toBe(first.Guid);
  });

  it("does not remove who has no mailbox", async () => {
    const { error } = await invoke("Remove-Mailbox", { Identity: "svc-legacy", ...yes });
    expect(error?.type).toMatch(/ManagementObjectNotFoundException$/);
    expect(await one("Get-User", "svc-legacy")).toBeDefined();
  });
});
