import { readFileSync } from "node:fs";
import type { CloudEnvironment } from "../../connection/environments";
import type { PowerShellSettings, Settings } from "../../connection/settings";
import type { SignIn } from "../../connection/sign-in";
import type { Parameters } from "../transport";
import { exchangeCmdlets } from "./cmdlets";
import { Secret } from "./wire";

/**
 * What Connect-ExchangeOnline is given. `renewToken` asks Entra for a new token, where it is us who sign in.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/connect-exchangeonline
 */
export async function connectParameters(
  settings: Settings,
  { organization }: PowerShellSettings,
  signIn: SignIn,
  renewToken: boolean,
): Promise<Parameters> {
  return {
    ...(await identityParameters(settings, signIn, renewToken)),
    Organization: organization,
    CommandName: Object.keys(exchangeCmdlets),
    ShowBanner: false,
    SkipLoadingFormatData: true,
    ...cloudParameters(settings.cloud),
  };
}

async function identityParameters(
  { credentials, cloud }: Settings,
  signIn: SignIn,
  renewToken: boolean,
): Promise<Parameters> {
  if (credentials.kind === "managedIdentity") {
    const account = credentials.clientId;
    return { ManagedIdentity: true, ...(account === undefined ? {} : { ManagedIdentityAccountId: account }) };
  }
  if (credentials.kind === "certificate" && !isPem(credentials.certificatePath)) {
    const password = credentials.certificatePassword;
    return {
      AppId: credentials.clientId,
      CertificateFilePath: credentials.certificatePath,
      ...(password === undefined ? {} : { CertificatePassword: new Secret("secureString", password) }),
    };
  }
  // The module has no other way for a secret, a federated token or the Azure CLI, and reads certificates of one form only.
  return { AccessToken: new Secret("text", await signIn.token(cloud.exchangeResource, renewToken)) };
}

/** @azure/identity takes a certificate as PEM, Connect-ExchangeOnline as PKCS #12. */
function isPem(path: string): boolean {
  return readFileSync(path).includes("-----BEGIN ");
}

function cloudParameters(cloud: CloudEnvironment): Parameters {
  if (cloud.exchangeEnvironmentName !== undefined)
    return { ExchangeEnvironmentName: cloud.exchangeEnvironmentName };
  return {
    ConnectionUri: `${cloud.exchangeEndpoint}/powershell-liveid/`,
    AzureADAuthorizationEndpointUri: `${cloud.authorityHost}/organizations`,
  };
}
