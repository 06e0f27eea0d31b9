import { Hono } from "hono";
import type { Context } from "hono";
import { logOn, logOnChallenge } from "../active-directory/log-on";
import { dropConnection } from "../exchange/dropped-connection";
import type { Account } from "../entities";
import type { FaultKind } from "../faults";
import type { Tenant } from "../tenant";
import { faultAnswer } from "./answers";
import { answerRequest } from "./answer-request";
import { faultOfKind, serverBusy } from "./forced-errors";
import { isAllowedByOrganization } from "./policy";
import { wsdl } from "./wsdl";

const address = "/EWS/Exchange.asmx";

/** Exchange Web Services of an on-premises organisation. The logon is the stand-in for Negotiate and NTLM. */
export function ewsRoutes(tenant: Tenant): Hono {
  const routes = new Hono();
  routes.post(address, async (context) => {
    const latency = tenant.faults.latency("ews");
    if (latency > 0) await tenant.clock.sleep(latency);
    const retryAfter = tenant.faults.throttle("ews");
    if (retryAfter !== undefined) return faultAnswer(tenant, serverBusy(tenant, retryAfter * 1000));
    const before = tenant.faults.take(`POST ${address}`, "before");
    if (before) return forced(tenant, context, before);
    const answer = await authorized(tenant, context, (account) => answerBody(tenant, context, account));
    const after = tenant.faults.take(`POST ${address}`, "after");
    return after ? forced(tenant, context, after) : answer;
  });
  routes.get(address, (context) => authorized(tenant, context, () => context.html(page)));
  routes.get("/EWS/Services.wsdl", (context) =>
    authorized(tenant, context, () =>
      context.body(wsdl(), 200, { "Content-Type": "text/xml; charset=utf-8" }),
    ),
  );
  return routes;
}

const page =
  "<!DOCTYPE html><title>Service</title><p>You have created a service. " +
  'Its description is <a href="/EWS/Services.wsdl">Services.wsdl</a>.</p>';

/** Documented: 401 for who has not logged on, 403 for whom policy keeps out. */
function authorized(
  tenant: Tenant,
  { req }: Context,
  answer: (account: Account) => Response | Promise<Response>,
): Response | Promise<Response> {
  const account = logOn(tenant, req.header("Authorization"));
  if (!account) return logOnChallenge(tenant);
  return isAllowedByOrganization(tenant, req.header("User-Agent") ?? "") ? answer(account) : forbidden();
}

async function answerBody(tenant: Tenant, { req }: Context, account: Account): Promise<Response> {
  const [mediaType = ""] = (req.header("Content-Type") ?? "").split(";");
  const isExpected = mediaType.trim().toLowerCase() === "text/xml";
  if (!isExpected && tenant.behaviours.on("ews-content-type")) return new Response(null, { status: 415 });
  return answerRequest(tenant, account, await req.text());
}

function forbidden(): Response {
  return new Response(null, { status: 403 });
}

function forced(tenant: Tenant, context: Context, kind: FaultKind): Response {
  switch (kind) {
    case "connectionDropped":
      return dropConnection(context);
    case "unauthorized":
      return logOnChallenge(tenant);
    case "forbidden":
      return forbidden();
    case "unavailable":
      return new Response(null, { status: 503 });
    default:
      return faultAnswer(tenant, faultOfKind(tenant, kind));
  }
}
