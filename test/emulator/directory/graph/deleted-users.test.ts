import { describe, expect, it } from "vitest";
import { graph, accessToken } from "../../../support/sign-in";
import { freshTenant } from "../../cmdlets/fresh-tenant";
import { createUser, license, mailboxOf, serviceAccount, signIn, skus } from "../../rows/user-steps";
import type { Send } from "../../rows/user-steps";

const context = freshTenant();
const deletedItems = "/v1.0/directory/deletedItems";
const day = 86_400_000;

async function createAndDelete(send: Send) {
  const user = await createUser(context, send);
  expect((await send("DELETE", `/v1.0/users/${user.id}`)).status).toBe(204);
  return user;
}

describe("a deleted user", () => {
  it("is gone from the users, is listed and shown among the deleted items, and its name is free", async () => {
    const send = await signIn(context);
    const { id } = await createAndDelete(send);
    expect((await send("GET", `/v1.0/users/${id}`)).status).toBe(404);
    const list = `${deletedItems}/microsoft.graph.user`;
    const { body } = await send(
      "GET",
      `${list}?$select=id,deletedDateTime&$filter=displayName eq 'Room Service'`,
    );
    expect(body.value).toMatchObject([{ id, deletedDateTime: expect.stringMatching(/Z$/) as string }]);
    expect((await send("GET", `${deletedItems}/${id}`)).body).toMatchObject({
      "@odata.type": "#microsoft.graph.user",
      id,
    });
    const token = await accessToken(context.running);
    const headers = { ConsistencyLevel: "eventual" };
    expect((await graph(context.running, token, `${list}/$count`, { headers })).text).toBe("1");
    const ends = `${list}?$count=true&$filter=endswith(userPrincipalName,'${serviceAccount.userPrincipalName}')`;
    expect((await graph(context.running, token, ends, { headers })).body.value).toHaveLength(1);

    const again = await createUser(context, send);
    expect(again.id).not.toBe(id);
  });

  it("comes back whole, under another name if asked", async () => {
    const send = await signIn(context);
    const user = await createAndDelete(send);
    const newUserPrincipalName = "returned@contoso.example";
    const { status, body } = await send("POST", `${deletedItems}/${user.id}/restore`, {
      newUserPrincipalName,
    });
    expect([status, body.userPrincipalName]).toEqual([200, newUserPrincipalName]);
    expect(context.tenant.store.users.get(user.id)).toEqual({
      ...user,
      userPrincipalName: newUserPrincipalName,
    });
    expect((await send("POST", `${deletedItems}/${user.id}/restore`)).status).toBe(404);
    expect((await send("GET", `${deletedItems}/${user.id}`)).status).toBe(404);
  });

  it("is not restored under a name that is none of the tenant's", async () => {
    const send = await signIn(context);
    const { id } = await createAndDelete(send);
    const restore = (newUserPrincipalName: unknown) =>
      send("POST", `${deletedItems}/${id}/restore`, { newUserPrincipalName });
    expect((await restore("returned@fabrikam.example")).status).toBe(400);
    expect((await restore(1)).status).toBe(400);
  });

  it("can be purged, with the mailbox, and then comes back no more", async () => {
    const send = await signIn(context);
    const user = await createUser(context, send);
    await license(send, user, skus.exchange);
    await send("DELETE", `/v1.0/users/${user.id}`);
    expect(context.tenant.store.disconnectedMailboxes.all()).toHaveLength(1);
    expect((await send("DELETE", `${deletedItems}/${user.id}`)).status).toBe(204);
    expect(context.tenant.store.users.get(user.id)).toBeUndefined();
    expect(context.tenant.store.disconnectedMailboxes.all()).toEqual([]);
    expect((await send("DELETE", `${deletedItems}/${user.id}`)).status).toBe(404);
  });

  it("is purged by itself after 30 days of the tenant's time", async () => {
    const user = await createAndDelete(await signIn(context));
    context.tenant.clock.advance(30 * day - 60_000);
    expect(context.tenant.store.users.get(user.id)).toBeDefined();
    context.tenant.clock.advance(60_000);
    expect(context.tenant.store.users.get(user.id)).toBeUndefined();
  });

  it("may be deleted and restored with the permission that is for just that, and not by a reader", async () => {
    const user = await createUser(context, await signIn(context));
    const deleter = await signInAnew(["User.DeleteRestore.All"]);
    expect((await deleter("PATCH", `/v1.0/users/${user.id}`, { city: "Bern" })).status).toBe(403);
    expect((await deleter("DELETE", `/v1.0/users/${user.id}`)).status).toBe(204);
    const reader = await signInAnew(["User.Read.All"]);
    expect((await reader("GET", `${deletedItems}/${user.id}`)).status).toBe(200);
    expect((await reader("POST", `${deletedItems}/${user.id}/restore`)).status).toBe(403);
    expect((await reader("DELETE", `${deletedItems}/${user.id}`)).status).toBe(403);
    expect((await deleter("POST", `${deletedItems}/${user.id}/restore`)).status).toBe(200);
  });
});

/** A token with the given permissions and no others. */
async function signInAnew(permissions: readonly string[]): Promise<Send> {
  const { appRoleAssignments } = context.tenant.store;
  for (const { id } of appRoleAssignments.all()) appRoleAssignments.remove(id);
  return signIn(context, permissions);
}

describe("a mailbox whose user is deleted", () => {
  it.each(["boardroom", "reception", "megan.bowen"])("comes back with %s", async (alias) => {
    const send = await signIn(context);
    const user = context.tenant.store.users.by("userPrincipalName", `${alias}@contoso.example`);
    if (!user) throw new Error(`The seed has no ${alias}.`);
    const mailbox = mailboxOf(context, user);
    await send("DELETE", `/v1.0/users/${user.id}`);
    expect(mailboxOf(context, user)).toBeUndefined();
    expect((await send("POST", `${deletedItems}/${user.id}/restore`)).status).toBe(200);
    expect(mailboxOf(context, user)).toEqual({
      ...mailbox,
      whenChanged: mailboxOf(context, user)?.whenChanged,
    });
  });
});
