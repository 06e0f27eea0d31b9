import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import type { FaultKind } from "../faults";
import type { Tenant } from "../tenant";

/** How a surface words a failure that is forced upon it. */
export type RespondWithFailure = (context: Context, failure: Failure) => Response;

export interface Failure {
  status: 400 | 401 | 403 | 404 | 429 | 500 | 503;
  retryAfterSeconds?: number;
}

/** Latency, throttling and forced errors of the routes behind it. */
export function forcedFailures(
  tenant: Tenant,
  surface: "signIn" | "graph",
  respond: RespondWithFailure,
): MiddlewareHandler {
  return async (context, next) => {
    const target = `${context.req.method} ${context.req.path}`;
    const latency = tenant.faults.latency(surface);
    if (latency > 0) await tenant.clock.sleep(latency);

    const retryAfterSeconds = tenant.faults.throttle(surface);
    if (retryAfterSeconds !== undefined) return answer(context, { status: 429, retryAfterSeconds }, respond);

    const before = tenant.faults.take(target, "before");
    if (before) return fail(tenant, context, before, respond);
    await next();
    const after = tenant.faults.take(target, "after");
    // Assigning undefined first drops the headers of the answer that is lost.
    if (after) {
      context.res = undefined;
      context.res = fail(tenant, context, after, respond);
    }
  };
}

function fail(tenant: Tenant, context: Context, kind: FaultKind, respond: RespondWithFailure): Response {
  if (kind === "connectionDropped") {
    (context.env as HttpBindings | undefined)?.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const status = statusOf(kind);
  const { retryAfterSeconds } = tenant.faults.settings.throttling;
  return answer(
    context,
    status === 429 || status === 503 ? { status, retryAfterSeconds } : { status },
    respond,
  );
}

function answer(context: Context, failure: Failure, respond: RespondWithFailure): Response {
  if (failure.retryAfterSeconds !== undefined)
    context.header("Retry-After", String(failure.retryAfterSeconds));
  return respond(context, failure);
}

/** Failures that only Exchange knows look like a broken server here. */
function statusOf(kind: Exclude<FaultKind, "connectionDropped">): Failure["status"] {
  switch (kind) {
    case "notFound":
      return 404;
    case "alreadyExists":
      return 400;
    case "unauthorized":
      return 401;
    case "forbidden":
      return 403;
    case "throttled":
      return 429;
    case "unavailable":
      return 503;
    default:
      return 500;
  }
}
