import { describe, expect, it } from "vitest";
import { tenantId } from "../../../support/seed";
import { freshTenant } from "../../cmdlets/fresh-tenant";
import {
  createUser,
  license,
  mailboxOf,
  serviceAccount,
  signIn,
  skus,
  unlicense,
} from "../../rows/user-steps";

const context = freshTenant();
const plans = {
  exchange: "9aaf7827-d63c-4b61-89c3-182f06f82e5c",
  teams: "57ff2da0-773e-42df-b2af-ffb7a2317929",
};
const mailboxEnterprise = "efb87545-963c-4e0d-99df-69c6916d9eb0";
const hour = 3_600_000;

describe("subscribedSkus", () => {
  it("show what is bought and what is used", async () => {
    const send = await signIn(context, ["User.ReadWrite.All", "Organization.Read.All"]);
    await license(send, await createUser(context, send), skus.exchange);
    const { body } = await send("GET", "/v1.0/subscribedSkus");
    expect(
      body.value?.map(({ skuPartNumber, consumedUnits, prepaidUnits }) => [
        skuPartNumber,
        consumedUnits,
        (prepaidUnits as { enabled: number }).enabled,
      ]),
    ).toEqual([
      ["SPE_E3", 8, 25],
      ["EXCHANGESTANDARD", 1, 5],
      ["AAD_PREMIUM", 0, 10],
    ]);
    const one = await send("GET", `/v1.0/subscribedSkus/${tenantId}_${skus.exchange}`);
    expect(one.body).toMatchObject({
      skuId: skus.exchange,
      servicePlans: [{ servicePlanId: plans.exchange, servicePlanName: "EXCHANGE_S_STANDARD" }],
    });
    expect((await send("GET", `/v1.0/subscribedSkus/${skus.exchange}`)).status).toBe(404);
  });

  it("need a permission of their own", async () => {
    const send = await signIn(context);
    expect((await send("GET", "/v1.0/subscribedSkus")).status).toBe(403);
  });
});

describe("assignLicense", () => {
  it("adds with disabled plans, changes them, and shows them in detail", async () => {
    const send = await signIn(context, ["User.ReadWrite.All"]);
    const { id } = await createUser(context, send);
    const assign = (disabledPlans: string[] | undefined) =>
      send("POST", `/v1.0/users/${id}/assignLicense`, {
        addLicenses: [{ skuId: skus.e3.toUpperCase(), disabledPlans }],
        removeLicenses: [],
      });
    const answer = await assign([plans.teams]);
    expect(answer.status).toBe(200);
    expect(answer.body.assignedLicenses).toEqual([{ skuId: skus.e3, disabledPlans: [plans.teams] }]);
    const details = await send("GET", `/v1.0/users/${id}/licenseDetails`);
    expect(details.body.value).toMatchObject([{ skuPartNumber: "SPE_E3" }]);
    expect(details.body.value?.[0]?.servicePlans).toContainEqual(
      expect.objectContaining({ servicePlanId: plans.teams, provisioningStatus: "Disabled" }),
    );
    const select = `/v1.0/users/${id}?$select=assignedPlans,assignedLicenses`;
    const planIds = async () =>
      ((await send("GET", select)).body.assignedPlans as { servicePlanId: string }[]).map(
        ({ servicePlanId }) => servicePlanId,
      );
    expect(await planIds()).not.toContain(plans.teams);
    const since = answer.body.assignedPlans as object[];
    context.tenant.clock.advance(1000);
    expect((await assign(undefined)).body.assignedPlans).toEqual(expect.arrayContaining(since));
    expect(await planIds()).toContain(plans.teams);
  });

  it.each<[string, object]>([
    [
      "an unknown SKU",
      { addLicenses: [{ skuId: "11111111-2222-4333-8444-555555555555" }], removeLicenses: [] },
    ],
    ["a SKU that is no id", { addLicenses: [{ skuId: "SPE_E3" }], removeLicenses: [] }],
    [
      "a plan of another SKU",
      {
        addLicenses: [{ skuId: skus.premium, disabledPlans: [plans.teams] }],
        removeLicenses: [],
      },
    ],
    [
      "the removal of what is not held",
      { addLicenses: [{ skuId: skus.premium }], removeLicenses: [skus.e3] },
    ],
    ["no lists", { addLicenses: null, removeLicenses: [] }],
  ])("refuses %s and changes nothing", async (_, body) => {
    const send = await signIn(context);
    const user = await createUser(context, send);
    const answer = await send("POST", `/v1.0/users/${user.id}/assignLicense`, body);
    expect([answer.status, answer.body.error?.code]).toEqual([400, "Request_BadRequest"]);
    expect(context.tenant.store.users.get(user.id)).toEqual(user);
  });

  it("swaps one mailbox licence for another, and the mailbox stays", async () => {
    const send = await signIn(context);
    const user = await createUser(context, send);
    await license(send, user, skus.exchange);
    const mailbox = mailboxOf(context, user);
    context.tenant.faults.set({ mailboxProvisioning: { milliseconds: hour } });
    const { status } = await send("POST", `/v1.0/users/${user.id}/assignLicense`, {
      addLicenses: [{ skuId: skus.e3, disabledPlans: [] }],
      removeLicenses: [skus.exchange],
    });
    expect(status).toBe(200);
    expect(mailboxOf(context, user)).toEqual(mailbox);
  });
});

