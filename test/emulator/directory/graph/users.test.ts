import { describe, expect, it } from "vitest";
import { accessToken, consent, graph, graphScope } from "../../../support/sign-in";
import { automation, previewReader } from "../../../support/seed";
import { freshTenant } from "../../cmdlets/fresh-tenant";
import { createUser, roles, serviceAccount, signIn, strongPassword } from "../../rows/user-steps";

const context = freshTenant();
const { userPrincipalName: upn } = serviceAccount;
const stored = (id: unknown) => context.tenant.store.users.get(String(id));

describe("POST /users", () => {
  it("answers 201 with the default properties, and never shows the password again", async () => {
    const send = await signIn(context);
    const { status, body } = await send("POST", "/v1.0/users", serviceAccount);
    expect(status).toBe(201);
    expect(body).toMatchObject({ displayName: "Room Service", userPrincipalName: upn, businessPhones: [] });
    expect(body).not.toHaveProperty("usageLocation");
    expect(stored(body.id)).toMatchObject({ usageLocation: "US", mailNickname: "room-service" });
    const everything = await send("GET", `/beta/users/${String(body.id)}`);
    expect(everything.body).toMatchObject({ accountEnabled: true, usageLocation: "US", department: null });
    expect(everything.text).not.toContain(strongPassword);
    expect(everything.body).not.toHaveProperty("passwordProfile");
  });

  it.each([
    ["accountEnabled", undefined],
    ["displayName", null],
    ["mailNickname", undefined],
    ["userPrincipalName", undefined],
    ["passwordProfile", undefined],
    ["passwordProfile", { forceChangePasswordNextSignIn: false }],
    ["accountEnabled", "yes"],
    ["businessPhones", "1"],
    ["displayName", ""],
    ["displayName", "x".repeat(257)],
    ["mailNickname", "room service"],
    ["mailNickname", "room@service"],
    ["mailNickname", "räume"],
    ["mailNickname", "x".repeat(65)],
    ["userPrincipalName", "räume@contoso.example"],
    ["userPrincipalName", "room-service"],
    ["userPrincipalName", "room-service.@contoso.example"],
    ["usageLocation", "Switzerland"],
    ["usageLocation", "us"],
    ["passwordPolicies", "None, Strong"],
    ["passwordProfile", { password: "Sh0rt!" }],
    ["passwordProfile", { password: "Long!".repeat(60) }],
    ["assignedLicenses", []],
    ["id", "11111111-2222-4333-8444-555555555555"],
  ])("refuses %s as %j", async (property, value) => {
    const send = await signIn(context);
    const before = context.tenant.store.users.all();
    const answer = await send("POST", "/v1.0/users", { ...serviceAccount, [property]: value });
    expect([answer.status, answer.body.error?.code]).toEqual([400, "Request_BadRequest"]);
    expect(context.tenant.store.users.all()).toEqual(before);
  });

  it("takes names in any case, keeps nulls as not set, and what it does not know in any switch's off", async () => {
    const send = await signIn(context);
    const { mailNickname, ...others } = serviceAccount;
    const { body } = await send("POST", "/v1.0/users", {
      "@odata.type": "#microsoft.graph.user",
      ...others,
      mailNickName: mailNickname,
      department: null,
      otherMails: [],
      employeeOrgData: { costCenter: null, division: null },
    });
    expect(stored(body.id)).toMatchObject({ mailNickname, otherMails: [], department: null });
    expect(stored(body.id)).not.toHaveProperty("mailNickName");
    expect(stored(body.id)).not.toHaveProperty("@odata.type");
  });

  it("is refused without a writing permission, and allowed to the holders of a role that has it", async () => {
    const { running, tenant } = context;
    const reader = await signIn(context, ["User.Read.All"]);
    expect((await reader("POST", "/v1.0/users", serviceAccount)).status).toBe(403);
    const asPreviewReader = await accessToken(running, graphScope, previewReader);
    const init = { method: "POST", body: serviceAccount };
    expect((await graph(running, asPreviewReader, "/v1.0/users", init)).status).toBe(403);
    tenant.reset();
    const administrator = await signIn(context, [], [roles.userAdministrator]);
    expect((await administrator("POST", "/v1.0/users", serviceAccount)).status).toBe(201);
  });
});

