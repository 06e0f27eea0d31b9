import { randomUUID } from "node:crypto";
import type { CmdletError } from "../cmdlets/cmdlet-error";
import type { Tenant } from "../tenant";

const serviceException = "Microsoft.Exchange.Admin.OData.Core.ODataServiceException";

const codes: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  429: "TooManyRequests",
  500: "InternalServerError",
  503: "ServiceUnavailable",
};

/** The OData error envelope; `text` is "ErrId|ExceptionType|Text" when a cmdlet failed. */
export function errorAnswer(status: number, text: string, exceptionType: string, message: string): Response {
  const body = {
    error: {
      code: codes[status] ?? "BadRequest",
      message: "Error executing cmdlet",
      details: [{ code: "Context", target: "", message: text }],
      innererror: {
        message: "Error executing cmdlet",
        type: serviceException,
        stacktrace: "   at Microsoft.Exchange.Admin.OData.Core.CommandInvocation.InvokeCommand()",
        internalexception: { message, type: exceptionType, stacktrace: "" },
      },
    },
  };
  return Response.json(body, { status, headers: { "request-id": randomUUID() } });
}

export function cmdletFailure({ behaviours }: Tenant, error: CmdletError): Response {
  const words = `${error.errorId}|${error.exceptionType}|${error.message}`;
  const text = behaviours.on("error-details-plain") ? words : JSON.stringify({ Message: words });
  const status = error.status === 404 && !behaviours.on("absent-is-404") ? 400 : error.status;
  return errorAnswer(status, text, error.exceptionType, error.message);
}

/** No token, or none that Exchange takes. */
export function unauthorized(): Response {
  return new Response(null, {
    status: 401,
    headers: { "request-id": randomUUID(), "WWW-Authenticate": 'Bearer error="invalid_token"' },
  });
}

/**
 * Captured: a cmdlet that does not exist, or that the caller may not run, is answered with NUL bytes that are
 * declared gzip and are not. Only the headers say what is wrong; a client that asks for `identity` is spared.
 */
export function accessDenied(
  cmdlet: string,
  acceptEncoding: string | undefined,
  nulBytes: boolean,
): Response {
  const diagnostics = `The cmdlet '${cmdlet}' is not present in the role definition of the current user.`;
  const headers = new Headers({
    "request-id": randomUUID(),
    "X-ExceptionType": "CmdletAccessDeniedException",
    "x-ms-diagnostics": `2000001;reason="${diagnostics}";error_category="invalid_grant"`,
  });
  if (!nulBytes)
    return Response.json({ error: { code: "Forbidden", message: diagnostics } }, { status: 403, headers });
  headers.set("Content-Type", "application/json");
  if (acceptEncoding?.trim().toLowerCase() !== "identity") headers.set("Content-Encoding", "gzip");
  return new Response(new Uint8Array(64), { status: 403, headers });
}

export function throttled(retryAfterSeconds: number): Response {
  const type = "Microsoft.Exchange.Data.Directory.ADServerSettings.ThrottlingException";
  const answer = errorAnswer(429, "Too many requests.", type, "Too many requests.");
  answer.headers.set("Retry-After", String(retryAfterSeconds));
  answer.headers.set("Rate-Limit-Remaining", "0");
  answer.headers.set("Rate-Limit-Reset", String(retryAfterSeconds));
  return answer;
}
