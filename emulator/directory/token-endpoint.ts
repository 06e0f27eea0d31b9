import { timingSafeEqual, createHash } from "node:crypto";
import { Hono } from "hono";
import type { Application, ServicePrincipal } from "../entities";
import type { Tenant } from "../tenant";
import { issueAccessToken, tokenLifetime } from "./access-token";
import { assertionType, checkClientAssertion } from "./client-assertion";
import { findResource } from "./resources";
import type { Resource } from "./resources";
import { SignInError } from "./sign-in-error";
import { isTenantName, unknownTenant } from "./tenant-name";

type Form = Readonly<Record<string, string | undefined>>;

/** The client credentials grant: a secret, a certificate or a federated token for an access token. */
export function tokenRoutes(tenant: Tenant): Hono {
  const routes = new Hono();
  routes.post("/:tenant/oauth2/v2.0/token", async (context) => {
    const form = Object.fromEntries(new URLSearchParams(await context.req.text()));
    const correlationId = context.req.query("client-request-id") ?? form["client-request-id"];
    try {
      context.header("Cache-Control", "no-store, no-cache");
      return context.json(await answer(tenant, context.req.param("tenant"), form));
    } catch (error) {
      if (error instanceof SignInError) return error.respond(context, correlationId);
      throw error;
    }
  });
  return routes;
}

async function answer(tenant: Tenant, tenantName: string, form: Form) {
  if (!isTenantName(tenant, tenantName)) throw unknownTenant(tenant, tenantName);
  const grantType = required(tenant, form, "grant_type");
  if (grantType !== "client_credentials") {
    throw new SignInError(
      tenant,
      400,
      "unsupported_grant_type",
      70003,
      `The app requested an unsupported grant type '${grantType}'.`,
    );
  }
  const clientId = required(tenant, form, "client_id");
  const resource = requestedResource(tenant, required(tenant, form, "scope"));
  const application = findApplication(tenant, clientId);
  const proof = await authenticate(tenant, application, form);
  const caller = signedInPrincipal(tenant, application);
  return {
    token_type: "Bearer",
    expires_in: tokenLifetime,
    ext_expires_in: tokenLifetime,
    access_token: await issueAccessToken(tenant, caller, resource, proof),
  };
}

function required(tenant: Tenant, form: Form, name: string): string {
  const value = form[name];
  if (value) return value;
  const text = `The request body must contain the following parameter: '${name}'.`;
  throw new SignInError(tenant, 400, "invalid_request", 900144, text);
}

/** MSAL for Go adds the scopes of OpenID to the resource's; they mean nothing to an application. */
function requestedResource(tenant: Tenant, scope: string): Resource {
  const scopes = scope
    .split(/\s+/)
    .filter((name) => !["openid", "offline_access", "profile", ""].includes(name));
  const [name] = scopes;
  if (scopes.length !== 1 || name === undefined) {
    const text = `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid: ${scope}.`;
    throw new SignInError(tenant, 400, "invalid_scope", 70011, text);
  }
  if (!name.endsWith("/.default")) {
    const text = `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`;
    throw new SignInError(tenant, 400, "invalid_scope", 1002012, text);
  }
  const audience = name.slice(0, -"/.default".length);
  const resource = findResource(tenant, audience);
  if (resource) return resource;
  const text = `The resource principal named ${audience} was not found in the tenant.`;
  throw new SignInError(tenant, 400, "invalid_resource", 500011, text);
}

function findApplication(tenant: Tenant, clientId: string): Application {
  const application = tenant.store.applications.by("appId", clientId);
  if (application) return application;
  const { displayName } = tenant.store.organization.get();
  const text = `Application with identifier '${clientId}' was not found in the directory '${displayName}'.`;
  throw new SignInError(tenant, 400, "unauthorized_client", 700016, text);
}

async function authenticate(
  tenant: Tenant,
  application: Application,
  form: Form,
): Promise<"secret" | "certificate"> {
  const { client_secret: secret, client_assertion: assertion, client_assertion_type: type } = form;
  if (secret) {
    checkSecret(tenant, application, secret);
    return "secret";
  }
  if (assertion && type === assertionType) {
    await checkClientAssertion(tenant, application, assertion);
    return "certificate";
  }
  const text =
    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.";
  throw new SignInError(tenant, 401, "invalid_client", 7000216, text);
}

function checkSecret(tenant: Tenant, application: Application, secret: string): void {
  const credential = application.passwordCredentials.find(({ secretText }) => isSame(secretText, secret));
  if (!credential) {
    const text = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${application.appId}'.`;
    throw new SignInError(tenant, 401, "invalid_client", 7000215, text);
  }
  if (Date.parse(credential.endDateTime) < tenant.clock.now()) {
    const text = `The provided client secret keys for app '${application.appId}' are expired.`;
    throw new SignInError(tenant, 401, "invalid_client", 7000222, text);
  }
}

/** An app registration signs in by its enterprise application; without one there is nobody to be. */
function signedInPrincipal(tenant: Tenant, application: Application): ServicePrincipal {
  const principal = tenant.store.servicePrincipals.by("appId", application.appId);
  if (!principal) {
    const text = `The client application ${application.appId} is missing service principal in the tenant ${tenant.store.organization.get().tenantId}.`;
    throw new SignInError(tenant, 401, "invalid_client", 7000229, text);
  }
  if (!principal.accountEnabled) {
    const text = `Application '${application.appId}'(${principal.displayName}) is disabled.`;
    throw new SignInError(tenant, 400, "unauthorized_client", 7000112, text);
  }
  return principal;
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
