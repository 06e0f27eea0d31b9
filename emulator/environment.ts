import { administratorOf } from "./active-directory/administrator";
import type { Application } from "./entities";
import type { Certificates } from "./certificates";
import type { Tenant } from "./tenant";

/** Variables to export for a client's process. */
export type Environment = Readonly<Record<string, string>>;

type Trust = Pick<Certificates, "caFile" | "caBundleFile">;

export function directEnvironment(tenant: Tenant, at: { url: string } & Trust): Environment {
  if (tenant.mode === "onPremises") return { ...trust(at), ...administratorCredentials(tenant) };
  return {
    ...trust(at),
    AZURE_AUTHORITY_HOST: at.url,
    ...credentials(tenant),
    EXCHANGE_TENANT_URL: at.url,
  };
}

export function proxiedEnvironment(tenant: Tenant, at: { proxyUrl: string } & Trust): Environment {
  const known = tenant.mode === "onPremises" ? administratorCredentials(tenant) : credentials(tenant);
  return { ...trust(at), HTTPS_PROXY: at.proxyUrl, ...known };
}

function administratorCredentials(tenant: Tenant): Environment {
  const administrator = administratorOf(tenant);
  return administrator
    ? { EXCHANGE_USERNAME: administrator.username, EXCHANGE_PASSWORD: administrator.password }
    : {};
}

/** How Node, Go and Python are told of the authority. */
function trust({ caFile, caBundleFile }: Trust): Environment {
  return { NODE_EXTRA_CA_CERTS: caFile, SSL_CERT_FILE: caBundleFile, REQUESTS_CA_BUNDLE: caBundleFile };
}

/** The first application of the seed that may administer Exchange and has a secret. */
function credentials(tenant: Tenant): Environment {
  const { tenantId } = tenant.store.organization.get();
  const tenantVariables = { AZURE_TENANT_ID: tenantId, ARM_TENANT_ID: tenantId };
  const application = tenant.store.applications.find((candidate) => administersExchange(tenant, candidate));
  const secret = application?.passwordCredentials[0]?.secretText;
  if (!application || secret === undefined) return tenantVariables;
  return {
    ...tenantVariables,
    AZURE_CLIENT_ID: application.appId,
    AZURE_CLIENT_SECRET: secret,
    ARM_CLIENT_ID: application.appId,
    ARM_CLIENT_SECRET: secret,
  };
}

const exchangeAdministrator = "29232cdf-9323-42fd-ade2-1d097af3e4de";

function administersExchange(tenant: Tenant, application: Application): boolean {
  const principal = tenant.store.servicePrincipals.by("appId", application.appId);
  return (
    application.passwordCredentials.length > 0 &&
    tenant.store.directoryRoleAssignments.find(
      ({ principalId, roleDefinitionId }) =>
        principalId === principal?.id && roleDefinitionId === exchangeAdministrator,
    ) !== undefined
  );
}
