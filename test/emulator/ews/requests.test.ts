import { request } from "undici";
import { describe, expect, it } from "vitest";
import { createApp } from "../../../emulator/app";
import { createRequestLog } from "../../../emulator/request-log";
import { createTenant } from "../../../emulator/tenant";
import { calendarView, distinguished, getFolder, postEws, smtp, soapEnvelope } from "../../support/ews";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { adele, ask, assign, boardroom, megan } from "../rows/ews-steps";

const context = freshTenant("onPremises");
const account = {
  authorization: `Basic ${Buffer.from(`${adele.username}:${adele.password}`).toString("base64")}`,
};

async function post(body: string, headers: Readonly<Record<string, string>> = {}) {
  return postEws(context.running, adele, body, headers);
}

describe("who asks", () => {
  it("is challenged by the stand-in for Negotiate, on every route", async () => {
    for (const [method, route] of [
      ["POST", "/EWS/Exchange.asmx"],
      ["GET", "/EWS/Exchange.asmx"],
      ["GET", "/EWS/Services.wsdl"],
    ] as const) {
      for (const headers of [{}, { authorization: "Negotiate YII=" }]) {
        const answer = await request(context.running.url + route, { method, headers });
        expect(answer.statusCode).toBe(401);
        expect(answer.headers["www-authenticate"]).toMatch(/^Basic realm="/);
        await answer.body.dump();
      }
    }
  });

  it("is refused with a wrong password, a disabled account, or a password that must be changed", async () => {
    const { accounts } = context.tenant.store;
    const guid = context.tenant.store.recipients.by("logonName", "CONTOSO\\adele.vance")?.guid ?? "";
    const status = async (password = adele.password) =>
      (await postEws(context.running, { ...adele, password }, soapEnvelope(getFolder()))).status;
    expect([await status(), await status("wrong")]).toEqual([200, 401]);
    accounts.update(guid, { enabled: false });
    expect(await status()).toBe(401);
    accounts.update(guid, { enabled: true, mustChangePassword: true });
    expect(await status()).toBe(401);
  });

  it("reads a description of the service and of its operations, whatever the casing of the path", async () => {
    const page = await request(`${context.running.url}/ews/exchange.asmx`, { headers: account });
    expect([page.statusCode, await page.body.text()]).toEqual([
      200,
      expect.stringContaining("Services.wsdl") as unknown,
    ]);
    const description = await request(`${context.running.url}/ews/services.wsdl`, { headers: account });
    expect(description.headers["content-type"]).toBe("text/xml; charset=utf-8");
    expect(await description.body.text()).toContain('<wsdl:operation name="GetFolder">');
  });

  it("finds no such service online", async () => {
    const app = createApp(createTenant({ mode: "online" }), createRequestLog());
    expect((await app.request("/EWS/Exchange.asmx", { method: "POST", headers: account })).status).toBe(404);
  });
});

describe("a request that is none", () => {
  it.each([
    ["no markup", "hello", "ErrorSchemaValidation"],
    ["markup that breaks off", soapEnvelope(getFolder()).slice(0, -20), "ErrorSchemaValidation"],
    ["an empty body", "", "ErrorSchemaValidation"],
    ["another document", "<a/>", "ErrorInvalidRequest"],
    ["an envelope without an operation", soapEnvelope(""), "ErrorInvalidRequest"],
    [
      "the namespace that some documentation shows, with https",
      soapEnvelope(getFolder()).replace("http://schemas.xmlsoap.org", "https://schemas.xmlsoap.org"),
      "ErrorInvalidRequest",
    ],
    ["an operation in no namespace", soapEnvelope("<GetFolder/>"), "ErrorInvalidRequest"],
    ["an operation that is not played", soapEnvelope("<m:SendItem/>"), "ErrorInvalidOperation"],
  ])("is a fault with HTTP 500: %s", async (_, body, code) => {
    const { status, text, codes } = await post(body);
    expect([status, codes]).toEqual([500, [code]]);
    expect(text).toContain(
      `<s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:${code}</faultcode><faultstring xml:lang="en-US">`,
    );
    expect(text).toContain(
      `<detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode><e:Message `,
    );
    expect(text).not.toContain("s:Header");
  });

  it.each([
    ["no shape", "<m:GetFolder/>"],
    ["no folders", getFolder("")],
    ["a folder without an Id", getFolder("<t:DistinguishedFolderId/>")],
    ["a folder that no mailbox can have", getFolder('<t:DistinguishedFolderId Id="Calendar"/>')],
    ["a shape that is none", getFolder(undefined, "Everything")],
    ["something else than an id", getFolder('<t:ItemId Id="x"/>')],
    [
      "no Traversal",
      calendarView({ start: "2026-01-01T00:00:00Z", end: "2026-01-02T00:00:00Z" }).replace(
        / Traversal="\w+"/,
        "",
      ),
    ],
    [
      "no StartDate",
      calendarView({ start: "2026-01-01T00:00:00Z", end: "2026-01-02T00:00:00Z" }).replace(
        /StartDate="[^"]+"/,
        "",
      ),
    ],
    [
      "no EndDate",
      calendarView({ start: "2026-01-01T00:00:00Z", end: "2026-01-02T00:00:00Z" }).replace(
        /EndDate="[^"]+"/,
        "",
      ),
    ],
    ["a date that is none", calendarView({ start: "tomorrow", end: "2026-01-02T00:00:00Z" })],
  ])("violates the schema with %s, and is told where", async (_, operation) => {
    const { status, codes, text } = await ask(context, operation);
    expect([status, codes]).toEqual([500, ["ErrorSchemaValidation"]]);
    expect(text).toMatch(
      /<faultstring[^>]+>The request failed schema validation: [^<]+<\/faultstring>.*<t:LineNumber>6<\/t:LineNumber><t:LinePosition>\d+<\/t:LinePosition><t:Violation>[^<]+<\/t:Violation><\/t:MessageXml>/,
    );
  });
});

