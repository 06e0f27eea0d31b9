import { describe, expect, it } from "vitest";
import { tenantId } from "../../../support/seed";
import { graph, signedIn } from "../../../support/sign-in";

describe("the directory", () => {
  it("shows the organisation with its verified domains", async () => {
    const { running, token } = await signedIn("Organization.Read.All", "Domain.Read.All");
    const { body } = await graph(running, token, "/v1.0/organization?$select=id,displayName,verifiedDomains");
    expect(body.value).toMatchObject([{ id: tenantId, displayName: "Contoso" }]);
    expect(body.value?.[0]?.verifiedDomains).toContainEqual(
      expect.objectContaining({ name: "contoso.onmicrosoft.com", isInitial: true }),
    );
    const domains = await graph(running, token, "/v1.0/domains");
    expect(domains.body.value).toContainEqual(
      expect.objectContaining({ id: "contoso.example", isInitial: false }),
    );
  });

  it("shows users by id and UPN, with more only when asked", async () => {
    const { running, token } = await signedIn("User.Read.All");
    const [user] = running.tenant.store.users.all();
    for (const key of [
      user?.id,
      user?.userPrincipalName.toUpperCase(),
      user?.userPrincipalName.replace("@", "%40"),
    ]) {
      const { body } = await graph(running, token, `/v1.0/users/${String(key)}`);
      expect(body.id).toBe(user?.id);
      expect(body).not.toHaveProperty("accountEnabled");
    }
    const selected = await graph(running, token, `/v1.0/users/${String(user?.id)}?$select=id,accountEnabled`);
    expect(selected.body).toMatchObject({ id: user?.id, accountEnabled: user?.accountEnabled });
    expect(selected.body).not.toHaveProperty("displayName");
  });

  it("lets members of an Entra group be added by reference, by PATCH and in a batch, and removed", async () => {
    const { running, token } = await signedIn("Group.ReadWrite.All");
    const id = crypto.randomUUID();
    running.tenant.store.groups.insert({
      id,
      displayName: "Vendors",
      mailNickname: "vendors",
      mail: null,
      mailEnabled: false,
      securityEnabled: true,
      groupTypes: [],
      members: [],
      owners: [],
      createdDateTime: "2026-01-01T00:00:00Z",
    });
    const [first, second, third] = running.tenant.store.users.all().map((user) => user.id);
    const reference = (user: string | undefined) =>
      `https://graph.microsoft.com/v1.0/directoryObjects/${String(user)}`;
    const added = await graph(running, token, `/v1.0/groups/${id}/Members/$ref`, {
      method: "POST",
      body: { "@odata.id": reference(first) },
    });
    expect(added.status).toBe(204);
    const batch = await graph(running, token, "/v1.0/$batch", {
      method: "POST",
      body: {
        requests: [
          {
            id: 1,
            method: "PATCH",
            url: `/groups/${id}`,
            body: { "members@odata.bind": [reference(second)] },
          },
          { id: "2", method: "GET", url: `/groups/${id}/members?$select=id` },
          { id: "3", method: "GET", url: `/groups/${crypto.randomUUID()}` },
          { id: "4", method: "GET", url: `/groups/${id}`, dependsOn: ["3"] },
        ],
      },
    });
    expect(batch.body.responses).toMatchObject([
      { id: "1", status: 204 },
      { id: "2", status: 200, body: { value: [{ id: first }, { id: second }] } },
      { id: "3", status: 404, body: { error: { code: "Request_ResourceNotFound" } } },
      { id: "4", status: 424 },
    ]);
    const twice = await graph(running, token, `/v1.0/groups/${id}`, {
      method: "PATCH",
      body: { "members@odata.bind": [reference(third), reference(first)] },
    });
    expect(twice.status).toBe(400);
    const removed = await graph(running, token, `/beta/groups/${id}/members/${String(first)}/$ref`, {
      method: "DELETE",
    });
    expect(removed.status).toBe(204);
    expect(running.tenant.store.groups.get(id)?.members).toEqual([second]);
    const found = await graph(running, token, `/beta/groups/${id}/members?$filter=id+eq+'${String(second)}'`);
    expect(found.body.value).toHaveLength(1);
  });

  it("shows nested members and administrative units", async () => {
    const { running, token } = await signedIn("Group.Read.All", "AdministrativeUnit.Read.All");
    const { body } = await graph(running, token, "/v1.0/groups?$filter=mailNickname eq 'all-meeting-spaces'");
    const path = `/v1.0/groups/${String(body.value?.[0]?.id)}`;
    expect((await graph(running, token, `${path}/members`)).body.value).toHaveLength(2);
    expect((await graph(running, token, `${path}/transitiveMembers`)).body.value).toHaveLength(5);
    const units = await graph(running, token, "/v1.0/directory/administrativeUnits");
    expect(units.body.value).toMatchObject([{ displayName: "New York Office" }]);
    const members = await graph(
      running,
      token,
      `/v1.0/directory/administrativeUnits/${String(units.body.value?.[0]?.id)}/members`,
    );
    expect(members.body.value).toHaveLength(6);
  });

  it("is seen late where reads lag", async () => {
    const { running, token } = await signedIn("Application.ReadWrite.All");
    running.tenant.faults.set({ lag: { reads: { calls: 1, milliseconds: 0 } } });
    const created = await graph(running, token, "/v1.0/applications", {
      method: "POST",
      body: { displayName: "late" },
    });
    const path = `/v1.0/applications/${String(created.body.id)}`;
    expect((await graph(running, token, path)).status).toBe(404);
    expect((await graph(running, token, path)).status).toBe(200);
  });
});
