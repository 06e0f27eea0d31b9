import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Tenant } from "../tenant";

/** A refusal by the sign-in service: an OAuth error with Entra's AADSTS number. */
export class SignInError extends Error {
  constructor(
    private readonly tenant: Tenant,
    readonly status: ContentfulStatusCode,
    readonly error: string,
    readonly code: number,
    text: string,
  ) {
    super(`AADSTS${code}: ${text}`);
    this.name = "SignInError";
  }

  respond(context: Context, correlationId: string = randomUUID()): Response {
    const traceId = randomUUID();
    const timestamp = new Date(this.tenant.clock.now()).toISOString().replace("T", " ").replace(/\.\d+/, "");
    return context.json(
      {
        error: this.error,
        error_description: `${this.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
        error_codes: [this.code],
        timestamp,
        trace_id: traceId,
        correlation_id: correlationId,
        error_uri: `https://login.microsoftonline.com/error?code=${this.code}`,
      },
      this.status,
    );
  }
}
