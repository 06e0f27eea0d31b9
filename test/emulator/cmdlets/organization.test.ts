import { describe, expect, it } from "vitest";
import { refused } from "../rows/cmdlet-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;

describe("Get- and Set-OrganizationConfig", () => {
  it("show the organisation's Guid, which is not the tenant's id", async () => {
    const [config] = (await invoke("Get-OrganizationConfig")).objects;
    const { organizationGuid, tenantId } = context.tenant.store.organization.get();
    expect(config).toMatchObject({
      Guid: organizationGuid,
      Name: "contoso.onmicrosoft.com",
      IsDehydrated: false,
      EwsEnabled: null,
    });
    expect(organizationGuid).not.toBe(tenantId);
  });

  it("keep a setting and show it", async () => {
    const answer = await invoke("Set-OrganizationConfig", { EwsEnabled: true, EwsAllowedAppIDs: "a,b" });
    expect([answer.status, answer.objects]).toEqual([200, []]);
    expect((await invoke("Get-OrganizationConfig")).objects[0]).toMatchObject({
      EwsEnabled: true,
      EwsAllowedAppIDs: "a,b",
    });
  });

  it("add to a list and take from it", async () => {
    const list = async () => (await invoke("Get-OrganizationConfig")).objects[0]?.EwsAllowList;
    await invoke("Set-OrganizationConfig", { EwsAllowList: ["a", "b"] });
    const change = { "@odata.type": "#Exchange.GenericHashTable", Add: ["c"], Remove: ["a"] };
    await invoke("Set-OrganizationConfig", { EwsAllowList: change });
    expect(await list()).toEqual(["b", "c"]);
    await invoke("Set-OrganizationConfig", { EwsAllowList: [] });
    expect(await list()).toEqual([]);
  });

  it("refuse a setting that does not exist", async () => {
    refused(await invoke("Set-OrganizationConfig", { Nonsense: true }), 400);
  });
});

describe("Enable-OrganizationCustomization", () => {
  it("is kept across a second look at the tenant's store", async () => {
    context.tenant.store.organization.update({ hydration: { enabled: false, enabledAt: null } });
    expect((await invoke("Enable-OrganizationCustomization")).status).toBe(200);
    expect(context.tenant.store.organization.get().hydration).toEqual({
      enabled: true,
      enabledAt: context.tenant.clock.now(),
    });
  });
});
