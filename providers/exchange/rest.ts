import { randomUUID } from "node:crypto";
import { z } from "zod";
import pLimit from "p-limit";
import type { Clock } from "../connection/clock";
import { isServiceError, ServiceError } from "../connection/errors";
import { send } from "../connection/http";
import { deadlineIn, isThrottled, isTransient, retry } from "../connection/retry";
import type { OnlineSettings } from "../connection/settings-online";
import type { SignIn } from "../connection/sign-in";
import { refusal } from "./rest-errors";
import { readOrganizationGuid } from "./organization";
import type { InvokeResult, Parameters, Transport } from "./transport";

/** Exchange ends a REST cmdlet after 15 minutes itself; nothing of ours takes so long. */
const invokeDeadlineMs = 10 * 60_000;
/** Limits per tenant are not published; this stays below what other clients report as accepted. */
const parallelRequests = 5;
/** The mailbox that Exchange routes app-only administration requests by. */
const systemMailbox = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}";
const maximumPages = 1000;

const answerSchema = z.object({
  value: z.array(z.record(z.string(), z.unknown())).nullish(),
  "@odata.nextLink": z.string().nullish(),
  "@adminapi.warnings": z.array(z.string()).nullish(),
});

/** Exchange Online's `InvokeCommand`, the interface that the ExchangeOnlineManagement module itself speaks. */
export function restTransport(settings: OnlineSettings, signIn: SignIn, clock: Clock): Transport {
  const { exchangeEndpoint, exchangeResource } = settings.cloud;
  const url = `${exchangeEndpoint}/adminapi/beta/${settings.tenantId}/InvokeCommand`;
  const connectionId = randomUUID();
  const limit = pLimit(parallelRequests);
  let organization: Promise<string> | undefined;

  async function post(cmdlet: string, address: string, body: string): Promise<z.infer<typeof answerSchema>> {
    const attempt = async (renewToken: boolean): Promise<z.infer<typeof answerSchema>> => {
      const token = await signIn.token(exchangeResource, renewToken);
      const answer = await send({
        method: "POST",
        url: address,
        body,
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          accept: "application/json",
          // Messages follow the language; types do not, but an English text is what people can look up.
          "accept-language": "en-US",
          // A refusal's body is declared gzip although it is not, and would fail to decode.
          "accept-encoding": "identity",
          prefer: "odata.maxpagesize=1000",
          "x-anchormailbox": `APP:${systemMailbox}@${settings.tenantId}`,
          "connection-id": connectionId,
          "client-request-id": randomUUID(),
        },
      }).catch((cause: unknown) => {
        throw new ServiceError({
          kind: "unavailable",
          operation: cmdlet,
          said: connectionFault(cause),
          cause,
        });
      });
      if (!answer.ok) throw await refusal(cmdlet, answer, signIn.identity);
      const text = await answer.text().catch((cause: unknown) => {
        throw new ServiceError({
          kind: "unavailable",
          operation: cmdlet,
          said: connectionFault(cause),
          cause,
        });
      });
      return parseAnswer(cmdlet, text);
    };
    try {
      return await attempt(false);
    } catch (error) {
      if (!isServiceError(error, "unauthenticated")) throw error;
      return attempt(true);
    }
  }

  async function invokeAll(cmdlet: string, parameters: Parameters): Promise<InvokeResult> {
    const body = JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: tagged(parameters) } });
    // Only a `New-` makes something else when it is repeated; after throttling nothing has happened yet.
    const mayRepeat = cmdlet.startsWith("New-") ? isThrottled : isTransient;
    const deadline = deadlineIn(clock, invokeDeadlineMs);
    const result: InvokeResult = { records: [], warnings: [] };
    let next: string | undefined = url;
    for (let page = 0; next !== undefined; page++) {
      if (page === maximumPages) throw unexpected(cmdlet, `more than ${maximumPages} pages`);
      const address: string = next;
      const answer = await retry(deadline, () => limit(() => post(cmdlet, address, body)), mayRepeat);
      result.records.push(...(answer.value ?? []));
      result.warnings.push(...(answer["@adminapi.warnings"] ?? []));
      next = answer["@odata.nextLink"] ? sameOrigin(cmdlet, answer["@odata.nextLink"], url) : undefined;
    }
    return result;
  }

  return {
    invoke: (cmdlet, parameters = {}) => invokeAll(cmdlet, parameters),
    organizationGuid() {
      organization ??= readOrganizationGuid((cmdlet, parameters) =>
        invokeAll(cmdlet, parameters ?? {}),
      ).catch((error: unknown) => {
        organization = undefined;
        throw error;
      });
      return organization;
    },
    close: () => Promise.resolve(),
  };
}

function parseAnswer(cmdlet: string, text: string): z.infer<typeof answerSchema> {
  if (text.trim() === "") return {};
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    // A body that ends early is a lost answer, not an empty one.
    throw new ServiceError({
      kind: "unavailable",
      operation: cmdlet,
      said: "the answer is not complete JSON",
      cause,
    });
  }
  const parsed = answerSchema.safeParse(wrapped(json));
  if (!parsed.success) throw unexpected(cmdlet, z.prettifyError(parsed.error));
  return parsed.data;
}

/** A hashtable must say that it is one, or Exchange takes it for something else; first, as OData has it. */
function tagged(parameters: Parameters): Parameters {
  const isHashtable = (value: unknown): value is object =>
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  const entries = Object.entries(parameters).map(([name, value]): [string, unknown] => [
    name,
    isHashtable(value) ? { "@odata.type": "#Exchange.GenericHashTable", ...value } : value,
  ]);
  return Object.fromEntries(entries);
}

/** Some cmdlets answer with the object itself in place of a list of one. */
function wrapped(json: unknown): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json) || "value" in json) return json;
  return Object.keys(json).some((key) => !key.startsWith("@")) ? { value: [json] } : json;
}

/** The token goes only where we meant to send it. Exchange's own links carry its inner port 446 at times. */
function sameOrigin(cmdlet: string, link: string, url: string): string {
  const next = new URL(link, url);
  if (next.port === "446") next.port = "";
  if (next.origin !== new URL(url).origin)
    throw unexpected(cmdlet, `the next page is at another host, ${next.host}`);
  return next.href;
}

function unexpected(cmdlet: string, said: string): ServiceError {
  return new ServiceError({ kind: "unexpected", operation: cmdlet, said: `unexpected answer: ${said}` });
}

function connectionFault(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const text = inner instanceof Error ? inner.message : String(inner);
  return `no answer from Exchange (${text})`;
}
