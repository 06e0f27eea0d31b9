import { describe, expect, it } from "vitest";
import { automation, graphAppId, roomBooking } from "../../../support/seed";
import { graph, signedIn } from "../../../support/sign-in";

describe("an enterprise application", () => {
  it("is created for an app registration once, changed, and deleted with its consents", async () => {
    const { running, token } = await signedIn("Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All");
    const post = (path: string, body: unknown) => graph(running, token, path, { method: "POST", body });
    const { body: application } = await post("/v1.0/myorganization/applications", {
      displayName: "Desk booking",
      signInAudience: "AzureADMyOrg",
      notes: null,
    });
    expect(application).toMatchObject({ displayName: "Desk booking", notes: null, passwordCredentials: [] });

    const created = await post("/v1.0/servicePrincipals", { appId: application.appId, tags: [] });
    expect(created).toMatchObject({
      status: 201,
      body: { displayName: "Desk booking", accountEnabled: true, tags: [] },
    });
    expect(await post("/v1.0/servicePrincipals", { appId: application.appId })).toMatchObject({
      status: 409,
      body: { error: { code: "Request_MultipleObjectsWithSameKeyValue" } },
    });
    expect((await post("/v1.0/servicePrincipals", { appId: crypto.randomUUID() })).status).toBe(400);

    const path = `/v1.0/servicePrincipals/${String(created.body.id)}`;
    const changed = await graph(running, token, path, {
      method: "PATCH",
      body: { accountEnabled: false, notes: null },
    });
    expect(changed.status).toBe(204);
    expect((await graph(running, token, path)).body).toMatchObject({ accountEnabled: false, notes: null });

    expect((await graph(running, token, path, { method: "DELETE" })).status).toBe(204);
    expect((await graph(running, token, path)).status).toBe(404);
    expect((await graph(running, token, path, { method: "DELETE" })).status).toBe(404);
  });

  it("goes with its app registration", async () => {
    const { running, token } = await signedIn("Application.ReadWrite.All");
    const path = `/v1.0/applications/${roomBooking.applicationId}`;
    expect((await graph(running, token, path, { method: "DELETE" })).status).toBe(204);
    expect(running.tenant.store.servicePrincipals.by("appId", roomBooking.appId)).toBeUndefined();
  });

  it("never shows a secret, a certificate's key or a federated credential", async () => {
    const { running, token } = await signedIn();
    const { text } = await graph(running, token, "/beta/applications");
    expect(text).not.toMatch(/-secret"|repo:contoso/);
    expect(text).toMatch(/"hint":"inf"/);
  });

  it("has owners that are added and removed by reference", async () => {
    const { running, token } = await signedIn("Application.ReadWrite.All");
    const path = `/v1.0/servicePrincipals/${roomBooking.servicePrincipalId}/owners`;
    const body = {
      "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${automation.servicePrincipalId}`,
    };
    expect((await graph(running, token, `${path}/$ref`, { method: "POST", body })).status).toBe(204);
    expect((await graph(running, token, path)).body.value).toMatchObject([
      { id: automation.servicePrincipalId },
    ]);
    const removed = await graph(running, token, `${path}/${automation.servicePrincipalId}/$ref`, {
      method: "DELETE",
    });
    expect(removed.status).toBe(204);
    expect((await graph(running, token, path)).body.value).toEqual([]);
  });
});

describe("a consent", () => {
  const principal = `/v1.0/servicePrincipals/${roomBooking.servicePrincipalId}`;

  it("is given at either end, once, and is the same object at both", async () => {
    const { running, token } = await signedIn("AppRoleAssignment.ReadWrite.All");
    const resource = running.tenant.store.servicePrincipals.by("appId", graphAppId);
    const role = resource?.appRoles.find(({ value }) => value === "Calendars.Read");
    const body = {
      appRoleId: role?.id,
      principalId: roomBooking.servicePrincipalId,
      resourceId: resource?.id,
    };
    const given = await graph(
      running,
      token,
      `/v1.0/servicePrincipals/${String(resource?.id)}/appRoleAssignedTo`,
      {
        method: "POST",
        body,
      },
    );
    expect(given).toMatchObject({ status: 201, body: { principalDisplayName: "Contoso Room Booking" } });
    const again = await graph(running, token, `${principal}/appRoleAssignments`, { method: "POST", body });
    expect(again.status).toBe(400);
    expect(again.body.error?.message).toContain("Permission being assigned already exists on the object");

    const held = await graph(running, token, `${principal}/appRoleAssignments`);
    expect(held.body.value).toMatchObject([{ id: given.body.id, appRoleId: role?.id }]);
    const one = `${principal}/appRoleAssignments/${String(given.body.id)}`;
    expect((await graph(running, token, one)).body.id).toBe(given.body.id);
    expect((await graph(running, token, one, { method: "DELETE" })).status).toBe(204);
    expect((await graph(running, token, one, { method: "DELETE" })).status).toBe(404);
  });

  it("wants a role that the resource has and a principal that exists", async () => {
    const { running, token } = await signedIn("AppRoleAssignment.ReadWrite.All");
    const resource = running.tenant.store.servicePrincipals.by("appId", graphAppId);
    const post = async (path: string, body: unknown) =>
      (await graph(running, token, `${path}/appRoleAssignments`, { method: "POST", body })).status;
    const unknown = crypto.randomUUID();
    const principalId = roomBooking.servicePrincipalId;
    expect(await post(principal, { appRoleId: unknown, principalId, resourceId: resource?.id })).toBe(400);
    expect(await post(principal, { appRoleId: unknown, principalId, resourceId: unknown })).toBe(404);
    expect(
      await post(principal, { appRoleId: unknown, principalId: unknown, resourceId: resource?.id }),
    ).toBe(400);
  });
});
