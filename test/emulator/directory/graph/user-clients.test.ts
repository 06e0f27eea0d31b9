import { ClientSecretCredential } from "@azure/identity";
import { Client } from "@microsoft/microsoft-graph-client";
import type { GraphError, PageCollection } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials";
import { describe, expect, it } from "vitest";
import type { User } from "../../../../emulator/entities";
import { automation, roomBooking, tenantId } from "../../../support/seed";
import { accessToken, consent, graph } from "../../../support/sign-in";
import { freshTenant } from "../../cmdlets/fresh-tenant";
import { mailboxOf, roles, serviceAccount, skus, strongPassword } from "../../rows/user-steps";

const context = freshTenant();
const upn = serviceAccount.userPrincipalName;
const minute = 60_000;

/** The client's own headers on requests with the automation's token. */
async function client(headers: Record<string, string>, ...permissions: string[]) {
  consent(context.running, automation.servicePrincipalId, ...permissions);
  const token = await accessToken(context.running);
  return (method: string, path: string, body?: unknown) =>
    graph(context.running, token, path, { method, body, headers });
}

describe("Terraform's azuread provider", () => {
  const headers = {
    accept: "application/json; charset=utf-8; IEEE754Compatible=false",
    "content-type": "application/json; charset=utf-8",
    "odata-maxversion": "4.0",
    "odata-version": "4.0",
  };
  const unset = Object.fromEntries(
    [
      ...["ageGroup", "city", "companyName", "consentProvidedForMinor", "country", "department"],
      ...["employeeHireDate", "employeeId", "employeeType", "faxNumber", "givenName", "jobTitle", "mail"],
      ...["mobilePhone", "officeLocation", "onPremisesImmutableId", "passwordPolicies", "postalCode"],
      ...["preferredLanguage", "state", "streetAddress", "surname"],
    ].map((name) => [name, null]),
  );
  const type = { "@odata.type": "#microsoft.graph.user" };
  const declared = {
    ...unset,
    accountEnabled: true,
    businessPhones: [],
    displayName: "Room Service",
    employeeOrgData: { costCenter: null, division: null },
    mailNickname: "room-service",
    otherMails: [],
    usageLocation: "US",
    userPrincipalName: upn,
  };
  const passwordProfile = { forceChangePasswordNextSignIn: false, password: strongPassword };

  it("creates a user through a directory that lags, reads back what it wrote, updates and deletes", async () => {
    const send = await client(headers, "User.ReadWrite.All");
    context.tenant.faults.set({ lag: { reads: { calls: 1 }, targets: { calls: 1 } } });
    const created = await send("POST", "/v1.0/users", { ...type, ...declared, passwordProfile });
    expect(created.status).toBe(201);
    const id = String(created.body.id);
    const show = () => send("PATCH", `/beta/users/${id}`, { showInAddressList: true });
    expect([(await show()).status, (await show()).status]).toEqual([404, 204]);
    const polls = [];
    for (let poll = 0; poll < 6; poll += 1) polls.push((await send("GET", `/v1.0/users/${id}`)).status);
    expect(polls.slice(-5)).toEqual([200, 200, 200, 200, 200]);

    const names = Object.keys(declared);
    const select = `/v1.0/users/${id}?$select=${names.join()},onPremisesSyncEnabled,proxyAddresses,userType`;
    const read = await send("GET", select);
    expect(read.body).toMatchObject({ ...declared, onPremisesSyncEnabled: null, proxyAddresses: [] });
    expect((await send("GET", `/beta/users/${id}?$select=showInAddressList`)).body.showInAddressList).toBe(
      true,
    );
    expect((await send("GET", `/v1.0/users/${id}/manager`)).status).toBe(404);
    const byName = await send("GET", `/v1.0/users?$filter=userPrincipalName+eq+'${upn}'`);
    expect(byName.body.value?.map((user) => user.id)).toEqual([id]);

    const update = { ...type, ...declared, department: "Facilities", displayName: "Rooms" };
    expect((await send("PATCH", `/v1.0/users/${id}`, update)).status).toBe(204);
    expect(context.tenant.store.users.get(id)).toMatchObject({
      department: "Facilities",
      displayName: "Rooms",
    });

    expect((await send("DELETE", `/v1.0/users/${id}`)).status).toBe(204);
    const gone = [];
    for (let poll = 0; poll < 6; poll += 1) gone.push((await send("GET", `/v1.0/users/${id}`)).status);
    expect(gone.slice(-5)).toEqual([404, 404, 404, 404, 404]);
  });

  it("gives an application a directory role and takes it away", async () => {
    const send = await client(headers, "RoleManagement.ReadWrite.Directory", "Directory.Read.All");
    const template = roles.userAdministrator;
    const templates = await send("GET", "/v1.0/directoryRoleTemplates");
    expect(templates.body.value).toContainEqual(
      expect.objectContaining({ id: template, displayName: "User Administrator" }),
    );
    const search = `/v1.0/directoryRoles?$filter=roleTemplateId+eq+'${template}'`;
    expect((await send("GET", search)).body.value).toEqual([]);
    const activated = await send("POST", "/v1.0/directoryRoles", { roleTemplateId: template });
    expect((await send("GET", `/v1.0/directoryRoles/${String(activated.body.id)}`)).status).toBe(200);
    const assignments = "/v1.0/roleManagement/directory/roleAssignments";
    const created = await send("POST", assignments, {
      "@odata.type": "#microsoft.graph.unifiedRoleAssignment",
      directoryScopeId: "/",
      principalId: roomBooking.servicePrincipalId,
      roleDefinitionId: template,
    });
    expect(created.status).toBe(201);
    const path = `${assignments}/${String(created.body.id)}`;
    expect((await send("GET", path)).body.roleDefinitionId).toBe(template);
    expect((await send("DELETE", path)).status).toBe(204);
    expect((await send("GET", path)).status).toBe(404);
  });

  it("looks at the domains", async () => {
    const send = await client(headers, "Domain.Read.All");
    expect((await send("GET", "/v1.0/domains")).body.value).toContainEqual(
      expect.objectContaining({
        id: "contoso.onmicrosoft.com",
        isInitial: true,
        isDefault: false,
        isVerified: true,
        authenticationType: "Managed",
      }),
    );
  });
});

