import { Hono } from "hono";
import { exportJWK } from "jose";
import { signInHosts } from "../hosts";
import type { Tenant } from "../tenant";
import { accessTokenKey } from "./signing-key";
import { isTenantName, unknownTenant } from "./tenant-name";

/** The documents that a client reads before it asks for a token. */
export function openidRoutes(tenant: Tenant): Hono {
  const routes = new Hono();

  routes.get("/common/discovery/instance", (context) => {
    const { tenantId } = tenant.store.organization.get();
    return context.json({
      tenant_discovery_endpoint: `${origin(context.req.url)}/${tenantId}/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: [
        {
          preferred_network: "login.microsoftonline.com",
          preferred_cache: "login.windows.net",
          aliases: signInHosts.slice(0, 4),
        },
      ],
    });
  });

  routes.get("/:tenant/v2.0/.well-known/openid-configuration", (context) => {
    const name = context.req.param("tenant");
    if (!isTenantName(tenant, name)) return unknownTenant(tenant, name).respond(context);
    return context.json(openidConfiguration(tenant, origin(context.req.url)));
  });

  routes.get("/:tenant/discovery/v2.0/keys", async (context) => {
    const { kid, publicKey } = accessTokenKey();
    const { tenantId } = tenant.store.organization.get();
    const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
    return context.json({
      keys: [{ ...(await exportJWK(publicKey)), use: "sig", alg: "RS256", kid, x5t: kid, issuer }],
    });
  });

  return routes;
}

function openidConfiguration(tenant: Tenant, host: string) {
  const { tenantId } = tenant.store.organization.get();
  const authority = `${host}/${tenantId}`;
  return {
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: "https://graph.microsoft.com/oidc/userinfo",
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    claims_supported: [
      "sub",
      "iss",
      "aud",
      "exp",
      "iat",
      "auth_time",
      "acr",
      "nonce",
      "tid",
      "ver",
      "at_hash",
      "c_hash",
    ],
    kerberos_endpoint: `${authority}/kerberos`,
    tenant_region_scope: "EU",
    cloud_instance_name: "microsoftonline.com",
    cloud_graph_host_name: "graph.windows.net",
    msgraph_host: "graph.microsoft.com",
    rbac_url: "https://pas.windows.net",
  };
}

function origin(url: string): string {
  return new URL(url).origin;
}
