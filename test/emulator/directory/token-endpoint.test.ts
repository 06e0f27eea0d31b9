import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { automation, roomBooking, tenantId } from "../../support/seed";
import { accessToken, consent, exchangeScope, graphScope, requestToken } from "../../support/sign-in";
import { startTestTenant } from "../../support/tenant";

const good = { client_id: automation.appId, client_secret: automation.secret, scope: graphScope };

describe("a token", () => {
  it("names the application, its consents on the resource and its directory roles", async () => {
    const running = await startTestTenant();
    const forGraph = decodeJwt(await accessToken(running, graphScope));
    expect(forGraph).toMatchObject({
      aud: "https://graph.microsoft.com",
      appid: automation.appId,
      oid: automation.servicePrincipalId,
      sub: automation.servicePrincipalId,
      tid: tenantId,
      idtyp: "app",
      app_displayname: "Infrastructure Automation",
      roles: ["Application.Read.All"],
      wids: ["29232cdf-9323-42fd-ade2-1d097af3e4de"],
    });
    expect((forGraph.exp ?? 0) - (forGraph.iat ?? 0)).toBe(3599);
    expect(decodeJwt(await accessToken(running, exchangeScope))).toMatchObject({
      aud: "https://outlook.office365.com",
      roles: ["Exchange.ManageAsApp"],
    });
  });

  it("shows a consent only when it was made after it", async () => {
    const running = await startTestTenant();
    const before = await accessToken(running, graphScope, roomBooking);
    consent(running, roomBooking.servicePrincipalId, "Calendars.Read");
    const after = await accessToken(running, graphScope, roomBooking);
    expect(decodeJwt(before).roles).toBeUndefined();
    expect(decodeJwt(after).roles).toEqual(["Calendars.Read"]);
  });

  it("is given under the tenant's id and under its domains, with the scopes that MSAL for Go adds", async () => {
    const running = await startTestTenant();
    const scope = `${graphScope} openid offline_access profile`;
    for (const name of [tenantId, tenantId.toUpperCase(), "contoso.onmicrosoft.com", "contoso.example"]) {
      const { status, body } = await requestToken(running, { ...good, scope }, name);
      expect(status).toBe(200);
      expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3599, ext_expires_in: 3599 });
    }
  });
});

describe("a refusal", () => {
  const cases: [string, Record<string, string>, number, string, number][] = [
    ["a wrong secret", { ...good, client_secret: "wrong" }, 401, "invalid_client", 7000215],
    [
      "an unknown application",
      { ...good, client_id: crypto.randomUUID() },
      400,
      "unauthorized_client",
      700016,
    ],
    ["no credential", { client_id: good.client_id, scope: graphScope }, 401, "invalid_client", 7000216],
    ["two resources", { ...good, scope: `${graphScope} ${exchangeScope}` }, 400, "invalid_scope", 70011],
    ["a scope without /.default", { ...good, scope: "User.Read" }, 400, "invalid_scope", 1002012],
    [
      "an unknown resource",
      { ...good, scope: "https://vault.azure.net/.default" },
      400,
      "invalid_resource",
      500011,
    ],
    ["another grant", { ...good, grant_type: "password" }, 400, "unsupported_grant_type", 70003],
    [
      "a missing scope",
      { client_id: good.client_id, client_secret: good.client_secret },
      400,
      "invalid_request",
      900144,
    ],
  ];
  it.each(cases)("of %s carries Entra's number", async (_what, form, status, error, code) => {
    const running = await startTestTenant();
    const answer = await requestToken(running, form);
    expect(answer).toMatchObject({ status, body: { error, error_codes: [code] } });
    expect(answer.body.error_description).toMatch(
      new RegExp(`^AADSTS${code}: .*Trace ID: .*Correlation ID: `),
    );
    expect(answer.body).toHaveProperty("trace_id");
    expect(JSON.stringify(answer.body)).not.toContain(automation.secret);
  });

  it("of an unknown tenant is AADSTS90002, for tokens and for the OpenID document", async () => {
    const running = await startTestTenant();
    const answer = await requestToken(running, good, "fabrikam.example");
    expect(answer).toMatchObject({ status: 400, body: { error: "invalid_request", error_codes: [90002] } });
    const document = await fetch(`${running.url}/fabrikam.example/v2.0/.well-known/openid-configuration`);
    expect(document.status).toBe(400);
  });

  it("of an expired secret follows the tenant's clock", async () => {
    const running = await startTestTenant();
    const application = running.tenant.store.applications.by("appId", automation.appId);
    const endDateTime = new Date(running.tenant.clock.now() + 60_000).toISOString();
    running.tenant.store.applications.update(automation.applicationId, {
      passwordCredentials: (application?.passwordCredentials ?? []).map((one) => ({ ...one, endDateTime })),
    });
    expect((await requestToken(running, good)).status).toBe(200);
    running.tenant.clock.advance(61_000);
    expect((await requestToken(running, good)).body).toMatchObject({ error_codes: [7000222] });
  });

  it("of a disabled or missing enterprise application is not a wrong secret", async () => {
    const running = await startTestTenant();
    const { servicePrincipals } = running.tenant.store;
    servicePrincipals.update(automation.servicePrincipalId, { accountEnabled: false });
    expect((await requestToken(running, good)).body).toMatchObject({ error_codes: [7000112] });
    servicePrincipals.remove(automation.servicePrincipalId);
    expect((await requestToken(running, good)).body).toMatchObject({ error_codes: [7000229] });
  });
});

describe("the documents", () => {
  it("name the host that was asked, port included", async () => {
    const running = await startTestTenant();
    const document = (await (
      await fetch(`${running.url}/contoso.example/v2.0/.well-known/openid-configuration?`)
    ).json()) as Record<string, string>;
    expect(document.token_endpoint).toBe(`${running.url}/${tenantId}/oauth2/v2.0/token`);
    expect(document.jwks_uri).toMatch(running.url);
    expect(document.issuer).toBe(`https://login.microsoftonline.com/${tenantId}/v2.0`);
    const keys = (await (await fetch(document.jwks_uri ?? "")).json()) as { keys: unknown[] };
    expect(keys.keys).toHaveLength(1);
  });

  it("answer instance discovery", async () => {
    const running = await startTestTenant();
    const response = await fetch(
      `${running.url}/common/discovery/instance?api-version=1.1&authorization_endpoint=x`,
    );
    expect(await response.json()).toMatchObject({
      tenant_discovery_endpoint: `${running.url}/${tenantId}/v2.0/.well-known/openid-configuration`,
      metadata: [{ preferred_network: "login.microsoftonline.com" }],
    });
  });
});
