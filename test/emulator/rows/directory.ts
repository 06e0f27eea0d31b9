import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { mintFederatedToken } from "../../../emulator";
import { automation, graphAppId, previewReader, roomBooking } from "../../support/seed";
import { accessToken, consent, graph, graphScope, requestToken } from "../../support/sign-in";
import type { RowCheck } from "./context";

const servicePrincipals = "/v1.0/servicePrincipals";

/** What sign-in and Graph promise, by the id of the behaviour. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "roles-of-token-time": async ({ running }) => {
    const token = await accessToken(running);
    consent(running, automation.servicePrincipalId, "User.Read.All");
    expect((await graph(running, token, "/v1.0/users")).status).toBe(403);
    expect((await graph(running, await accessToken(running), "/v1.0/users")).status).toBe(200);
  },

  "federated-case-sensitive": async ({ running }) => {
    const subject = "repo:Contoso/Infrastructure:ref:refs/heads/main";
    const { body } = await requestToken(running, {
      client_id: automation.appId,
      scope: graphScope,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await mintFederatedToken({
        issuer: "https://token.actions.githubusercontent.com",
        subject,
      }),
    });
    expect(body.error_codes).toEqual([700213]);
  },

  "graph-permission-required": async ({ running }) => {
    const { status, body } = await graph(running, await accessToken(running), "/v1.0/users");
    expect([status, body.error?.code]).toEqual([403, "Authorization_RequestDenied"]);
  },

  "directory-roles-open-graph": async ({ running }) => {
    const token = await accessToken(running, graphScope, previewReader);
    expect((await graph(running, token, "/v1.0/groups")).status).toBe(200);
  },

  "advanced-query-needs-header": async ({ running }) => {
    const path = `${servicePrincipals}?$filter=appId ne '${graphAppId}'`;
    const { status, body } = await graph(running, await accessToken(running), path);
    expect([status, body.error?.code]).toEqual([400, "Request_UnsupportedQuery"]);
  },

  "user-default-properties": async ({ running }) => {
    const token = await accessToken(running, graphScope, previewReader);
    const unasked = await graph(running, token, "/v1.0/users?$top=1");
    expect(unasked.body.value?.[0]).not.toHaveProperty("accountEnabled");
    const asked = await graph(running, token, "/v1.0/users?$top=1&$select=accountEnabled");
    expect(asked.body.value?.[0]).toHaveProperty("accountEnabled");
  },

  "duplicate-consent-refused": async ({ running, tenant }) => {
    consent(running, automation.servicePrincipalId, "AppRoleAssignment.ReadWrite.All");
    consent(running, roomBooking.servicePrincipalId, "Calendars.Read");
    const [held] = tenant.store.appRoleAssignments.filter(
      ({ principalId }) => principalId === roomBooking.servicePrincipalId,
    );
    const path = `${servicePrincipals}/${roomBooking.servicePrincipalId}/appRoleAssignments`;
    const { status } = await graph(running, await accessToken(running), path, {
      method: "POST",
      body: { appRoleId: held?.appRoleId, principalId: held?.principalId, resourceId: held?.resourceId },
    });
    expect(status).toBe(400);
    expect(
      tenant.store.appRoleAssignments.filter(({ principalId }) => principalId === held?.principalId),
    ).toEqual([held]);
  },

  "application-takes-service-principal": async ({ running, tenant }) => {
    consent(running, automation.servicePrincipalId, "Application.ReadWrite.All");
    const path = `/v1.0/applications/${roomBooking.applicationId}`;
    const { status } = await graph(running, await accessToken(running), path, { method: "DELETE" });
    expect(status).toBe(204);
    expect(tenant.store.servicePrincipals.get(roomBooking.servicePrincipalId)).toBeUndefined();
  },

  "service-principal-takes-consents": async ({ running, tenant }) => {
    consent(running, automation.servicePrincipalId, "Application.ReadWrite.All");
    consent(running, roomBooking.servicePrincipalId, "Calendars.Read");
    const path = `${servicePrincipals}/${roomBooking.servicePrincipalId}`;
    await graph(running, await accessToken(running), path, { method: "DELETE" });
    expect(
      tenant.store.appRoleAssignments.filter(
        ({ principalId }) => principalId === roomBooking.servicePrincipalId,
      ),
    ).toEqual([]);
  },

  "graph-refuses-mail-enabled-groups": async ({ running, tenant }) => {
    consent(running, automation.servicePrincipalId, "Group.ReadWrite.All");
    const group = tenant.store.groups.find(({ mailNickname }) => mailNickname === "bookable-rooms");
    const user = tenant.store.users.find(({ mailNickname }) => mailNickname === "room-hudson");
    const { status } = await graph(
      running,
      await accessToken(running),
      `/v1.0/groups/${String(group?.id)}/members/$ref`,
      {
        method: "POST",
        body: { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${String(user?.id)}` },
      },
    );
    expect(status).toBe(400);
    expect(tenant.store.groups.get(String(group?.id))?.members).toEqual(group?.members);
  },

  "members-bind-adds": async ({ running, tenant }) => {
    consent(running, automation.servicePrincipalId, "Group.ReadWrite.All");
    const [first, second] = tenant.store.users.all().map((user) => user.id);
    const group = tenant.store.groups.insert({
      id: randomUUID(),
      displayName: "Vendors",
      mailNickname: "vendors",
      mail: null,
      mailEnabled: false,
      securityEnabled: true,
      groupTypes: [],
      members: [first ?? ""],
      owners: [],
      createdDateTime: "2026-01-01T00:00:00Z",
    });
    await graph(running, await accessToken(running), `/v1.0/groups/${group.id}`, {
      method: "PATCH",
      body: { "members@odata.bind": [`https://graph.microsoft.com/v1.0/directoryObjects/${String(second)}`] },
    });
    expect(tenant.store.groups.get(group.id)?.members).toEqual([first, second]);
  },
};
