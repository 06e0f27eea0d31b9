import { describe, expect, it } from "vitest";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { accountNamed } from "../rows/on-premises-mailboxes";

const context = freshTenant("onPremises");
const { invoke } = context;

async function mailbox(Identity = "Adele Vance"): Promise<Record<string, unknown> | undefined> {
  return (await invoke("Get-Mailbox", { Identity })).objects[0];
}

async function set(
  cmdlet: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  return (await invoke(cmdlet, { Identity: "adele.vance", ...parameters })).error?.type;
}

describe("Set-User", () => {
  it("makes a user change the password, who then cannot log on before", async () => {
    const as = { username: "CONTOSO\\viewer", password: "Viewer-2026!" };
    expect((await invoke("Get-User", { Identity: "viewer" }, { as })).objects[0]).toMatchObject({
      ResetPasswordOnNextLogon: false,
    });
    expect(await set("Set-User", { Identity: "viewer", ResetPasswordOnNextLogon: true })).toBeUndefined();
    expect((await invoke("Get-User", {}, { as })).status).toBe(401);
    expect((await invoke("Get-User", { Identity: "viewer" })).objects[0]).toMatchObject({
      ResetPasswordOnNextLogon: true,
    });
    expect(await set("Set-User", { Identity: "viewer", ResetPasswordOnNextLogon: false })).toBeUndefined();
    expect((await invoke("Get-User", {}, { as })).status).toBe(200);
  });

  it("renames within the organisational unit, and changes the logon names", async () => {
    const names = {
      Identity: "svc-legacy",
      Name: "Old",
      SamAccountName: "svc-old",
      UserPrincipalName: "old@contoso.com",
    };
    expect(await set("Set-User", names)).toBeUndefined();
    expect((await invoke("Get-User", { Identity: "CONTOSO\\svc-old" })).objects[0]).toMatchObject({
      Identity: "contoso.com/Service Accounts/Old",
      UserPrincipalName: "old@contoso.com",
    });
    const as = { username: "old@contoso.com", password: "Svc-Legacy-2026!" };
    expect((await invoke("Get-User", {}, { as })).status).toBe(403);
  });

  it("refuses the names of others", async () => {
    expect(await set("Set-User", { SamAccountName: "viewer" })).toMatch(/RecipientTaskException$/);
    expect(await set("Set-User", { UserPrincipalName: "viewer@contoso.com" })).toMatch(
      /RecipientTaskException$/,
    );
    expect(await set("Set-User", { SamAccountName: "Adele.Vance" })).toBeUndefined();
  });

  it("writes what the address book says, which filters then see", async () => {
    expect(await set("Set-User", { Department: "Rooms", City: "" })).toBeUndefined();
    expect((await invoke("Get-User", { Filter: "Department -eq 'Rooms'" })).objects).toHaveLength(1);
    expect(await mailbox()).not.toHaveProperty("City");
  });

  it("shuts an account out of PowerShell", async () => {
    await set("Set-User", { Identity: "viewer", RemotePowerShellEnabled: false });
    const as = { username: "CONTOSO\\viewer", password: "Viewer-2026!" };
    expect((await invoke("Get-Mailbox", {}, { as })).status).toBe(403);
  });
});