describe("cli-microsoft365", () => {
  const headers = {
    accept: "application/json;odata.metadata=none",
    "content-type": "application/json;odata=nometadata",
  };

  it("adds a user, licenses it, sets it, removes it and finds it in the recycle bin", async () => {
    const send = await client(headers, "User.ReadWrite.All", "Organization.Read.All");
    const added = await send("POST", "/v1.0/users", {
      accountEnabled: true,
      displayName: "Room Service",
      userPrincipalName: upn,
      mailNickName: "room-service",
      passwordProfile: {
        forceChangePasswordNextSignIn: false,
        forceChangePasswordNextSignInWithMfa: false,
        password: strongPassword,
      },
    });
    expect([added.status, added.body.userPrincipalName]).toEqual([201, upn]);
    expect(added.body).not.toHaveProperty("@odata.context");
    const id = String(added.body.id);
    expect((await send("GET", `/v1.0/users/${encodeURIComponent(upn)}`)).body.id).toBe(id);
    const listed = await send("GET", "/v1.0/users?$select=userPrincipalName,displayName&$top=100");
    expect(listed.body.value).toContainEqual({ userPrincipalName: upn, displayName: "Room Service" });

    const subscriptions = (await send("GET", "/v1.0/subscribedSkus")).body.value;
    const skuId = subscriptions?.find((sku) => sku.skuPartNumber === "EXCHANGESTANDARD")?.skuId;
    const add = { addLicenses: [{ disabledPlans: [], skuId }], removeLicenses: [] };
    expect((await send("POST", `/v1.0/users/${id}/assignLicense`, add)).status).toBe(400);
    expect((await send("PATCH", `/v1.0/users/${id}`, { usageLocation: "US" })).status).toBe(204);
    expect((await send("POST", `/v1.0/users/${id}/assignLicense`, add)).status).toBe(200);
    const remove = { addLicenses: [], removeLicenses: [skuId] };
    expect((await send("POST", `/v1.0/users/${id}/assignLicense`, remove)).status).toBe(200);
    expect((await send("DELETE", `/v1.0/users/${id}`)).status).toBe(204);

    const bin = await send("GET", "/v1.0/directory/deletedItems/microsoft.graph.user");
    expect(bin.body.value?.map((user) => user.id)).toEqual([id]);
    expect((await send("POST", `/v1.0/directory/deletedItems/${id}/restore`)).body.userPrincipalName).toBe(
      upn,
    );
  });
});

describe("the Graph client for JavaScript", () => {
  it("makes an account with a mailbox, waits for it, and purges both", async () => {
    const { running, tenant } = context;
    consent(running, automation.servicePrincipalId, "User.ReadWrite.All", "MailboxSettings.Read");
    const credential = new ClientSecretCredential(tenantId, automation.appId, automation.secret, {
      authorityHost: running.url,
      disableInstanceDiscovery: true,
    });
    const authProvider = new TokenCredentialAuthenticationProvider(credential, {
      scopes: ["https://graph.microsoft.com/.default"],
    });
    const graphClient = Client.initWithMiddleware({
      authProvider,
      baseUrl: `${running.url}/`,
      customHosts: new Set(["localhost"]),
    });
    tenant.faults.set({ mailboxProvisioning: { milliseconds: 5 * minute } });

    const user = (await graphClient.api("/users").post(serviceAccount)) as User;
    const account = graphClient.api(`/users/${user.id}`);
    await expect(graphClient.api("/users").post(serviceAccount)).rejects.toMatchObject({
      statusCode: 400,
      code: "Request_BadRequest",
    });
    await graphClient
      .api(`/users/${user.id}/assignLicense`)
      .post({ addLicenses: [{ skuId: skus.exchange, disabledPlans: [] }], removeLicenses: [] });
    const isReady = () =>
      graphClient
        .api(`/users/${user.id}/mailboxSettings`)
        .get()
        .then(
          () => true,
          (error: unknown) => (error as GraphError).code,
        );
    expect(await isReady()).toBe("MailboxNotEnabledForRESTAPI");
    tenant.clock.advance(5 * minute);
    expect(await isReady()).toBe(true);
    expect(await account.select(["mail"]).get()).toMatchObject({ mail: upn });

    expect(await account.update({ department: "Facilities" })).toBeUndefined();
    expect(mailboxOf(context, user)?.attributes).toEqual({ department: "Facilities" });
    const { responses } = (await graphClient.api("/$batch").post({
      requests: [
        { id: "1", method: "GET", url: `/users/${user.id}?$select=usageLocation` },
        { id: "2", method: "DELETE", url: `/users/${user.id}`, dependsOn: ["1"] },
      ],
    })) as { responses: { status: number }[] };
    expect(responses.map(({ status }) => status)).toEqual([200, 204]);
    const deleted = (await graphClient
      .api("/directory/deletedItems/microsoft.graph.user")
      .header("ConsistencyLevel", "eventual")
      .count(true)
      .filter(`endswith(userPrincipalName,'${upn}')`)
      .get()) as PageCollection;
    expect(deleted["@odata.count"]).toBe(1);
    await graphClient.api(`/directory/deletedItems/${user.id}`).delete();
    expect(tenant.store.users.get(user.id)).toBeUndefined();
  });
});
