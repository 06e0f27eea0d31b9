import { expect } from "vitest";
import type { RowCheck } from "./context";
import { createUser, license, roles, serviceAccount, signIn, skus, strongPassword } from "./user-steps";

const refusal = { status: 400, body: { error: { code: "Request_BadRequest" } } };
const deletedItems = "/v1.0/directory/deletedItems";

/** What Graph promises about users, by the id of the behaviour. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "duplicate-upn-refused": async (context) => {
    const send = await signIn(context);
    const userPrincipalName = "bookable-rooms@contoso.example";
    const answer = await send("POST", "/v1.0/users", { ...serviceAccount, userPrincipalName });
    expect(answer).toMatchObject(refusal);
    expect(context.tenant.store.users.by("userPrincipalName", userPrincipalName)).toBeUndefined();
  },

  "verified-domain-required": async (context) => {
    const send = await signIn(context);
    const userPrincipalName = "room-service@fabrikam.example";
    expect(await send("POST", "/v1.0/users", { ...serviceAccount, userPrincipalName })).toMatchObject(
      refusal,
    );
  },

  "password-complexity": async (context) => {
    const send = await signIn(context);
    const weak = { passwordProfile: { password: "password" } };
    expect(await send("POST", "/v1.0/users", { ...serviceAccount, ...weak })).toMatchObject(refusal);
    const allowed = await send("POST", "/v1.0/users", {
      ...serviceAccount,
      ...weak,
      passwordPolicies: "DisablePasswordExpiration, DisableStrongPassword",
    });
    expect(allowed.status).toBe(201);
  },

  "unknown-user-property-refused": async (context) => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    expect(await send("PATCH", `/v1.0/users/${id}`, { colour: "red" })).toMatchObject(refusal);
  },

  "usage-location-cannot-be-reset": async (context) => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    expect(await send("PATCH", `/v1.0/users/${id}`, { usageLocation: null })).toMatchObject(refusal);
    expect(context.tenant.store.users.get(id)?.usageLocation).toBe("US");
  },

  "password-needs-directory-role": async (context) => {
    const body = { passwordProfile: { password: `${strongPassword}2` } };
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    expect((await send("PATCH", `/v1.0/users/${id}`, body)).status).toBe(403);
    const administrator = await signIn(context, [], [roles.userAdministrator]);
    expect((await administrator("PATCH", `/v1.0/users/${id}`, body)).status).toBe(204);
    expect(context.tenant.store.users.get(id)?.passwordProfile).toMatchObject(body.passwordProfile);
  },

  "administrators-are-protected": async (context) => {
    const admin = "/v1.0/users/admin@contoso.example";
    const send = await signIn(context, ["User.ReadWrite.All"], [roles.userAdministrator]);
    expect((await send("PATCH", admin, { accountEnabled: false })).status).toBe(403);
    expect((await send("DELETE", admin)).status).toBe(403);
    expect((await send("PATCH", admin, { department: "IT" })).status).toBe(204);
    const higher = await signIn(context, [], [roles.globalAdministrator]);
    expect((await higher("DELETE", admin)).status).toBe(204);
  },

  "synchronized-users-refuse-changes": async (context) => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    context.tenant.store.users.update(id, { onPremisesSyncEnabled: true });
    expect(await send("PATCH", `/v1.0/users/${id}`, { department: "IT" })).toMatchObject(refusal);
    expect((await send("PATCH", `/v1.0/users/${id}`, { usageLocation: "DE" })).status).toBe(204);
  },

  "show-in-address-list-in-beta": async (context) => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    await send("PATCH", `/v1.0/users/${id}`, { showInAddressList: false });
    const select = `/users/${id}?$select=showInAddressList`;
    expect((await send("GET", `/beta${select}`)).body.showInAddressList).toBeNull();
    await send("PATCH", `/beta/users/${id}`, { showInAddressList: false });
    expect((await send("GET", `/beta${select}`)).body.showInAddressList).toBe(false);
    expect((await send("GET", `/v1.0${select}`)).body).not.toHaveProperty("showInAddressList");
  },

  "deleted-users-restorable": async (context) => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    await send("DELETE", `/v1.0/users/${id}`);
    context.tenant.clock.advance(29 * 86_400_000);
    expect((await (await signIn(context))("POST", `${deletedItems}/${id}/restore`)).status).toBe(200);
    expect(context.tenant.store.users.by("userPrincipalName", serviceAccount.userPrincipalName)?.id).toBe(id);
  },

  "deleted-upn-prefixed": async (context) => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    await send("DELETE", `/v1.0/users/${id}`);
    const prefixed = `${id.replaceAll("-", "")}${serviceAccount.userPrincipalName}`;
    const list = `${deletedItems}/microsoft.graph.user?$filter=userPrincipalName eq`;
    expect((await send("GET", `${list} '${prefixed}'`)).body.value).toHaveLength(1);
    expect((await send("GET", `${list} '${serviceAccount.userPrincipalName}'`)).body.value).toEqual([]);
  },

  "deleted-items-need-type": async (context) => {
    const { status, body } = await (await signIn(context))("GET", deletedItems);
    expect([status, body.error?.code]).toEqual([400, "Request_UnsupportedQuery"]);
  },

  "restore-conflict-refused": async (context) => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    await license(send, { id }, skus.exchange);
    await send("DELETE", `/v1.0/users/${id}`);
    const namesake = await createUser(context, send);
    expect(await send("POST", `${deletedItems}/${id}/restore`)).toMatchObject(refusal);
    await license(send, namesake, skus.exchange);
    const newUserPrincipalName = "old-service@contoso.example";
    expect(await send("POST", `${deletedItems}/${id}/restore`, { newUserPrincipalName })).toMatchObject(
      refusal,
    );
    const reconciled = { newUserPrincipalName, autoReconcileProxyConflict: true };
    expect((await send("POST", `${deletedItems}/${id}/restore`, reconciled)).status).toBe(200);
    expect(context.tenant.store.users.get(id)).toMatchObject({
      userPrincipalName: newUserPrincipalName,
      deletedDateTime: null,
    });
  },
};
