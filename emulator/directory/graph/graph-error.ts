import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Tenant } from "../../tenant";

/** A refusal as Graph words it; clients branch on `code`. */
export class GraphError extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "GraphError";
  }

  respond(context: Context, tenant: Tenant): Response {
    const requestId = randomUUID();
    return context.json(
      {
        error: {
          code: this.code,
          message: this.message,
          innerError: {
            date: new Date(tenant.clock.now()).toISOString().slice(0, 19),
            "request-id": requestId,
            "client-request-id": context.req.header("client-request-id") ?? requestId,
          },
        },
      },
      this.status,
    );
  }
}

export function badRequest(message: string): GraphError {
  return new GraphError(400, "Request_BadRequest", message);
}

export function notFound(id: string): GraphError {
  const text = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, "Request_ResourceNotFound", text);
}

export function unauthenticated(text = "Access token is empty."): GraphError {
  return new GraphError(401, "InvalidAuthenticationToken", text);
}

export function denied(): GraphError {
  return new GraphError(
    403,
    "Authorization_RequestDenied",
    "Insufficient privileges to complete the operation.",
  );
}

export function unknownSegment(segment: string): GraphError {
  return new GraphError(400, "BadRequest", `Resource not found for the segment '${segment}'.`);
}