describe("the mailbox of a licensed user", () => {
  it("carries the user's names and attributes, now and after a change", async () => {
    const send = await signIn(context);
    const user = await createUser(context, send, { department: "Facilities", jobTitle: "Robot" });
    await license(send, user, skus.exchange);
    const address = serviceAccount.userPrincipalName;
    expect(mailboxOf(context, user)).toMatchObject({
      alias: "room-service",
      primarySmtpAddress: address,
      emailAddresses: [`SMTP:${address}`, "smtp:room-service@contoso.onmicrosoft.com"],
      recipientTypeDetails: "UserMailbox",
      attributes: { department: "Facilities", title: "Robot" },
    });
    expect(context.tenant.store.users.get(user.id)).toMatchObject({ mail: address });
    await send("PATCH", `/beta/users/${user.id}`, {
      displayName: "Rooms",
      department: null,
      city: "Bern",
      showInAddressList: false,
    });
    expect(mailboxOf(context, user)).toMatchObject({ displayName: "Rooms", name: user.id });
    expect(mailboxOf(context, user)?.attributes).toEqual({
      city: "Bern",
      title: "Robot",
      hiddenFromAddressListsEnabled: true,
    });
    const { objects } = await context.invoke("Get-Recipient", { Filter: "City -eq 'Bern'" });
    expect(objects).toMatchObject([{ ExternalDirectoryObjectId: user.id }]);
  });

  it("does not come with a licence that brings none, or whose mailbox plan is disabled", async () => {
    const send = await signIn(context);
    const user = await createUser(context, send);
    await license(send, user, skus.premium);
    expect(mailboxOf(context, user)).toBeUndefined();
    await send("POST", `/v1.0/users/${user.id}/assignLicense`, {
      addLicenses: [{ skuId: skus.e3, disabledPlans: [mailboxEnterprise] }],
      removeLicenses: [],
    });
    expect(mailboxOf(context, user)).toBeUndefined();
  });

  it("opens in Graph when it is there and not before", async () => {
    const { tenant } = context;
    const send = await signIn(context, ["User.ReadWrite.All", "MailboxSettings.Read", "Calendars.Read"]);
    const user = await createUser(context, send);
    tenant.faults.set({ mailboxProvisioning: { milliseconds: hour / 2 } });
    const answers = async () => {
      const paths = ["mailboxSettings", "calendar"].map((part) => `/v1.0/users/${user.id}/${part}`);
      const [settings, calendar] = await Promise.all(paths.map((path) => send("GET", path)));
      return [settings?.status, settings?.body.error?.code, calendar?.status];
    };
    expect(await answers()).toEqual([404, "MailboxNotEnabledForRESTAPI", 404]);
    await license(send, user, skus.exchange);
    expect(await answers()).toEqual([404, "MailboxNotEnabledForRESTAPI", 404]);
    tenant.clock.advance(hour / 2);
    expect(await answers()).toEqual([200, undefined, 200]);
    await unlicense(send, user, skus.exchange);
    expect(await answers()).toEqual([404, "MailboxNotEnabledForRESTAPI", 404]);
  });

  it("waits for Exchange to know the user", async () => {
    const send = await signIn(context);
    context.tenant.faults.set({ dualWrite: { milliseconds: hour } });
    const user = await createUser(context, send);
    await license(send, user, skus.exchange);
    expect(mailboxOf(context, user)).toBeUndefined();
    context.tenant.faults.set({ dualWrite: { milliseconds: 0 } });
    expect(mailboxOf(context, user)).toBeDefined();
  });

  it("is lost when the licence stays away for 30 days, and a later one brings a new mailbox", async () => {
    const user = await createUser(context, await signIn(context));
    await license(await signIn(context), user, skus.exchange);
    const first = mailboxOf(context, user)?.exchangeGuid;
    await unlicense(await signIn(context), user, skus.exchange);
    context.tenant.clock.advance(30 * 24 * hour);
    expect(context.tenant.store.disconnectedMailboxes.all()).toEqual([]);
    await license(await signIn(context), user, skus.exchange);
    expect(mailboxOf(context, user)?.exchangeGuid).not.toBe(first);
    expect(mailboxOf(context, user)).toBeDefined();
  });

  it("that is a room's or shared does not hang on a licence", async () => {
    const send = await signIn(context);
    const user = context.tenant.store.users.by("userPrincipalName", "reception@contoso.example");
    if (!user) throw new Error("The seed has no reception.");
    const mailbox = mailboxOf(context, user);
    await license(send, user, skus.exchange);
    await unlicense(send, user, skus.exchange);
    expect(mailboxOf(context, user)).toEqual(mailbox);
  });
});

