import { ClientSecretCredential } from "@azure/identity";
import { Client, GraphError, PageIterator } from "@microsoft/microsoft-graph-client";
import type { PageCollection } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials";
import { describe, expect, it } from "vitest";
import type { RunningTenant } from "../../../../emulator";
import { automation, roomBooking, tenantId } from "../../../support/seed";
import { startTestTenant } from "../../../support/tenant";

function connect({ url }: RunningTenant, customHosts = new Set(["localhost"])): Client {
  const credential = new ClientSecretCredential(tenantId, automation.appId, automation.secret, {
    authorityHost: url,
    disableInstanceDiscovery: true,
  });
  const authProvider = new TokenCredentialAuthenticationProvider(credential, {
    scopes: ["https://graph.microsoft.com/.default"],
  });
  return Client.initWithMiddleware({ authProvider, baseUrl: `${url}/`, customHosts });
}

describe("the Graph client for JavaScript", () => {
  it("finds an enterprise application and follows pages to the end", async () => {
    const running = await startTestTenant();
    const client = connect(running);
    const found = (await client
      .api("/servicePrincipals")
      .filter(`appId eq '${roomBooking.appId}'`)
      .select(["id"])
      .get()) as PageCollection;
    expect(found.value).toEqual([{ id: roomBooking.servicePrincipalId }]);

    const seen: unknown[] = [];
    const first = (await client.api("/servicePrincipals").top(1).get()) as PageCollection;
    await new PageIterator(client, first, (one: unknown) => seen.push(one) > 0).iterate();
    expect(seen).toHaveLength(running.tenant.store.servicePrincipals.all().length);
  });

  it("gets a GraphError with the service's code", async () => {
    const client = connect(await startTestTenant());
    const failure: unknown = await client
      .api(`/servicePrincipals/${crypto.randomUUID()}`)
      .get()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(GraphError);
    expect(failure).toMatchObject({ statusCode: 404, code: "Request_ResourceNotFound" });
  });

  it("that was not told of the host sends no token and hears so", async () => {
    const client = connect(await startTestTenant(), new Set());
    await expect(client.api("/servicePrincipals").get()).rejects.toMatchObject({
      statusCode: 401,
      code: "InvalidAuthenticationToken",
    });
  });

  it("repeats what was throttled after the time that it was told", async () => {
    const running = await startTestTenant();
    running.tenant.faults.set({ throttling: { requests: 1, retryAfterSeconds: 1, surfaces: ["graph"] } });
    await expect(connect(running).api("/servicePrincipals").get()).resolves.toHaveProperty("value");
    expect(running.requests().map(({ status }) => status)).toEqual([200, 200, 429, 200]);
  });
});
