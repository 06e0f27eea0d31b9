import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSettings } from "../../../providers/connection/settings";
import { connectParameters } from "../../../providers/exchange/powershell/online-connection";
import { Secret } from "../../../providers/exchange/secret";
import type { Parameters } from "../../../providers/exchange/transport";

const organization = "contoso.onmicrosoft.com";
const application = {
  ARM_TENANT_ID: "4d1dd7de-07c1-437b-95d0-c57b811008b7",
  ARM_CLIENT_ID: "bc4b3fce-ffa3-4da6-a48e-90b3abc78239",
};

async function parameters(variables: Record<string, string>, config = {}): Promise<Parameters> {
  const read: Record<string, string> = { transport: "powershell", organization, ...config };
  const settings = readSettings((key) => read[key], { ...application, ...variables });
  if (settings.deployment !== "online" || settings.transport.kind !== "powershell")
    throw new Error("another transport than asked for");
  const signIn = {
    identity: "test",
    token: (resource: string, renew?: boolean) => Promise.resolve(`${resource} ${renew ? "new" : "cached"}`),
  };
  return connectParameters(settings, settings.transport, signIn, false);
}

function file(content: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "connection-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, "certificate"), content);
  return path.join(folder, "certificate");
}

const token = (secret: unknown) => (secret instanceof Secret ? [secret.as, secret.reveal()] : secret);

test("a client secret and a federated token are exchanged for an access token by us", async () => {
  for (const variables of [{ ARM_CLIENT_SECRET: "s" }, { ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "t" }]) {
    const { AccessToken, ...others } = await parameters(variables);
    expect(token(AccessToken)).toEqual(["text", "https://outlook.office365.com cached"]);
    expect(others).toEqual({
      Organization: organization,
      CommandName: expect.arrayContaining(["Get-ManagementScope", "New-ManagementRoleAssignment"]) as unknown,
      ShowBanner: false,
      SkipLoadingFormatData: true,
      ExchangeEnvironmentName: "O365Default",
    });
    expect(others["CommandName"]).not.toContain("Connect-ExchangeOnline");
  }
});

test("a PKCS #12 certificate is given to the module, its password as a SecureString; a PEM one we use ourselves", async () => {
  const pfx = { ARM_CLIENT_CERTIFICATE_PATH: file("\u0030\u0082"), ARM_CLIENT_CERTIFICATE_PASSWORD: "p" };
  const given = await parameters(pfx);
  expect(given).toMatchObject({
    AppId: application.ARM_CLIENT_ID,
    CertificateFilePath: pfx.ARM_CLIENT_CERTIFICATE_PATH,
  });
  expect(token(given["CertificatePassword"])).toEqual(["secureString", "p"]);
  expect(given).not.toHaveProperty("AccessToken");
  const pem = await parameters({ ARM_CLIENT_CERTIFICATE_PATH: file("-----BEGIN PRIVATE KEY-----\n") });
  expect(pem).not.toHaveProperty("CertificateFilePath");
  expect(pem["AccessToken"]).toBeInstanceOf(Secret);
});

test("a certificate in the Windows store is the module's own affair, by its thumbprint", async () => {
  const thumbprint = "0123456789ABCDEF0123456789ABCDEF01234567";
  const given = await parameters({ AZURE_CLIENT_CERTIFICATE_THUMBPRINT: thumbprint });
  expect(given).toMatchObject({ AppId: application.ARM_CLIENT_ID, CertificateThumbprint: thumbprint });
  expect(given).not.toHaveProperty("AccessToken");
});

test("a managed identity is the module's own affair, the system's or the one that is named", async () => {
  const named = await parameters({ ARM_USE_MSI: "true" });
  expect(named).toMatchObject({ ManagedIdentity: true, ManagedIdentityAccountId: application.ARM_CLIENT_ID });
  expect(named).not.toHaveProperty("AccessToken");
  expect(await parameters({ ARM_USE_MSI: "true", ARM_CLIENT_ID: "" })).not.toHaveProperty(
    "ManagedIdentityAccountId",
  );
});

test.each([
  ["usgovernment", "O365USGovGCCHigh"],
  ["usgovernmentl5", "O365USGovDoD"],
  ["china", "O365China"],
])("the cloud %s is %s to the module", async (environment, name) => {
  expect(await parameters({ ARM_CLIENT_SECRET: "s" }, { environment })).toMatchObject({
    ExchangeEnvironmentName: name,
  });
});

test("another address than a cloud's is given as the addresses of its parts", async () => {
  const given = await parameters({ ARM_CLIENT_SECRET: "s" }, { environment: "https://localhost:4443" });
  expect(given).toMatchObject({
    ConnectionUri: "https://localhost:4443/powershell-liveid/",
    AzureADAuthorizationEndpointUri: "https://localhost:4443/organizations",
  });
  expect(given).not.toHaveProperty("ExchangeEnvironmentName");
});
