import { readFileSync } from "node:fs";
import type { CloudEnvironment } from "../../connection/environments";
import { ServiceError } from "../../connection/errors";
import type { OnlineSettings, OnlineShellSettings } from "../../connection/settings-online";
import type { SignIn } from "../../connection/sign-in";
import { rightsHelp } from "../error-kinds";
import { Secret } from "../secret";
import type { Parameters } from "../transport";
import { cmdletsOf, nothing, select } from "./cmdlets";
import { failureOf } from "./errors";
import { loadModule } from "./module";
import type { ShellConnection } from "./shell-connection";
import type { ErrorRecord } from "./wire";

const exchangeCmdlets = cmdletsOf("online");

/** Exchange Online, through Microsoft's own module. */
export function onlineConnection(
  settings: OnlineSettings,
  shell: OnlineShellSettings,
  signIn: SignIn,
): ShellConnection {
  const { identity } = signIn;
  return {
    identity,
    exchangeCmdlets,
    connectionCmdlets: {
      "Get-Module": select(["Name", "Version"]),
      "Import-Module": nothing,
      "Connect-ExchangeOnline": nothing,
      "Get-ConnectionInformation": select(["State"]),
      "Disconnect-ExchangeOnline": nothing,
    },
    withoutPowerShell: "Exchange Online needs no PowerShell with: pulumi config set exchange:transport rest",
    async prepare(renew) {
      const parameters = await connectParameters(settings, shell, signIn, renew);
      return async ({ version, ask }) => {
        await loadModule((cmdlet, given) => ask(cmdlet, given, "start"), version);
        const { errors } = await ask("Connect-ExchangeOnline", parameters, "connect");
        if (errors[0]) throw refusedConnection(errors[0], identity);
      };
    },
    parametersFor: (_, parameters) => parameters,
    async isOpen(ask) {
      const { records } = await ask("Get-ConnectionInformation", {}, "call");
      return records.some(({ State }) => State === "Connected");
    },
    async close(ask) {
      await ask("Disconnect-ExchangeOnline", { Confirm: false }, "end");
    },
    rightsHelp: (cmdlet) => rightsHelp(cmdlet, identity),
  };
}

/** Entra and Exchange word the refusal of an identity; the module gives it no type. */
function refusedConnection(record: ErrorRecord, identity: string): ServiceError {
  const error = failureOf("Connect-ExchangeOnline", record, (cmdlet) => rightsHelp(cmdlet, identity));
  if (error.kind !== "unexpected") return error;
  const isRefused = /isn't supported in this scenario|unauthorized|AADSTS\d+/i.test(error.said);
  if (!isRefused) return error;
  return new ServiceError({ kind: "unauthenticated", operation: error.operation, said: error.said });
}

/**
 * What Connect-ExchangeOnline is given. `renewToken` asks Entra for a new token, where it is us who sign in.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/connect-exchangeonline
 */
export async function connectParameters(
  settings: OnlineSettings,
  { organization }: OnlineShellSettings,
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
  { credentials, cloud }: OnlineSettings,
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
  if (credentials.kind === "certificateInStore") {
    return { AppId: credentials.clientId, CertificateThumbprint: credentials.thumbprint };
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
