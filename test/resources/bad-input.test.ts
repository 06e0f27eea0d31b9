import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import type { Kind } from "../../providers/dynamic/provider-text";
import { unknownValue } from "../../providers/dynamic/unknowns";
import { provide } from "../../providers/dynamic/provide";
import { newRun } from "../../providers/dynamic/run";
import { connect } from "../../providers/clients";
import { managementScopeProvider } from "../../providers/resources/management-scope.provider";
import { startProcess } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

// Each wrong program is refused by `check`, with the property, the fault and what is valid, before anything is sent.

let running: RunningTenant;
beforeAll(async () => {
  running = await startTestTenant();
  return () => running.close();
});
afterAll(() => expect(running.requests()).toEqual([]));

const guid = "0d3b6f2c-5f0e-4f56-9d2b-0a1b2c3d4e5f";
const filter = "RecipientTypeDetails -eq 'RoomMailbox'";
const grant = { role: "Application Calendars.Read", app: guid, scope: { managementScope: "rooms" } };

interface Case {
  kind: Kind;
  inputs: Record<string, unknown>;
  property: string;
  says: RegExp;
}

const scope = (inputs: Record<string, unknown>, property: string, says: RegExp): Case => ({
  kind: "ManagementScope",
  inputs: { recipientRestrictionFilter: filter, ...inputs },
  property,
  says,
});
const filterCase = (text: unknown, says: RegExp): Case =>
  scope({ recipientRestrictionFilter: text }, "recipientRestrictionFilter", says);
const assignment = (inputs: Record<string, unknown>, property: string, says: RegExp): Case => ({
  kind: "RoleAssignment",
  inputs: { ...grant, ...inputs },
  property,
  says,
});
const account = (inputs: Record<string, unknown>, property: string, says: RegExp): Case => ({
  kind: "ServiceAccount",
  inputs: { userPrincipalName: "room-booking@contoso.com", displayName: "Room Booking", ...inputs },
  property,
  says,
});
const principal = (inputs: Record<string, unknown>, property: string, says: RegExp): Case => ({
  kind: "ServicePrincipal",
  inputs: { appId: guid, objectId: guid, ...inputs },
  property,
  says,
});