describe("Set-Mailbox on-premises", () => {
  it("sets a password, which has to meet the domain's rules", async () => {
    expect(await set("Set-Mailbox", { Password: "weak" })).toMatch(/ADInvalidPasswordException$/);
    expect(
      await set("Set-Mailbox", { Password: "Br0wn-Fox-Jumps", ResetPasswordOnNextLogon: false }),
    ).toBeUndefined();
    expect(accountNamed(context, "adele.vance")).toMatchObject({
      password: "Br0wn-Fox-Jumps",
      mustChangePassword: false,
    });
  });

  it("disables an account, which cannot log on any more", async () => {
    await set("Set-Mailbox", { AccountDisabled: true });
    const as = { username: "CONTOSO\\adele.vance", password: "Passw0rd-adele.vance" };
    expect((await invoke("Get-Mailbox", {}, { as })).status).toBe(401);
    expect(await mailbox()).toMatchObject({ AccountDisabled: true, RecipientTypeDetails: "UserMailbox" });
  });

  it("renames a mailbox where it lies", async () => {
    await set("Set-Mailbox", { Identity: "boardroom", Name: "Board, East" });
    expect(await mailbox("boardroom")).toMatchObject({
      DistinguishedName: "CN=Board\\, East,OU=Rooms,DC=contoso,DC=com",
    });
    await set("Set-Mailbox", { Identity: "boardroom", Name: "Board" });
    expect(await mailbox("boardroom")).toMatchObject({
      DistinguishedName: "CN=Board,OU=Rooms,DC=contoso,DC=com",
    });
  });

  it("gives a new alias its address and keeps the old one, while the address policy is on", async () => {
    await set("Set-Mailbox", { Alias: "adele" });
    expect(await mailbox()).toMatchObject({
      Alias: "adele",
      PrimarySmtpAddress: "adele@contoso.com",
      EmailAddresses: ["SMTP:adele@contoso.com", "smtp:adele.vance@contoso.com"],
    });
    await set("Set-Mailbox", { PrimarySmtpAddress: "av@contoso.com" });
    await set("Set-Mailbox", { Identity: "av@contoso.com", Alias: "av" });
    expect(await mailbox()).toMatchObject({
      PrimarySmtpAddress: "av@contoso.com",
      EmailAddressPolicyEnabled: false,
    });
  });

  it("adds, removes and replaces addresses", async () => {
    const add = {
      EmailAddresses: { "@odata.type": "#Exchange.GenericHashTable", Add: ["smtp:av@contoso.com"] },
    };
    expect(await set("Set-Mailbox", add)).toBeUndefined();
    expect((await mailbox("av@contoso.com"))?.PrimarySmtpAddress).toBe("adele.vance@contoso.com");
    const list = ["SMTP:a.vance@contoso.com", "smtp:adele.vance@contoso.com"];
    expect(await set("Set-Mailbox", { EmailAddresses: list })).toBeUndefined();
    expect(await mailbox()).toMatchObject({
      PrimarySmtpAddress: "a.vance@contoso.com",
      EmailAddresses: list,
    });
    const others = { EmailAddresses: ["SMTP:boardroom@contoso.com"] };
    expect(await set("Set-Mailbox", others)).toMatch(/ProxyAddressExistsException$/);
    expect(await set("Set-Mailbox", { EmailAddresses: [] })).toBe(
      "Microsoft.Exchange.Data.DataValidationException",
    );
  });
});

describe("reads", () => {
  it("find mailboxes in an organisational unit", async () => {
    const { objects } = await invoke("Get-Mailbox", { OrganizationalUnit: "contoso.com/Rooms" });
    expect([...new Set(objects.map(({ OrganizationalUnit }) => OrganizationalUnit))]).toEqual([
      "contoso.com/Rooms",
    ]);
    const all = await invoke("Get-Recipient", { OrganizationalUnit: "contoso.com" });
    expect(all.objects.length).toBeGreaterThan(objects.length);
    expect((await invoke("Get-Mailbox", { OrganizationalUnit: "Nowhere" })).error?.type).toMatch(
      /NotFoundException$/,
    );
  });

  it("tell users without a mailbox, and disabled ones", async () => {
    const { objects } = await invoke("Get-User", { RecipientTypeDetails: ["User"] });
    expect(objects.map(({ SamAccountName }) => SamAccountName)).toEqual([
      "Administrator",
      "viewer",
      "svc-legacy",
    ]);
    expect((await invoke("Get-User", { Filter: "SamAccountName -eq 'viewer'" })).objects).toHaveLength(1);
  });

  it("call a user whose account an administrator of the domain disables a DisabledUser", async () => {
    const guid = accountNamed(context, "viewer")?.guid ?? "";
    const details = async () =>
      (await invoke("Get-User", { Identity: "viewer" })).objects[0]?.RecipientTypeDetails;
    context.tenant.store.accounts.update(guid, { enabled: false });
    expect(await details()).toBe("DisabledUser");
    context.tenant.store.accounts.update(guid, { enabled: true });
    expect(await details()).toBe("User");
  });

  it("see an account through their domain controller", async () => {
    context.tenant.faults.set({ replication: { milliseconds: 15_000 } });
    await set("Set-User", { ResetPasswordOnNextLogon: true, DomainController: "dc2" });
    const through = async (cmdlet: string, DomainController: string) =>
      (await invoke(cmdlet, { Identity: "adele.vance", DomainController })).objects[0]
        ?.ResetPasswordOnNextLogon;
    for (const cmdlet of ["Get-User", "Get-Mailbox"]) {
      expect([await through(cmdlet, "dc2"), await through(cmdlet, "dc1")]).toEqual([true, false]);
    }
  });

  it("take ReadFromDomainController, and every object with ResultSize Unlimited", async () => {
    expect((await invoke("Get-Mailbox", { ReadFromDomainController: true })).error).toBeUndefined();
    const { objects, warnings } = await invoke("Get-Mailbox", { ResultSize: "Unlimited" });
    expect(objects).toHaveLength(
      context.tenant.store.recipients.filter((each) => each.exchangeGuid !== null).length,
    );
    expect(warnings).toEqual([]);
  });
});
