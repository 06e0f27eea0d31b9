import {
  AzureCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import { ServiceError } from "./errors";
import type { OnlineSettings } from "./settings-online";

/** Gives access tokens for one tenant; the credential object caches them until shortly before they end. */
export interface SignIn {
  /** Who we are, in words: never a secret. */
  readonly identity: string;
  /** `resource` is what the token is for, such as https://graph.microsoft.com. `renew` skips a token that was just refused. */
  token(resource: string, renew?: boolean): Promise<string>;
}

export function signIn(settings: OnlineSettings): SignIn {
  let credential = makeCredential(settings);
  return {
    identity: describe(settings),
    async token(resource, renew = false) {
      // A new credential object has an empty cache: Entra puts new rights only into new tokens.
      if (renew) credential = makeCredential(settings);
      try {
        const token = await credential.getToken(`${resource}/.default`, { tenantId: settings.tenantId });
        if (token === null) throw new Error("no token was issued");
        return token.token;
      } catch (error) {
        throw explain(error, settings);
      }
    },
  };
}

function makeCredential({ credentials, tenantId, cloud }: OnlineSettings): TokenCredential {
  const options = { authorityHost: cloud.authorityHost, disableInstanceDiscovery: !cloud.knownAuthority };
  switch (credentials.kind) {
    case "clientSecret":
      return new ClientSecretCredential(tenantId, credentials.clientId, credentials.clientSecret, options);
    case "certificate":
      return new ClientCertificateCredential(
        tenantId,
        credentials.clientId,
        certificate(credentials),
        options,
      );
    case "certificateInStore":
      return noToken;
    case "workloadIdentity":
      return new ClientAssertionCredential(tenantId, credentials.clientId, credentials.assertion, options);
    case "managedIdentity":
      return credentials.clientId
        ? new ManagedIdentityCredential({ clientId: credentials.clientId })
        : new ManagedIdentityCredential();
    case "azureCli":
      return new AzureCliCredential({ tenantId });
  }
}

/** Exchange's module takes the certificate out of the Windows store itself; for Graph there is no way to it from here. */
const noToken: TokenCredential = {
  getToken: () =>
    Promise.reject(
      new Error(
        "only Exchange Online PowerShell can use a certificate in the Windows certificate store. For Microsoft Graph " +
          "(service accounts) give the certificate as a file, in CLIENT_CERTIFICATE_PATH.",
      ),
    ),
};

function certificate(source: { certificatePath: string; certificatePassword?: string }): {
  certificatePath: string;
  certificatePassword?: string;
} {
  const { certificatePath, certificatePassword } = source;
  return certificatePassword === undefined ? { certificatePath } : { certificatePath, certificatePassword };
}

function explain(error: unknown, settings: OnlineSettings): ServiceError {
  const text = error instanceof Error ? error.message : String(error);
  const isUnreachable = /endpoints_resolution_error|network_error|ENOTFOUND|ECONNREFUSED/.test(text);
  const isBusy =
    [429, 503].includes((error as { statusCode?: number }).statusCode ?? 0) ||
    /AADSTS90033|temporarily_unavailable/.test(text);
  const said = isUnreachable
    ? `${settings.cloud.authorityHost} could not be reached, or its certificate is not trusted ` +
      `(a private certificate authority is trusted through NODE_EXTRA_CA_CERTS). ${text}`
    : essence(text);
  return new ServiceError({
    // Before there is a token nothing was asked of Exchange: any request may be repeated.
    kind: isBusy ? "throttled" : isUnreachable ? "unavailable" : "unauthenticated",
    operation: `Signing in to tenant ${settings.tenantId} (${describe(settings)})`,
    said,
    cause: error,
  });
}

/** Entra's sentence once, with the one id that its support asks for; the library repeats all of it. */
function essence(text: string): string {
  const sentence = /AADSTS\d+: .*?(?= Trace ID:| - |$)/s.exec(text)?.[0];
  const correlation = /Correlation ID: ([0-9a-f-]{36})/.exec(text)?.[1];
  if (sentence === undefined) return text;
  return correlation === undefined ? sentence : `${sentence} [correlation id ${correlation}]`;
}

function describe({ credentials }: OnlineSettings): string {
  switch (credentials.kind) {
    case "clientSecret":
      return `client secret of application ${credentials.clientId}`;
    case "certificate":
      return `certificate of application ${credentials.clientId}`;
    case "certificateInStore":
      return `certificate ${credentials.thumbprint} of application ${credentials.clientId}`;
    case "workloadIdentity":
      return `federated token for application ${credentials.clientId}`;
    case "managedIdentity":
      return "managed identity";
    case "azureCli":
      return "Azure CLI";
  }
}
