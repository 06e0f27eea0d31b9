import { z } from "zod";
import type { Response } from "undici";
import { ServiceError } from "../connection/errors";
import { kindOf, rightsHelp, shortName, splitFailure } from "./error-kinds";

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

/** Turns an answer that is not a success into the error that it stands for. */
export async function refusal(cmdlet: string, answer: Response, identity: string): Promise<ServiceError> {
  // The body of a 403 is NUL bytes declared as gzip: what there is to know is in the headers.
  const body = answer.status === 403 ? "" : await answer.text().catch(() => "");
  const { exception, said } = readEnvelope(body);
  const code = exception ?? answer.headers.get("x-exceptiontype") ?? undefined;
  const kind =
    kindOf({ status: answer.status, exceptions: code === undefined ? [] : [code], said }) ?? "unexpected";
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
  const { exception, said } = splitFailure(unwrap(detail ?? inner?.message ?? error.message ?? ""));
  return { exception: exception ?? inner?.type ?? undefined, said: said || undefined };
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
