import { expect } from "vitest";
import { automation, roomBooking } from "../../support/seed";
import type { RowCheck } from "./context";
import { createUser, license, mailboxOf, roles, signIn, skus, unlicense } from "./user-steps";

const refusal = { status: 400, body: { error: { code: "Request_BadRequest" } } };
const minute = 60_000;

/** What Graph promises about licences and roles, and Exchange about the mailboxes that follow. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "license-keys-required": async (context) => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    const body = { addLicenses: [{ skuId: skus.premium }] };
    expect(await send("POST", `/v1.0/users/${id}/assignLicense`, body)).toMatchObject(refusal);
    expect(context.tenant.store.users.get(id)?.assignedLicenses).toEqual([]);
  },

  "license-needs-usage-location": async (context) => {
    const send = await signIn(context);
    const user = await createUser(context, send, { usageLocation: null });
    expect(await license(send, user, skus.premium)).toMatchObject(refusal);
    await send("PATCH", `/v1.0/users/${user.id}`, { usageLocation: "CH" });
    expect((await license(send, user, skus.premium)).status).toBe(200);
  },

  "license-units-limited": async (context) => {
    const send = await signIn(context);
    context.tenant.store.subscribedSkus.update(skus.premium, { enabledUnits: 1 });
    const first = await createUser(context, send);
    const names = { mailNickname: "second", userPrincipalName: "second@contoso.example" };
    const second = await createUser(context, send, names);
    expect((await license(send, first, skus.premium)).status).toBe(200);
    expect(await license(send, second, skus.premium)).toMatchObject(refusal);
    await send("DELETE", `/v1.0/users/${first.id}`);
    expect((await license(send, second, skus.premium)).status).toBe(200);
  },

  "mailbox-plans-exclusive": async (context) => {
    const send = await signIn(context);
    const user = await createUser(context, send);
    expect(await license(send, user, skus.e3, skus.exchange)).toMatchObject(refusal);
    expect((await license(send, user, skus.e3, skus.premium)).status).toBe(200);
  },

  "directory-roles-activated": async (context) => {
    const send = await signIn(context, ["RoleManagement.ReadWrite.Directory"]);
    const path = `/v1.0/directoryRoles?$filter=roleTemplateId eq '${roles.userAdministrator}'`;
    expect((await send("GET", path)).body.value).toEqual([]);
    await send("POST", "/v1.0/directoryRoles", { roleTemplateId: roles.userAdministrator });
    expect((await send("GET", path)).body.value).toMatchObject([{ displayName: "User Administrator" }]);
  },

  "duplicate-directory-role-refused": async (context) => {
    const send = await signIn(context, ["RoleManagement.ReadWrite.Directory"]);
    const body = {
      directoryScopeId: "/",
      principalId: roomBooking.servicePrincipalId,
      roleDefinitionId: roles.userAdministrator,
    };
    const path = "/v1.0/roleManagement/directory/roleAssignments";
    expect((await send("POST", path, body)).status).toBe(201);
    expect(await send("POST", path, body)).toMatchObject(refusal);
    expect((await send("POST", path, { ...body, principalId: automation.servicePrincipalId })).status).toBe(
      201,
    );
  },

  "mailbox-takes-its-time": async (context) => {
    const { tenant, invoke } = context;
    const send = await signIn(context);
    tenant.faults.set({ mailboxProvisioning: { milliseconds: 10 * minute } });
    const user = await createUser(context, send);
    await license(send, user, skus.exchange);
    expect((await invoke("Get-Mailbox", { Identity: user.id })).status).toBe(404);
    expect((await invoke("Get-User", { Identity: user.id })).status).toBe(200);
    tenant.clock.advance(10 * minute);
    const [mailbox] = (await invoke("Get-Mailbox", { Identity: user.id })).objects;
    expect(mailbox).toMatchObject({
      ExternalDirectoryObjectId: user.id,
      Guid: mailboxOf(context, user)?.guid,
    });
  },

  "mailbox-named-by-object-id": async (context) => {
    const send = await signIn(context);
    const user = await createUser(context, send);
    await license(send, user, skus.exchange);
    expect(mailboxOf(context, user)).toMatchObject({ name: user.id, displayName: user.displayName });
  },

  "license-carries-mailbox": async (context) => {
    const send = await signIn(context);
    const user = await createUser(context, send);
    await license(send, user, skus.exchange);
    const exchangeGuid = mailboxOf(context, user)?.exchangeGuid;
    await unlicense(send, user, skus.exchange);
    expect((await context.invoke("Get-Mailbox", { Identity: user.id })).status).toBe(404);
    await license(send, user, skus.exchange);
    expect(mailboxOf(context, user)?.exchangeGuid).toBe(exchangeGuid);
  },

  "deleted-user-takes-mailbox": async (context) => {
    const send = await signIn(context);
    const user = await createUser(context, send);
    await license(send, user, skus.exchange);
    const mailbox = mailboxOf(context, user);
    await send("DELETE", `/v1.0/users/${user.id}`);
    expect((await context.invoke("Get-Mailbox", { Identity: mailbox?.guid })).status).toBe(404);
    await send("POST", `/v1.0/directory/deletedItems/${user.id}/restore`);
    expect(mailboxOf(context, user)?.exchangeGuid).toBe(mailbox?.exchangeGuid);
  },

  "upn-moves-primary-address": async (context) => {
    const send = await signIn(context);
    const user = await createUser(context, send);
    await license(send, user, skus.exchange);
    const userPrincipalName = "rooms@contoso.example";
    await send("PATCH", `/v1.0/users/${user.id}`, { userPrincipalName });
    const found = mailboxOf(context, user);
    expect(found).toMatchObject({ userPrincipalName, primarySmtpAddress: userPrincipalName });
    expect(found?.emailAddresses).toContain("smtp:room-service@contoso.example");
    expect(context.tenant.store.users.get(user.id)?.mail).toBe(userPrincipalName);
  },

  "exchange-learns-late": async (context) => {
    const { tenant, invoke } = context;
    const send = await signIn(context);
    tenant.faults.set({ dualWrite: { milliseconds: minute } });
    const user = await createUser(context, send);
    expect((await invoke("Get-User", { Identity: user.id })).status).toBe(404);
    tenant.clock.advance(minute);
    expect((await invoke("Get-User", { Identity: user.id })).status).toBe(200);
  },
};