const cases: Record<string, Case[]> = {
  "a filter": [
    filterCase("", /empty/i),
    filterCase("   ", /empty/i),
    filterCase("{}", /empty/i),
    filterCase(undefined, /OPATH filter/),
    filterCase(42, /OPATH filter/),
    filterCase("RecipientTypeDetails == 'RoomMailbox'", /-eq/),
    filterCase("RecipientTypeDetails -match 'Room'", /-like/),
    filterCase("RecipientTypeDetails -eq 'RoomMailbox", /nothing closes/),
    filterCase("RecipientTypeDetails -eq 'RoomMailbox' -or 'EquipmentMailbox'", /RecipientTypeDetails/),
    filterCase("City -eq 'Oslo' -and Office -eq 'A' -or Office -eq 'B'", /parenthes/i),
    filterCase("RecipientTypDetails -eq 'RoomMailbox'", /RecipientTypeDetails/),
    filterCase("RecipientTypeDetails -eq 'RoomMailboxes'", /RoomMailbox/),
    filterCase("RecipientTypeDetails -eq 16", /name/i),
    filterCase("MemberOfGroup -eq 'Rooms'", /distinguished name|DN/i),
    filterCase("City -eq $city", /\$city|variable/i),
    filterCase("City -eq 'Os*'", /-like/),
    filterCase("(City -eq 'Oslo'", /\)/),
    filterCase("Alias -like '*'", /organizationWide: true/),
    filterCase("City -eq 'Oslo' -or -not (-not (Name -ne $null))", /organizationWide: true/),
  ],
  "a name": [
    scope({ name: "x".repeat(65) }, "name", /64/),
    scope({ name: "rooms*" }, "name", /pattern/),
    scope({ name: "rooms[1]" }, "name", /pattern/),
    scope({ name: "" }, "name", /empty/),
    scope({ name: " rooms" }, "name", /space/),
    scope({ name: "org\\rooms" }, "name", /backslash/),
    scope({ name: "rooms\n" }, "name", /control character/),
    scope({ name: 7 }, "name", /text/),
    assignment({ name: "what?" }, "name", /pattern/),
    principal({ displayName: "" }, "displayName", /empty/),
    principal({ displayName: "x".repeat(257) }, "displayName", /256/),
  ],
  "a scope that is not exactly one": [
    assignment(
      { scope: undefined },
      "scope",
      /exactly one of .*managementScope.*group.*administrativeUnit.*organizationWide/,
    ),
    assignment({ scope: {} }, "scope", /exactly one/),
    assignment({ scope: { managementScope: "a", group: "b" } }, "scope", /managementScope and group/),
    assignment({ scope: { managementScope: "a", organizationWide: true } }, "scope", /exactly one/),
    assignment({ scope: { organizationWide: false } }, "scope", /only be true/),
    assignment({ scope: { managementScope: "" } }, "scope", /empty/),
    assignment({ scope: { group: " " } }, "scope", /empty/),
    assignment({ scope: { administrativeUnit: "Sales" } }, "scope", /GUID/),
    assignment({ scope: { customResourceScope: "rooms" } }, "scope", /customResourceScope/),
    assignment({ scope: "rooms" }, "scope", /exactly one/),
    assignment({ scope: null }, "scope", /exactly one/),
  ],
  "a value beside one that is not known yet": [
    assignment({ scope: { managementScope: unknownValue, group: "b" } }, "scope", /exactly one/),
    assignment({ app: unknownValue, role: "" }, "role", /role/),
    assignment({ app: unknownValue, enabled: false }, "enabled", /creation/),
    assignment({ scope: unknownValue, name: "a*" }, "name", /pattern/),
    scope({ name: unknownValue, exclusive: "yes" }, "exclusive", /true or false/),
    scope({ name: unknownValue, recipientRestrictionFilter: "" }, "recipientRestrictionFilter", /empty/i),
    principal({ objectId: unknownValue, appId: "booking" }, "appId", /GUID/),
  ],
  "an account": [
    account({ userPrincipalName: undefined }, "userPrincipalName", /text/),
    account({ userPrincipalName: "room-booking" }, "userPrincipalName", /room-booking@contoso\.com/),
    account({ userPrincipalName: "room booking@contoso.com" }, "userPrincipalName", /sign-in name/),
    account({ userPrincipalName: "Zoë@contoso.com" }, "userPrincipalName", /letters, digits/),
    account({ userPrincipalName: "a..b@contoso.com" }, "userPrincipalName", /dot/),
    account({ userPrincipalName: "a.@contoso.com" }, "userPrincipalName", /dot/),
    account({ userPrincipalName: `${"x".repeat(65)}@contoso.com` }, "userPrincipalName", /64 at most/),
    account({ userPrincipalName: `x@${"y".repeat(110)}.com` }, "userPrincipalName", /113/),
    account({ displayName: " " }, "displayName", /empty/),
    account({ displayName: "x".repeat(257) }, "displayName", /256/),
    account({ mailNickname: "room booking" }, "mailNickname", /spaces/),
    account({ mailNickname: "room@booking" }, "mailNickname", /@/),
    account({ mailNickname: "x".repeat(65) }, "mailNickname", /64/),
    account({ usageLocation: "USA" }, "usageLocation", /two letters/),
    account({ licenses: ["EXCHANGESTANDARD"] }, "usageLocation", /needed for licences/),
    account({ licenses: "EXCHANGESTANDARD", usageLocation: "US" }, "licenses", /list/),
    account({ licenses: ["A", "a"], usageLocation: "US" }, "licenses", /twice/),
    account({ licenses: [""], usageLocation: "US" }, "licenses", /empty/),
    account({ licensesMode: "exact" }, "licensesMode", /licenses are not given/),
    account({ licensesMode: "only", licenses: [] }, "licensesMode", /additive or exact/),
    account({ accountEnabled: "yes" }, "accountEnabled", /true or false/),
    account({ waitForMailboxMinutes: 0 }, "waitForMailboxMinutes", /at least a minute/),
    account({ waitForMailboxMinutes: 1.5 }, "waitForMailboxMinutes", /whole number/),
    account({ waitForMailboxMinutes: 1441 }, "waitForMailboxMinutes", /day/),
    account({ waitForMailboxMinutes: "30" }, "waitForMailboxMinutes", /minutes/),
    account({ adopt: true, restoreDeleted: true }, "restoreDeleted", /one of the two/),
    account({ displayName: unknownValue, licenses: ["A"] }, "usageLocation", /needed/),
  ],
  "a property or value of another kind": [
    scope({ recipientFilter: filter }, "recipientFilter", /recipientRestrictionFilter/),
    scope({ exclusive: 1 }, "exclusive", /true or false/),
    scope({ recipientRoot: "" }, "recipientRoot", /empty/),
    scope({ recipientRoot: guid }, "recipientRoot", /Guid/),
    scope({ adopt: "yes" }, "adopt", /true or false/),
    principal({ appId: undefined }, "appId", /GUID/),
    principal({ objectId: "Contoso" }, "objectId", /enterprise application/),
    assignment({ app: "Contoso Room Booking" }, "app", /GUID/),
    assignment({ role: undefined }, "role", /role/),
    assignment({ role: "Application *" }, "role", /pattern/),
    assignment({ role: "ApplicationImpersonation" }, "role", /Application Calendars\.ReadWrite/),
    assignment({ enabled: false }, "enabled", /creation/),
    assignment({ user: "someone@contoso.com" }, "user", /exactly one of app, user, securityGroup/),
  ],
};

