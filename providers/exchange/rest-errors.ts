import { z } from "zod";
import type { Response } from "undici";
import { ServiceError, type ServiceErrorKind } from "../connection/errors";

const envelopeSchema = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    details: z.array(z.object({ message: z.string().nullish() })).nullish(),
    innererror: z
      .object({
        internalexception: z.object({ message: z.string().nullish(), type: z.string().nullish() }).nullish(),
      })
      .nullish(),
  }),
});

/** Short exception type name → what it means. Types are not localised; messages are. */
const kindsByException: readonly [RegExp, ServiceErrorKind][] = [
  [/ManagementObjectNotFoundException$/, "notFound"],
  [/ADObjectAlreadyExistsException$/, "alreadyExists"],
  [/InvalidOperationInDehydratedContextException$/, "dehydrated"],
  [/InvalidOperationException$/, "invalidOperation"],
  [/CmdletAccessDeniedException$/, "accessDenied"],
  [
    /(CmdletProxyNotAvailable\w*|ServerBusyException|TransientException|BackendCommunicationException)$/,
    "unavailable",
  ],
];

/** Turns an answer that is not a success into the error that it stands for. */
export async function refusal(cmdlet: string, answer: Response, identity: string): Promise<ServiceError> {
  // The body of a 403 is NUL bytes declared as gzip: what there is to know is in the headers.
  const body = answer.status === 403 ? "" : await answer.text().catch(() => "");
  const { exception, said } = readEnvelope(body);
  const code = exception ?? answer.headers.get("x-exceptiontype") ?? undefined;
  const kind = kindOf(answer.status, code, said);
  return new ServiceError({
    kind,
    operation: cmdlet,
    said: said ?? headline(answer),
    help: kind === "accessDenied" ? rightsHelp(cmdlet, identity) : undefined,
    code: code === undefined ? undefined : shortName(code),
    requestId: answer.headers.get("request-id") ?? undefined,
    retryAfterMs: retryAfter(answer.headers.get("retry-after")),
  });
}

function kindOf(status: number, exception: string | undefined, said: string | undefined): ServiceErrorKind {
  if (status === 429) return "throttled";
  if (status === 401) return "unauthenticated";
  if (status === 403) return "accessDenied";
  // No type of its own: the sentence is the only sign that Exchange gives.
  if (said !== undefined && /must be assigned a delegating role assignment/i.test(said)) {
    return "notDelegated";
  }
  const known = kindsByException.find(([pattern]) => exception !== undefined && pattern.test(exception));
  if (known) return known[1];
  if (said !== undefined && /already exists/i.test(said)) return "alreadyExists";
  if (status === 404) return "notFound";
  return status >= 500 || status === 408 ? "unavailable" : "invalidRequest";
}

/** `details[].message` is "id|exception type|text", or a JSON text that holds such a `Message`. */
function readEnvelope(body: string): { exception: string | undefined; said: string | undefined } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { exception: undefined, said: body.trim() === "" ? undefined : body.trim().slice(0, 500) };
  }
  const parsed = envelopeSchema.safeParse(json);
  if (!parsed.success) return { exception: undefined, said: body.slice(0, 500) };
  const { error } = parsed.data;
  const inner = error.innererror?.internalexception;
  const detail = error.details?.map((each) => each.message).find((message) => message);
  const parts = unwrap(detail ?? inner?.message ?? error.message ?? "").split("|");
  return parts.length >= 3
    ? { exception: parts[1], said: parts.slice(2).join("|") }
    : { exception: inner?.type ?? undefined, said: parts.join("|") || undefined };
}

function unwrap(message: string): string {
  if (!message.startsWith("{")) return message;
  try {
    const inner = z.object({ Message: z.string() }).safeParse(JSON.parse(message));
    return inner.success ? inner.data.Message : message;
  } catch {
    return message;
  }
}

/** Exchange answers the same to a missing permission, a missing role, and a token from before the role was given. */
function rightsHelp(cmdlet: string, identity: string): string {
  const role = /^(Get|Test)-/.test(cmdlet) ? "Global Reader" : "Exchange Administrator";
  return (
    `The identity (${identity}) may not run ${cmdlet}. An application needs the permission Exchange.ManageAsApp (Office 365 ` +
    `Exchange Online) with admin consent, and the role ${role} in Entra. A role that was just given counts from the next ` +
    "sign-in, and can take half an hour to arrive."
  );
}

/** `x-ms-diagnostics` is "number;reason="the sentence";error_category=…". */
function headline(answer: Response): string {
  const diagnostics = answer.headers.get("x-ms-diagnostics") ?? answer.headers.get("www-authenticate");
  const reason = /reason="([^"]*)"/.exec(diagnostics ?? "")?.[1] ?? diagnostics;
  return `HTTP ${answer.status}${reason ? `: ${reason}` : ""}`;
}

function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const pause = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(pause) ? Math.max(0, pause) : undefined;
}

function shortName(exception: string): string {
  return exception.slice(exception.lastIndexOf(".") + 1);
}
