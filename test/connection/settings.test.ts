import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSettings } from "../../providers/connection/settings";
import type { OnlineSettings } from "../../providers/connection/settings-online";

const tenantId = "4d1dd7de-07c1-437b-95d0-c57b811008b7";
const clientId = "bc4b3fce-ffa3-4da6-a48e-90b3abc78239";

function settings(config: Record<string, string>, variables: Record<string, string>): OnlineSettings {
  const read = readSettings((key) => config[key], variables);
  if (read.deployment !== "online") throw new Error("another deployment than asked for");
  return read;
}

function file(content: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "settings-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, "file"), content);
  return path.join(folder, "file");
}

test("ARM_ variables come before AZURE_ ones, and config before the environment's tenant", () => {
  const both = {
    ARM_TENANT_ID: tenantId,
    ARM_CLIENT_ID: clientId,
    ARM_CLIENT_SECRET: "arm",
    AZURE_CLIENT_SECRET: "azure",
  };
  expect(settings({}, both)).toMatchObject({
    tenantId,
    credentials: { kind: "clientSecret", clientSecret: "arm" },
  });
  const other = "6F2C1D5A-0d0a-4b8e-9d0e-3a1b2c4d5e6f";
  expect(settings({ tenantId: other }, both).tenantId).toBe(other.toLowerCase());
});

test("a prefix selects another set of credentials, and the default names no longer count", () => {
  const variables = {
    ARM_TENANT_ID: tenantId,
    ARM_CLIENT_ID: clientId,
    ARM_CLIENT_SECRET: "arm",
    FABRIKAM_TENANT_ID: "6f2c1d5a-0d0a-4b8e-9d0e-3a1b2c4d5e6f",
    FABRIKAM_CLIENT_ID: "0d3b6f2c-5f0e-4f56-9d2b-0a1b2c3d4e5f",
    FABRIKAM_CLIENT_SECRET: "fabrikam",
  };
  expect(settings({ credentials: "FABRIKAM" }, variables)).toMatchObject({
    tenantId: "6f2c1d5a-0d0a-4b8e-9d0e-3a1b2c4d5e6f",
    credentials: { clientSecret: "fabrikam" },
  });
});

const application = { ARM_TENANT_ID: tenantId, ARM_CLIENT_ID: clientId };

test.each([
  [
    { ...application, ARM_CLIENT_SECRET: "s" },
    { kind: "clientSecret", clientId },
  ],
  [
    { ...application, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "t" },
    { kind: "workloadIdentity", clientId },
  ],
  [{ ...application, ARM_OIDC_TOKEN: "t" }, { kind: "workloadIdentity" }],
  [
    { ...application, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "t", ARM_CLIENT_SECRET: "s" },
    { kind: "workloadIdentity" },
  ],
  [{ ARM_TENANT_ID: tenantId, ARM_USE_MSI: "true" }, { kind: "managedIdentity" }],
  [
    { ...application, ARM_USE_MSI: "true" },
    { kind: "managedIdentity", clientId },
  ],
  [{ ARM_TENANT_ID: tenantId, ARM_USE_CLI: "true" }, { kind: "azureCli" }],
])("%o is a credential", (variables, credentials) => {
  expect(settings({}, variables as Record<string, string>).credentials).toMatchObject(credentials);
});

test("a certificate is a file, with or without a password", () => {
  const certificatePath = file("pem");
  const variables = { ...application, ARM_CLIENT_CERTIFICATE_PATH: certificatePath };
  expect(settings({}, variables).credentials).toEqual({ kind: "certificate", clientId, certificatePath });
  expect(settings({}, { ...variables, ARM_CLIENT_CERTIFICATE_PASSWORD: "p" }).credentials).toMatchObject({
    certificatePassword: "p",
  });
});

test("a federated token is read anew each time, since pipelines replace the file", async () => {
  const tokenFile = file("first");
  const { credentials } = settings({}, { ...application, AZURE_FEDERATED_TOKEN_FILE: tokenFile });
  if (credentials.kind !== "workloadIdentity") throw new Error(`not a federated token: ${credentials.kind}`);
  expect(await credentials.assertion()).toBe("first");
  writeFileSync(tokenFile, "second\n");
  expect(await credentials.assertion()).toBe("second");
});

