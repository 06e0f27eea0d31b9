import { expect, test } from "vitest";
import { readSettings } from "../../providers/connection/settings";
import type { OnPremisesSettings } from "../../providers/connection/settings-on-premises";

const connectionUri = "http://ex1.contoso.com/PowerShell/";
const onPremises = { deployment: "onPremises", connectionUri };
const account = { EXCHANGE_USERNAME: "CONTOSO\\svc-pulumi", EXCHANGE_PASSWORD: " s e cret " };

function settings(
  config: Record<string, string> = {},
  variables: Record<string, string> = {},
): OnPremisesSettings {
  const given: Record<string, string> = { ...onPremises, ...config };
  const read = readSettings((key) => given[key], variables);
  if (read.deployment !== "onPremises") throw new Error("another deployment than asked for");
  return read;
}

test("a server is reached over PowerShell, as whoever runs Pulumi unless an account is given", () => {
  expect(settings({}, { EXCHANGE_PWSH: "powershell.exe", PATH: "/bin" })).toEqual({
    deployment: "onPremises",
    connectionUri,
    domainController: undefined,
    account: { kind: "kerberos" },
    transport: {
      kind: "powershell",
      executable: "powershell.exe",
      variables: { EXCHANGE_PWSH: "powershell.exe", PATH: "/bin" },
    },
  });
  expect(settings({ transport: "powershell", domainController: "dc2.contoso.com" }, account)).toMatchObject({
    domainController: "dc2.contoso.com",
    account: { kind: "password", username: "CONTOSO\\svc-pulumi", password: " s e cret " },
  });
});

test("the shell is not shown the password", () => {
  const { variables } = settings({}, { ...account, FABRIKAM_PASSWORD: "x" }).transport;
  expect(variables).toEqual({ EXCHANGE_USERNAME: account.EXCHANGE_USERNAME });
});

test("a prefix selects another account, and leads to nobody rather than to whoever runs Pulumi", () => {
  const fabrikam = { FABRIKAM_USERNAME: "FABRIKAM\\svc", FABRIKAM_PASSWORD: "p" };
  expect(settings({ credentials: "FABRIKAM" }, { ...account, ...fabrikam }).account).toMatchObject({
    username: "FABRIKAM\\svc",
  });
  expect(() => settings({ credentials: "FABRIKAM" }, account)).toThrow(
    /exchange:credentials is FABRIKAM, but neither FABRIKAM_USERNAME nor FABRIKAM_PASSWORD/,
  );
});

test.each([
  [
    { EXCHANGE_USERNAME: "CONTOSO\\svc" },
    /EXCHANGE_USERNAME is in the environment, but not EXCHANGE_PASSWORD/,
  ],
  [{ EXCHANGE_PASSWORD: "hidden" }, /EXCHANGE_PASSWORD is in the environment, but not EXCHANGE_USERNAME/],
])("half an account is none, and the password is not shown", (variables, message) => {
  const refused = (): unknown => settings({}, variables);
  expect(refused).toThrow(message);
  expect(refused).not.toThrow(/hidden/);
});

test.each([
  ["tenantId", "4d1dd7de-07c1-437b-95d0-c57b811008b7"],
  ["organization", "contoso.onmicrosoft.com"],
  ["environment", "public"],
])("%s is a word of Exchange Online: it is refused, with the reason and what to do", (key, value) => {
  expect(() => settings({ [key]: value })).toThrow(
    new RegExp(
      `exchange:${key} is set, but exchange:deployment is onPremises: .*config rm exchange:${key}.*exchange:deployment online`,
      "s",
    ),
  );
});

test.each([
  [{ connectionUri: "" }, /exchange:connectionUri is not set.*pulumi config set exchange:connectionUri/s],
  [{ connectionUri: "ex1.contoso.com" }, /exchange:connectionUri is "ex1.contoso.com".*full name/s],
  [{ connectionUri: "http://ex1.contoso.com" }, /exchange:connectionUri.*\/PowerShell\//s],
  [{ connectionUri: "http://a:b@ex1.contoso.com/PowerShell/" }, /exchange:connectionUri/],
  [{ domainController: "dc1" }, /exchange:domainController is "dc1".*dc1\.contoso\.com/s],
  [{ transport: "rest" }, /exchange:transport is rest, but exchange:deployment is onPremises/],
  [{ deployment: "hybrid" }, /exchange:deployment is "hybrid": must be online or onPremises/],
])("with %o the user is told what to set", (config, message) => {
  expect(() => settings(config as Record<string, string>)).toThrow(message);
});
