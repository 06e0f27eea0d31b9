import { GraphError } from "@microsoft/microsoft-graph-client";
import { z } from "zod";
import type { Clock } from "../connection/clock";
import { ServiceError, type ServiceErrorKind } from "../connection/errors";

const kinds: Record<number, ServiceErrorKind> = {
  401: "unauthenticated",
  403: "accessDenied",
  404: "notFound",
  409: "alreadyExists",
  429: "throttled",
};

/** A failed request as ours: what it means, what Graph said, and for a refusal the right that is missing. */
export function explain(operation: string, error: unknown, needs: string, clock: Clock): unknown {
  if (!(error instanceof GraphError)) return error;
  const kind = isConflict(error) ? "alreadyExists" : (kinds[error.statusCode] ?? otherKind(error.statusCode));
  const said = error.message || `HTTP ${error.statusCode}`;
  return new ServiceError({
    kind,
    operation: `Microsoft Graph, ${operation}`,
    said: kind === "accessDenied" ? `${said} It needs ${needs}.` : said,
    // For a request without an answer the library puts the name of the fault here.
    code: error.statusCode === -1 ? undefined : (error.code ?? undefined),
    requestId: error.requestId ?? undefined,
    retryAfterMs: retryAfter(error.headers?.get("retry-after"), clock),
    cause: error,
  });
}

function otherKind(status: number): ServiceErrorKind {
  return status >= 400 && status < 500 ? "invalidRequest" : "unavailable";
}

const detailsSchema = z.object({ details: z.array(z.object({ code: z.string() })) });

/** A name that is taken is a 400 like any other; the details tell, or else only the documented sentence. */
function isConflict(error: GraphError): boolean {
  if (error.statusCode !== 400) return false;
  const details = detailsSchema.safeParse(parseJson(error.body));
  const codes = details.success ? details.data.details.map(({ code }) => code) : [];
  return codes.includes("ObjectConflict") || /another object with the same value/i.test(error.message);
}

function parseJson(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Seconds or a date, by the rules of HTTP. */
function retryAfter(header: string | null | undefined, clock: Clock): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now());
}
