import { Hono } from "hono";
import type { Context } from "hono";
import { verifyAccessToken } from "../directory/access-token";
import type { Caller } from "../directory/access-token";
import { exchangeAppId, isAudience } from "../directory/resources";
import type { Tenant } from "../tenant";
import { answerCommand } from "./answer-command";
import { errorAnswer, unauthorized } from "./answers";
import { Pages } from "./pages";
import { applicationSession } from "./session";
import type { Session } from "./session";

export interface ExchangeOptions {
  /** Who sends a request; from its access token unless told otherwise. */
  readonly authenticate?: (tenant: Tenant, authorization: string | undefined) => Promise<Caller | undefined>;
}

/** Exchange Online's administration endpoint. X-AnchorMailbox and the like are routing hints and not needed. */
export function exchangeRoutes(tenant: Tenant, options: ExchangeOptions = {}): Hono {
  const app = new Hono();
  const authenticate = options.authenticate ?? verifyAccessToken;
  const pages = new Pages(tenant);

  const signIn = async (context: Context): Promise<Session | Response> => {
    const caller = await authenticate(tenant, context.req.header("Authorization"));
    if (!isOfThisTenant(tenant, context.req.param("tenant")) || !caller || !isForExchange(caller)) {
      return unauthorized();
    }
    return applicationSession(tenant, caller);
  };
  const answer = (context: Context) => answerCommand({ tenant, pages, context }, () => signIn(context));
  app.post("/adminapi/beta/:tenant/InvokeCommand", answer);
  app.post("/adminapi/v1.0/:tenant/InvokeCommand", (context) =>
    tenant.behaviours.on("beta-only") ? notAllowed() : answer(context),
  );
  return app;
}

/** Captured: InvokeCommand answers to the beta version alone. */
function notAllowed(): Response {
  const text = "The requested resource does not support http method.";
  return errorAnswer(405, text, "System.NotSupportedException", text);
}

/** By Guid or by a verified domain. */
function isOfThisTenant({ store, behaviours }: Tenant, segment: string | undefined): boolean {
  const { tenantId, domains } = store.organization.get();
  const verified = domains.filter(({ isVerified }) => isVerified).map(({ name }) => name);
  const names = [tenantId, ...(behaviours.on("tenant-by-domain") ? verified : [])];
  return names.some((name) => name.toLowerCase() === segment?.toLowerCase());
}

function isForExchange({ audience }: Caller): boolean {
  return isAudience(audience, exchangeAppId);
}
