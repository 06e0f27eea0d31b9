import { describe, expect, it } from "vitest";
import { defaultSeed } from "../../../../emulator";
import { automation, previewReader, roomBooking } from "../../../support/seed";
import { accessToken, exchangeScope, graph, graphScope, signedIn } from "../../../support/sign-in";
import { startTestTenant } from "../../../support/tenant";

describe("a Graph request", () => {
  it("without a token, with an expired one or with Exchange's is 401 InvalidAuthenticationToken", async () => {
    const { running, token } = await signedIn();
    const path = "/v1.0/servicePrincipals";
    const code = async (used: string | undefined) => {
      const { status, body } = await graph(running, used, path);
      return [status, body.error?.code];
    };
    expect(await code(undefined)).toEqual([401, "InvalidAuthenticationToken"]);
    expect(await code("not-a-token")).toEqual([401, "InvalidAuthenticationToken"]);
    expect(await code(await accessToken(running, exchangeScope))).toEqual([
      401,
      "InvalidAuthenticationToken",
    ]);
    expect((await graph(running, token, path)).status).toBe(200);
    running.tenant.clock.advance(3_600_000);
    expect(await code(token)).toEqual([401, "InvalidAuthenticationToken"]);
  });

  it("with another tenant's token is refused", async () => {
    const { token } = await signedIn();
    const seed = defaultSeed();
    const other = await startTestTenant({
      seed: { ...seed, organization: { ...seed.organization, tenantId: crypto.randomUUID() } },
    });
    expect((await graph(other, token, "/v1.0/servicePrincipals")).status).toBe(401);
  });

  it("is refused where the token's roles do not reach, with the ids that support asks for", async () => {
    const { running, token } = await signedIn();
    const { status, body, headers } = await graph(running, token, "/v1.0/users", {
      headers: { "client-request-id": "11111111-2222-4333-8444-555555555555" },
    });
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      code: "Authorization_RequestDenied",
      innerError: { "client-request-id": "11111111-2222-4333-8444-555555555555" },
    });
    expect(body.error?.innerError).toHaveProperty("request-id");
    expect(headers.get("client-request-id")).toBe("11111111-2222-4333-8444-555555555555");
  });

  it("may rest on a directory role instead of a permission", async () => {
    const running = await startTestTenant();
    const token = await accessToken(running, graphScope, previewReader);
    expect((await graph(running, token, "/v1.0/users")).status).toBe(200);
    const created = await graph(running, token, "/v1.0/applications", {
      method: "POST",
      body: { displayName: "x" },
    });
    expect(created.status).toBe(403);
  });

  it("reaches the same objects in every spelling of its path", async () => {
    const { running, token } = await signedIn("Application.ReadWrite.All");
    for (const path of [
      `/v1.0/servicePrincipals/${roomBooking.servicePrincipalId}`,
      `/beta/serviceprincipals/${roomBooking.servicePrincipalId.toUpperCase()}`,
      `/V1.0/myorganization/servicePrincipals/${roomBooking.servicePrincipalId}`,
      `/v1.0/servicePrincipals(appId='${roomBooking.appId}')`,
      `/v1.0/servicePrincipals(appId=%27${roomBooking.appId}%27)`,
      `/v1.0/servicePrincipals('${roomBooking.servicePrincipalId}')`,
    ]) {
      expect((await graph(running, token, path)).body.displayName).toBe("Contoso Room Booking");
    }
  });

  it("to an unknown segment is a bad request, to an unknown id a missing resource", async () => {
    const { running, token } = await signedIn();
    const segment = await graph(running, token, "/v1.0/servicePrincipal");
    expect(segment).toMatchObject({ status: 400, body: { error: { code: "BadRequest" } } });
    const id = await graph(running, token, `/v1.0/servicePrincipals/${crypto.randomUUID()}`);
    expect(id).toMatchObject({ status: 404, body: { error: { code: "Request_ResourceNotFound" } } });
  });

  it("fails as the switches say, without a secret in the log", async () => {
    const { running, token } = await signedIn();
    running.tenant.faults.set({ throttling: { requests: 1, retryAfterSeconds: 7, surfaces: ["graph"] } });
    const throttled = await graph(running, token, "/v1.0/servicePrincipals");
    expect([throttled.status, throttled.headers.get("retry-after")]).toEqual([429, "7"]);
    running.tenant.faults.set({
      errors: [{ target: "GET /v1.0/servicePrincipals", kind: "connectionDropped" }],
    });
    await expect(graph(running, token, "/v1.0/servicePrincipals")).rejects.toThrow();
    running.tenant.faults.set({ errors: [{ target: "GET /v1.0/servicePrincipals", kind: "unavailable" }] });
    expect((await graph(running, token, "/v1.0/servicePrincipals")).status).toBe(503);
    expect((await graph(running, token, "/v1.0/servicePrincipals")).status).toBe(200);
    expect(JSON.stringify(running.requests())).not.toMatch(new RegExp(`${token}|${automation.secret}`));
  });
});