describe("a user without a mailbox", () => {
  const member = { Identity: "Recipient Management" };
  const members = async () =>
    (await context.invoke("Get-RoleGroupMember", member)).objects.map(({ Guid }) => Guid);

  it("is the same object in Exchange before the mailbox, with it and after it, and keeps its roles", async () => {
    const { invoke } = context;
    const send = await signIn(context);
    const user = await createUser(context, send);
    const [known] = (await invoke("Get-User", { Identity: user.id })).objects;
    expect(known).toMatchObject({ RecipientType: "User", UserPrincipalName: user.userPrincipalName });
    const identity = { Identity: user.userPrincipalName };
    expect((await invoke("Get-Recipient", identity)).status).toBe(404);
    const assigned = await invoke("New-ManagementRoleAssignment", {
      User: user.userPrincipalName,
      Role: "Mail Recipients",
      Name: "Service",
    });
    expect(assigned.error).toBeUndefined();
    expect((await invoke("Add-RoleGroupMember", { ...member, Member: user.id })).status).toBe(200);
    expect(await members()).toEqual([known?.Guid]);

    await license(send, user, skus.exchange);
    expect((await invoke("Get-Mailbox", identity)).objects).toMatchObject([{ Guid: known?.Guid }]);
    await unlicense(send, user, skus.exchange);
    expect((await invoke("Get-User", identity)).objects).toMatchObject([{ Guid: known?.Guid }]);
    expect((await invoke("Get-Recipient", identity)).status).toBe(404);
    expect(await members()).toEqual([known?.Guid]);
    const [assignment] = (await invoke("Get-ManagementRoleAssignment", { Identity: "Service" })).objects;
    expect(assignment).toMatchObject({ RoleAssigneeName: user.id });
  });

  it("is disabled in Exchange when its account is", async () => {
    const send = await signIn(context);
    const { id } = await createUser(context, send, { accountEnabled: false });
    expect((await context.invoke("Get-User", { Identity: id })).objects).toMatchObject([
      { AccountDisabled: true },
    ]);
  });
});