test("the Azure CLI is used without being asked for only if it is there and nothing else is", () => {
  const folder = path.dirname(file(""));
  writeFileSync(path.join(folder, "az"), "");
  expect(settings({}, { ARM_TENANT_ID: tenantId, PATH: folder }).credentials).toEqual({ kind: "azureCli" });
  expect(() => settings({}, { ARM_TENANT_ID: tenantId, PATH: folder, ARM_USE_CLI: "false" })).toThrow(
    /No credentials/,
  );
  expect(() => settings({}, { ...application, PATH: folder })).toThrow(/No credentials/);
});

test("each cloud has hosts of its own, and an embedded tenant answers for all of a cloud", () => {
  const variables = { ...application, ARM_CLIENT_SECRET: "s" };
  expect(settings({}, variables).cloud.exchangeEndpoint).toBe("https://outlook.office365.com");
  expect(settings({ environment: "usgovernmentl5" }, variables).cloud).toMatchObject({
    authorityHost: "https://login.microsoftonline.us",
    graphEndpoint: "https://dod-graph.microsoft.us",
    exchangeEndpoint: "https://webmail.apps.mil",
  });
  expect(settings({ environment: "https://localhost:4443/" }, variables).cloud).toMatchObject({
    authorityHost: "https://localhost:4443",
    graphEndpoint: "https://localhost:4443",
    exchangeResource: "https://outlook.office365.com",
    knownAuthority: false,
  });
});

test("PowerShell is asked for by name, needs the organisation's name, and is the program that EXCHANGE_PWSH says", () => {
  const variables = { ...application, ARM_CLIENT_SECRET: "s" };
  expect(settings({}, variables).transport).toEqual({ kind: "rest" });
  const overPowerShell = { transport: "powershell", organization: "contoso.onmicrosoft.com" };
  expect(settings(overPowerShell, variables).transport).toEqual({
    kind: "powershell",
    organization: "contoso.onmicrosoft.com",
    executable: "pwsh",
    variables: application,
  });
  expect(settings(overPowerShell, { ...variables, EXCHANGE_PWSH: "/opt/pwsh" }).transport).toMatchObject({
    executable: "/opt/pwsh",
  });
  expect(() => settings({ transport: "powershell" }, variables)).toThrow(
    /exchange:organization is not set.*pulumi config set exchange:organization/s,
  );
  expect(() => settings({ ...overPowerShell, organization: "Contoso" }, variables)).toThrow(
    /exchange:organization is "Contoso".*onmicrosoft\.com/s,
  );
  expect(() => settings({ transport: "soap" }, variables)).toThrow(/must be rest or powershell/);
});

test("a certificate in the Windows store is named by its thumbprint, as Windows shows it, and only PowerShell can use it", () => {
  const thumbprint = "0123456789ABCDEF0123456789ABCDEF01234567";
  const asShown = "\u200e01 23 45 67 89 ab cd ef 01 23 45 67 89 ab cd ef 01 23 45 67";
  const variables = { ...application, AZURE_CLIENT_CERTIFICATE_THUMBPRINT: asShown };
  const overPowerShell = { transport: "powershell", organization: "contoso.onmicrosoft.com" };
  expect(settings(overPowerShell, variables).credentials).toEqual({
    kind: "certificateInStore",
    clientId,
    thumbprint,
  });
  expect(() => settings({}, variables)).toThrow(/only PowerShell can use.*exchange:transport powershell/s);
  expect(() =>
    settings(overPowerShell, { ...application, AZURE_CLIENT_CERTIFICATE_THUMBPRINT: "0123" }),
  ).toThrow(/CLIENT_CERTIFICATE_THUMBPRINT in the environment is "0123".*40 hexadecimal digits/s);
});

test.each([
  ["connectionUri", "http://ex1.contoso.com/PowerShell/"],
  ["domainController", "dc1.contoso.com"],
])("%s leads nowhere online: it is refused, with the word that makes sense of it", (key, value) => {
  expect(() => settings({ [key]: value }, { ...application, ARM_CLIENT_SECRET: "s" })).toThrow(
    new RegExp(
      `exchange:${key} is set, but exchange:deployment is online: .*config rm exchange:${key}.*exchange:deployment onPremises`,
      "s",
    ),
  );
});
