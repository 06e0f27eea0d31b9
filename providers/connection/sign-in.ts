import {
  AzureCliCredential,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from "@azure/identity";
import { ServiceError } from "./errors";
import type { Settings } from "./settings";

/** Gives access tokens for one tenant; the credential object caches them until shortly before they end. */
export interface SignIn {
  /** `resource` is what the token is for, such as https://graph.microsoft.com. `renew` skips a token that was just refused. */
  token(resource: string, renew?: boolean): Promise<string>;
}

export function signIn(settings: Settings): SignIn {
  let credential = makeCredential(settings);
  return {
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

function makeCredential({ credentials, tenantId, cloud }: Settings): TokenCredential {
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

function certificate(source: { certificatePath: string; certificatePassword?: string }): {
  certificatePath: string;
  certificatePassword?: string;
} {
  const { certificatePath, certificatePassword } = source;
  return certificatePassword === undefined ? { certificatePath } : { certificatePath, certificatePassword };
}

function explain(error: unknown, settings: Settings): ServiceError {
  const text = error instanceof Error ? error.message : String(error);
  const unreachable = /endpoints_resolution_error|network_error|ENOTFOUND|ECONNREFUSED/.test(text);
  const said = unreachable
    ? `${settings.cloud.authorityHost} could not be reached, or its certificate is not trusted ` +
      `(a private certificate authority is trusted through NODE_EXTRA_CA_CERTS). ${text}`
    : text;
  return new ServiceError({
    kind: unreachable ? "unavailable" : "unauthenticated",
    operation: `Signing in to tenant ${settings.tenantId} (${describe(settings)})`,
    said,
    cause: error,
  });
}

function describe({ credentials }: Settings): string {
  switch (credentials.kind) {
    case "clientSecret":
      return `client secret of application ${credentials.clientId}`;
    case "certificate":
      return `certificate of application ${credentials.clientId}`;
    case "workloadIdentity":
      return `federated token for application ${credentials.clientId}`;
    case "managedIdentity":
      return "managed identity";
    case "azureCli":
      return "Azure CLI";
  }
}
