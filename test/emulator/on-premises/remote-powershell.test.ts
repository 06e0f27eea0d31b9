import { request } from "undici";
import { describe, expect, it } from "vitest";
import { freshTenant } from "../cmdlets/fresh-tenant";

const context = freshTenant("onPremises");
const viewer = { username: "CONTOSO\\viewer", password: "Viewer-2026!" };

describe("the stand-in for remote PowerShell", () => {
  it("answers cmdlets at the connection URI, in any casing of the path", async () => {
    const { connectionUri, url } = context.running;
    expect(connectionUri).toBe(`${url}/PowerShell/`);
    const lower = { url: `${url}/powershell/invokecommand` };
    expect((await context.invoke("Get-Mailbox", { Identity: "boardroom" }, lower)).objects).toHaveLength(1);
  });

  it("pages as it does online, by POST", async () => {
    const prefer = { headers: { Prefer: "odata.maxpagesize=5" } };
    const first = await context.invoke("Get-Mailbox", {}, prefer);
    expect(first.objects).toHaveLength(5);
    expect(first.nextLink).toContain(`${String(context.running.connectionUri)}InvokeCommand?$skiptoken=`);
    const next = { ...prefer, url: String(first.nextLink) };
    expect((await context.invoke("Get-Mailbox", {}, next)).objects).toHaveLength(5);
    expect((await context.invoke("Get-Mailbox", {}, { ...next, as: viewer })).status).toBe(400);
  });

  it("knows no cmdlet that only the cloud has", async () => {
    for (const cmdlet of [
      "Get-ServicePrincipal",
      "Test-ServicePrincipalAuthorization",
      "Enable-OrganizationCustomization",
      "Get-AdministrativeUnit",
    ]) {
      const { status, headers } = await context.invoke(cmdlet);
      expect([cmdlet, status, headers["x-exceptiontype"]]).toEqual([
        cmdlet,
        403,
        "CmdletAccessDeniedException",
      ]);
    }
  });

  it.each(["/adminapi/beta/contoso.com/InvokeCommand", "/common/discovery/instance", "/v1.0/users"])(
    "is all that there is: no %s",
    async (route) => {
      for (const method of ["GET", "POST"] as const) {
        expect((await request(context.running.url + route, { method })).statusCode).toBe(404);
      }
    },
  );
});

describe("who logs on", () => {
  it.each([
    "CONTOSO\\viewer",
    "contoso\\VIEWER",
    "contoso.com\\viewer",
    "viewer@contoso.com",
    "Viewer@CONTOSO.com",
  ])("may be called %s", async (username) => {
    expect((await context.invoke("Get-Mailbox", {}, { as: { ...viewer, username } })).status).toBe(200);
  });

  it.each(["viewer", "FABRIKAM\\viewer", "viewer@fabrikam.com", "CONTOSO\\nobody", ""])(
    "is nobody as %s",
    async (username) => {
      const answer = await context.invoke("Get-Mailbox", {}, { as: { ...viewer, username } });
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toMatch(/^Basic realm="[^"]+"/);
    },
  );

  it("has a password whose case matters, with colons and letters of any alphabet in it", async () => {
    const { accounts, recipients } = context.tenant.store;
    const guid = recipients.by("logonName", "CONTOSO\\viewer")?.guid ?? "";
    const status = async (password: string) =>
      (await context.invoke("Get-Mailbox", {}, { as: { ...viewer, password } })).status;
    expect(await status("viewer-2026!")).toBe(401);
    accounts.update(guid, { password: "pä:ss:ש!" });
    expect(await status("pä:ss:ש!")).toBe(200);
    expect(await status("pä")).toBe(401);
  });

  it("is found by the name before @ in the domain, whatever the UPN is", async () => {
    const { recipients } = context.tenant.store;
    const guid = recipients.by("logonName", "CONTOSO\\viewer")?.guid ?? "";
    recipients.update(guid, { userPrincipalName: "someone.else@contoso.com" });
    const status = async (username: string) =>
      (await context.invoke("Get-Mailbox", {}, { as: { ...viewer, username } })).status;
    expect(await status("viewer@contoso.com")).toBe(200);
    expect(await status("someone.else@contoso.com")).toBe(200);
  });

  it.each([undefined, "Bearer abc", "Basic", "Basic !", `Basic ${Buffer.from("viewer").toString("base64")}`])(
    "is nobody with the header %s",
    async (authorization) => {
      const answer = await request(`${String(context.running.connectionUri)}InvokeCommand`, {
        method: "POST",
        headers: authorization === undefined ? {} : { authorization },
        body: JSON.stringify({ CmdletInput: { CmdletName: "Get-Mailbox" } }),
      });
      expect(answer.statusCode).toBe(401);
    },
  );
});

describe("what an account may do", () => {
  const scope = { Name: "Rooms", RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };

  it("is what the roles of its role groups hold", async () => {
    expect((await context.invoke("New-ManagementScope", scope)).error).toBeUndefined();
    expect((await context.invoke("Get-ManagementScope", {}, { as: viewer })).objects).toHaveLength(1);
    expect(
      (await context.invoke("Remove-ManagementScope", { Identity: "Rooms" }, { as: viewer })).status,
    ).toBe(403);
  });

  it("is nothing without a role", async () => {
    const as = { username: "CONTOSO\\svc-legacy", password: "Svc-Legacy-2026!" };
    expect((await context.invoke("Get-Mailbox", {}, { as })).status).toBe(403);
  });
});
