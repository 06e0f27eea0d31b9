import { describe, expect, it } from "vitest";
import { automation, graphAppId, roomBooking } from "../../../support/seed";
import { graph, signedIn } from "../../../support/sign-in";

describe("a list", () => {
  const names = (value: Record<string, unknown>[] | undefined) =>
    value?.map(({ displayName }) => displayName);

  it("is filtered, also with the operators and encodings that clients use", async () => {
    const { running, token } = await signedIn();
    const list = async (query: string) =>
      names((await graph(running, token, `/v1.0/servicePrincipals?${query}`)).body.value);
    expect(await list(`$filter=appId eq '${graphAppId}'`)).toEqual(["Microsoft Graph"]);
    expect(await list(`%24filter=appId+eq+%27${graphAppId}%27`)).toEqual(["Microsoft Graph"]);
    expect(
      await list("$filter=(displayName eq 'Microsoft Graph' or startswith(displayName,'office 365'))"),
    ).toEqual(["Microsoft Graph", "Office 365 Exchange Online"]);
    expect(await list("$filter=startswith(displayName,'Con') and accountEnabled eq true")).toEqual([
      "Contoso Room Booking",
    ]);
    expect(await list(`$filter=appId in ('${roomBooking.appId}','${automation.appId}')`)).toHaveLength(2);
    expect(await list(`$filter=servicePrincipalNames/any(n:n eq '${roomBooking.appId}')`)).toEqual([
      "Contoso Room Booking",
    ]);
    expect(await list(`$filter=appId eq ${automation.appId}`)).toEqual(["Infrastructure Automation"]);
    expect(await list("$filter=displayName eq 'O''Brien'")).toEqual([]);
  });

  it("refuses a filter that it cannot read, and an advanced one without its header", async () => {
    const { running, token } = await signedIn();
    const list = (query: string, headers = {}) =>
      graph(running, token, `/v1.0/servicePrincipals?${query}`, { headers });
    for (const filter of [
      "appId eq",
      "appId eq 'x",
      "(appId eq 'x'",
      "appId like 'x'",
      "appId eq 'x' appId",
    ]) {
      expect((await list(`$filter=${filter}`)).status).toBe(400);
    }
    const advanced = "$filter=appId ne 'x'";
    expect((await list(advanced)).body.error?.code).toBe("Request_UnsupportedQuery");
    const answer = await list(`${advanced}&$count=true`, { ConsistencyLevel: "eventual" });
    expect(answer.body["@odata.count"]).toBe(running.tenant.store.servicePrincipals.all().length);
  });

  it("comes in pages whose links lead to the host that was asked", async () => {
    const { running, token } = await signedIn();
    const seen: unknown[] = [];
    let next: string | undefined = "/v1.0/servicePrincipals?$top=2&$select=id,displayName";
    while (next !== undefined) {
      const { body } = await graph(running, token, next);
      expect(body.value?.every((one) => Object.keys(one).join() === "id,displayName")).toBe(true);
      expect(body.value).not.toEqual([]);
      seen.push(...(body.value ?? []));
      const link = body["@odata.nextLink"];
      if (link !== undefined)
        expect(link.startsWith(`${running.url}/v1.0/servicePrincipals?$top=2&$select=id`)).toBe(true);
      next = link?.slice(running.url.length);
    }
    expect(seen).toHaveLength(running.tenant.store.servicePrincipals.all().length);
  });

  it("shows consents beside the principal when expanded", async () => {
    const { running, token } = await signedIn();
    const { body } = await graph(
      running,
      token,
      `/v1.0/servicePrincipals?$expand=appRoleAssignments&$filter=appId eq '${automation.appId}'`,
    );
    expect(body.value?.[0]?.appRoleAssignments).toMatchObject([
      {
        principalDisplayName: "Infrastructure Automation",
        resourceDisplayName: "Office 365 Exchange Online",
      },
      { resourceDisplayName: "Microsoft Graph" },
    ]);
  });
});