describe("failures that the tenant is told to have", () => {
  it("are faults before the operation, or response messages of the mailbox that is asked for", async () => {
    await assign(context);
    context.tenant.faults.set({
      ews: {
        errors: [
          { code: "ErrorMailboxMoveInProgress", mailbox: boardroom },
          { code: "ErrorImpersonationFailed", operation: "FindItem" },
        ],
      },
    });
    const open = async (mailbox: string, operation?: string) => {
      const { status, codes } = await ask(context, operation ?? getFolder(), [smtp(mailbox)]);
      return [status, ...codes];
    };
    const view = calendarView({ start: "2026-01-01T00:00:00Z", end: "2026-01-02T00:00:00Z" });
    expect(await open(megan)).toEqual([200, "NoError"]);
    expect(await open(boardroom)).toEqual([200, "ErrorMailboxMoveInProgress"]);
    expect(await open(boardroom)).toEqual([200, "NoError"]);
    expect(await open(boardroom, view)).toEqual([500, "ErrorImpersonationFailed"]);
    expect(await open(boardroom, view)).toEqual([200, "NoError"]);
  });

  it("are response messages of another mailbox that is opened, a busy server's included", async () => {
    await context.invoke("Add-MailboxPermission", {
      Identity: megan,
      User: "adele.vance@contoso.com",
      AccessRights: ["FullAccess"],
    });
    const code = "ErrorServerBusy";
    context.tenant.faults.set({ ews: { errors: [{ code, mailbox: megan, backOffMilliseconds: 25 }] } });
    const { status, codes, text } = await ask(
      context,
      getFolder(distinguished("calendar") + distinguished("calendar", megan)),
    );
    expect([status, codes]).toEqual([200, ["NoError", code]]);
    expect(text).toContain('<m:MessageXml><t:Value Name="BackOffMilliseconds">25</t:Value></m:MessageXml>');
  });

  it("throttle as a busy server does", async () => {
    context.tenant.faults.set({ throttling: { requests: 1, retryAfterSeconds: 7, surfaces: ["ews"] } });
    const { status, codes, text } = await ask(context, getFolder());
    expect([status, codes]).toEqual([500, ["ErrorServerBusy"]]);
    expect(text).toContain('<t:Value Name="BackOffMilliseconds">7000</t:Value>');
    expect((await ask(context, getFolder())).status).toBe(200);
  });

  it.each([
    ["unauthorized", 401, []],
    ["forbidden", 403, []],
    ["unavailable", 503, []],
    ["serverBusy", 500, ["ErrorServerBusy"]],
    ["transient", 500, ["ErrorInternalServerTransientError"]],
    ["serverError", 500, ["ErrorInternalServerError"]],
  ] as const)("are those of every service: %s", async (kind, status, codes) => {
    const target = "POST /EWS/Exchange.asmx";
    for (const when of ["before", "after"] as const) {
      context.tenant.faults.replace({ errors: [{ target, kind, when }] });
      const answer = await ask(context, getFolder());
      expect([answer.status, answer.codes]).toEqual([status, codes]);
    }
  });

  it("drop the connection", async () => {
    context.tenant.faults.set({ errors: [{ target: "POST /EWS/*", kind: "connectionDropped" }] });
    await expect(ask(context, getFolder())).rejects.toThrow();
  });
});

describe("ResolveNames and ConvertId, which clients send at their start", () => {
  const resolve = (entry: string) =>
    `<m:ResolveNames ReturnFullContactData="false"><m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`;

  it("resolves the start of a name, an alias or an address", async () => {
    for (const entry of [
      "Megan B",
      "megan.bowen",
      "megan.bowen@contoso.com",
      "smtp:megan.bowen@contoso.com",
    ]) {
      const { codes, text } = await ask(context, resolve(entry));
      expect(codes).toEqual(["NoError"]);
      expect(text).toContain(`<t:Name>Megan Bowen</t:Name><t:EmailAddress>${megan}</t:EmailAddress>`);
    }
  });

  it("warns of several results, and has codes for none and for those who have no mailbox", async () => {
    const several = await ask(context, resolve("room-"));
    expect(several.codes).toEqual(["ErrorNameResolutionMultipleResults"]);
    expect(several.text).toContain('ResponseClass="Warning"');
    expect(several.text).toMatch(
      /<m:ResolutionSet TotalItemsInView="\d" IncludesLastItemInRange="true"><t:Resolution>/,
    );
    expect((await ask(context, resolve("zzz"))).codes).toEqual(["ErrorNameResolutionNoResults"]);
    const legacy = { username: "CONTOSO\\svc-legacy", password: "Svc-Legacy-2026!" };
    expect((await postEws(context.running, legacy, soapEnvelope(resolve("Megan")))).codes).toEqual([
      "ErrorNameResolutionNoMailbox",
    ]);
  });

  it("tells that an id is malformed", async () => {
    const convert =
      '<m:ConvertId DestinationFormat="EntryId"><m:SourceIds><t:AlternateId Format="EwsId" Id="DUMMY" Mailbox="DUMMY"/></m:SourceIds></m:ConvertId>';
    const { status, codes, text } = await ask(context, convert);
    expect([status, codes]).toEqual([200, ["ErrorInvalidIdMalformed"]]);
    expect(text).toContain("h:ServerVersionInfo");
  });
});