describe.each(Object.entries(cases))("%s", (_, wrong) => {
  test.each(wrong)("$kind $inputs is refused at $property", async ({ kind, inputs, property, says }) => {
    const provider = (await startProcess(running))[kind];
    const { failures } = await provider.check(
      {},
      { ...inputs, __autoName: "o/p/s//k/n", __provider: "text" },
    );
    expect(failures).not.toEqual([]);
    expect(failures.map((failure) => failure.property.split(".")[0])).toContain(property);
    expect(failures.map(({ reason }) => reason).join("\n")).toMatch(says);
    expect(failures.map(({ reason }) => reason).join("\n")).not.toContain(unknownValue);
  });
});

test.each([
  { inputs: { password: "s3cret!" }, says: /password: is shorter than the 8/ },
  { inputs: { password: 12345678 }, says: /password: must be a text/ },
  { inputs: { adopt: true, password: "s3cret!s3cret!" }, says: /password: cannot be compared/ },
  { inputs: { pasword: "s3cret!s3cret!" }, says: /pasword: there is no such property/ },
])("a password at fault, or its name misspelt, is refused without a word of it: $says", async (wrong) => {
  const { inputs } = account(wrong.inputs, "", wrong.says);
  const { ServiceAccount: provider } = await startProcess(running);
  const { failures } = await provider.check({}, { ...inputs, __autoName: "o/p/s//k/n", __provider: "text" });
  // The engine prints the value of the property that a failure names.
  expect(failures).toEqual([{ property: "", reason: expect.stringMatching(wrong.says) as string }]);
  expect(JSON.stringify(failures)).not.toMatch(/s3cret|12345678/);
});

test("exclusive cannot be changed, and the refusal says what to do instead", async () => {
  const { ManagementScope: provider } = await startProcess(running);
  const olds = { name: "rooms", recipientRestrictionFilter: filter, exclusive: false };
  const { failures } = await provider.check(olds, { ...olds, exclusive: true });
  expect(failures).toMatchObject([
    { property: "exclusive", reason: expect.stringMatching(/second scope/) as string },
  ]);
});

describe("a connection", () => {
  const complete = {
    ARM_TENANT_ID: "4d1dd7de-07c1-437b-95d0-c57b811008b7",
    ARM_CLIENT_ID: "bc4b3fce-ffa3-4da6-a48e-90b3abc78239",
    ARM_CLIENT_SECRET: "a-secret-that-must-not-show",
  };
  test.each([
    { config: { tenantId: "contoso" }, variables: complete, says: /exchange:tenantId.*contoso.*GUID/s },
    {
      config: { environment: "germany" },
      variables: complete,
      says: /exchange:environment.*public.*usgovernment.*china/s,
    },
    { config: { environment: "http://localhost:1" }, variables: complete, says: /https/ },
    {
      config: { environment: "https://user:pass@localhost" },
      variables: complete,
      says: /exchange:environment/,
    },
    { config: { deployment: "hybrid" }, variables: complete, says: /exchange:deployment.*online/s },
    { config: { transport: "telnet" }, variables: complete, says: /exchange:transport.*rest/s },
    { config: { credentials: "fabrikam-" }, variables: complete, says: /exchange:credentials.*FABRIKAM/s },
    { config: { credentials: "FABRIKAM" }, variables: complete, says: /FABRIKAM_CLIENT_ID/ },
    { config: {}, variables: {}, says: /ARM_CLIENT_ID.*ARM_CLIENT_SECRET.*ARM_USE_CLI/s },
    { config: {}, variables: { ...complete, ARM_TENANT_ID: "" }, says: /exchange:tenantId is not set/ },
    { config: {}, variables: { ...complete, ARM_TENANT_ID: "contoso.com" }, says: /ARM_TENANT_ID.*GUID/ },
    { config: {}, variables: { ...complete, ARM_CLIENT_SECRET: "" }, says: /ARM_CLIENT_SECRET/ },
    {
      config: {},
      variables: { ...complete, ARM_CLIENT_SECRET: "", ARM_CLIENT_CERTIFICATE_PATH: "/nowhere/app.pem" },
      says: /\/nowhere\/app\.pem.*does not exist/,
    },
  ])("with $config and $variables is refused", async ({ config, variables, says }) => {
    const settings: Record<string, string | undefined> = config;
    const provider = provide(managementScopeProvider, (read) => connect(read, variables), newRun());
    await provider.configure({ config: { get: (key) => settings[key.replace("exchange:", "")] } });
    const { failures } = await provider.check({}, { recipientRestrictionFilter: filter });
    expect(failures).toHaveLength(1);
    expect(failures[0]?.reason).toMatch(says);
    expect(failures[0]?.reason).not.toContain("a-secret-that-must-not-show");
    await expect(provider.read("x", { name: "rooms" })).rejects.toThrow(says);
  });
});