describe("PATCH /users/{id}", () => {
  it("changes what is given and leaves the rest, by id or by UPN", async () => {
    const send = await signIn(context);
    const { id } = await createUser(context, send, { department: "Facilities", city: "Bern" });
    expect((await send("PATCH", `/v1.0/users/${upn}`, { department: null, jobTitle: "Robot" })).status).toBe(
      204,
    );
    expect(stored(id)).toMatchObject({ department: null, jobTitle: "Robot", city: "Bern" });
    const renamed = { userPrincipalName: "rooms@contoso.onmicrosoft.com", accountEnabled: false };
    expect((await send("PATCH", `/v1.0/users/${id}`, renamed)).status).toBe(204);
    expect((await send("GET", `/v1.0/users/${upn}`)).status).toBe(404);
    expect((await send("GET", `/v1.0/users/${renamed.userPrincipalName}`)).body.id).toBe(id);
  });

  it.each(["accountEnabled", "displayName", "mailNickname", "userPrincipalName"])(
    "does not clear %s",
    async (property) => {
      const send = await signIn(context);
      const user = await createUser(context, send);
      expect((await send("PATCH", `/v1.0/users/${user.id}`, { [property]: null })).status).toBe(400);
      expect(stored(user.id)).toEqual(user);
    },
  );

  it("takes a name of its own again, not one of somebody else's", async () => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    const rename = (userPrincipalName: string) => send("PATCH", `/v1.0/users/${id}`, { userPrincipalName });
    expect((await rename(upn.toUpperCase())).status).toBe(204);
    expect((await rename("megan.bowen@contoso.example")).status).toBe(400);
    expect((await rename("boardroom@contoso.onmicrosoft.com")).status).toBe(400);
    expect((await rename("room-service@fabrikam.example")).status).toBe(400);
  });

  it("writes a new password where the role allows it, by the policy that the user has then", async () => {
    const send = await signIn(context, ["User.ReadWrite.All"], [roles.userAdministrator]);
    const { id } = await createUser(context, send);
    context.tenant.clock.advance(1000);
    const weak = { passwordProfile: { password: "password" } };
    expect((await send("PATCH", `/v1.0/users/${id}`, weak)).status).toBe(400);
    const lenient = { ...weak, passwordPolicies: "DisableStrongPassword" };
    expect((await send("PATCH", `/v1.0/users/${id}`, lenient)).status).toBe(204);
    expect((await send("PATCH", `/v1.0/users/${id}`, { passwordProfile: null })).status).toBe(204);
    const user = stored(id);
    expect(user?.passwordProfile).toEqual({ password: "password", forceChangePasswordNextSignIn: false });
    expect(user?.lastPasswordChangeDateTime).not.toBe(user?.createdDateTime);
  });
});

describe("a user in a directory that lags", () => {
  it("is not found for a while after POST, and PATCH and assignLicense miss it too", async () => {
    const send = await signIn(context);
    context.tenant.faults.set({ lag: { reads: { calls: 2 }, targets: { calls: 1 } } });
    const { id } = await createUser(context, send);
    const path = `/v1.0/users/${id}`;
    const statuses = [];
    for (let poll = 0; poll < 3; poll += 1) statuses.push((await send("GET", path)).status);
    expect(statuses).toEqual([404, 404, 200]);
    expect((await send("PATCH", path, { city: "Bern" })).body.error?.code).toBe("Request_ResourceNotFound");
    expect((await send("PATCH", path, { city: "Bern" })).status).toBe(204);
  });

  it("lingers after DELETE, but can be deleted only once", async () => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    const minute = { milliseconds: 60_000 };
    context.tenant.faults.set({ lag: { reads: minute, targets: minute } });
    expect((await send("DELETE", `/v1.0/users/${id}`)).status).toBe(204);
    expect((await send("GET", `/v1.0/users/${id}`)).status).toBe(200);
    expect((await send("DELETE", `/v1.0/users/${id}`)).status).toBe(404);
    expect((await send("PATCH", `/v1.0/users/${id}`, { city: "Bern" })).status).toBe(404);
    context.tenant.clock.advance(60_000);
    expect((await send("GET", `/v1.0/users/${id}`)).status).toBe(404);
  });
});

describe("queries for users", () => {
  it("filter by id and UPN, count, and list several by their ids", async () => {
    const { running } = context;
    consent(running, automation.servicePrincipalId, "Directory.Read.All");
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    const list = async (filter: string) => (await send("GET", `/v1.0/users?$filter=${filter}`)).body.value;
    for (const filter of [
      `id eq '${id}'`,
      `userPrincipalName eq '${upn}' and accountEnabled eq true`,
      `id in ('${id}')`,
      `startswith(userPrincipalName,'room-service')`,
      `mailNickname eq 'room-service' or id eq '${id}'`,
    ]) {
      expect((await list(filter))?.map((user) => user.id)).toEqual([id]);
    }
    const token = await accessToken(running);
    const headers = { ConsistencyLevel: "eventual" };
    expect((await graph(running, token, "/v1.0/users/$count", { headers })).text).toBe("20");

    const { body } = await send("POST", "/v1.0/directoryObjects/getByIds", {
      ids: [id, automation.servicePrincipalId, crypto.randomUUID()],
      types: ["user", "servicePrincipal"],
    });
    expect(body.value).toMatchObject([
      { "@odata.type": "#microsoft.graph.user", userPrincipalName: upn },
      { "@odata.type": "#microsoft.graph.servicePrincipal", appId: automation.appId },
    ]);
    const users = await send("POST", "/v1.0/directoryObjects/getByIds", {
      ids: [id, automation.servicePrincipalId],
      types: ["user"],
    });
    expect(users.body.value).toHaveLength(1);
    expect((await send("POST", "/v1.0/directoryObjects/getByIds", { ids: [] })).status).toBe(400);
  });

  it("find no manager until there is one", async () => {
    const send = await signIn(context);
    const { id } = await createUser(context, send);
    const path = `/v1.0/users/${id}/manager`;
    const none = await send("GET", path);
    expect([none.status, none.body.error?.code]).toEqual([404, "Request_ResourceNotFound"]);
    const manager = context.tenant.store.users.by("userPrincipalName", "megan.bowen@contoso.example");
    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/users/${String(manager?.id)}` };
    expect((await send("PUT", `${path}/$ref`, reference)).status).toBe(204);
    expect((await send("GET", path)).body).toMatchObject({ id: manager?.id, displayName: "Megan Bowen" });
    expect((await send("GET", `/beta/users/${id}`)).body).not.toHaveProperty("manager");
    expect((await send("DELETE", `${path}/$ref`)).status).toBe(204);
    expect((await send("GET", path)).status).toBe(404);
  });
});
