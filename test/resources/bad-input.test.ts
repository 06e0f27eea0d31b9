import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { unknownValue } from "../../providers/dynamic/unknowns";
import { provide } from "../../providers/dynamic/provide";
import { newRun } from "../../providers/dynamic/run";
import { connect } from "../../providers/clients";
import { managementScopeProvider } from "../../providers/resources/management-scope.provider";
import { account, badInputs, filter } from "../support/bad-inputs";
import { startProcess } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

// Each wrong program is refused by `check`, with the property, the fault and what is valid, before anything is sent.

let running: RunningTenant;
beforeAll(async () => {
  running = await startTestTenant();
  return () => running.close();
});
afterAll(() => expect(running.requests()).toEqual([]));

describe.each(Object.entries(badInputs))("%s", (_, wrong) => {
  test.each(wrong)("$kind $inputs is refused at $property", async ({ kind, inputs, property, says }) => {
    const provider = (await startProcess(running))[kind];
    const { failures } = await provider.check(
      {},
      { ...inputs, __autoName: "o/p/s//k/n", __provider: "text" },
    );
    expect(failures).not.toEqual([]);
    expect(failures.map((failure) => failure.property.split(/[.[]/)[0])).toContain(property);
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
