import { Hono } from "hono";
import type { Tenant } from "../tenant";
import { forcedFailures } from "./forced-failures";
import { openidRoutes } from "./openid";
import { SignInError } from "./sign-in-error";
import { tokenRoutes } from "./token-endpoint";

/** The sign-in service: OpenID documents and the token endpoint. */
export function signInRoutes(tenant: Tenant): Hono {
  const routes = new Hono();
  routes.use(
    "/:tenant/oauth2/*",
    forcedFailures(tenant, "signIn", (context, { status }) =>
      new SignInError(
        tenant,
        status,
        errorOf(status),
        90033,
        "A transient error has occurred. Please try again.",
      ).respond(context),
    ),
  );
  routes.route("/", openidRoutes(tenant));
  routes.route("/", tokenRoutes(tenant));
  return routes;
}

function errorOf(status: number): string {
  if (status === 401) return "invalid_client";
  return status >= 500 || status === 429 ? "temporarily_unavailable" : "invalid_request";
}
