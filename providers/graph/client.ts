import {
  AuthenticationHandler,
  Client,
  TelemetryHandler,
  type Context as RequestContext,
  type Middleware,
} from "@microsoft/microsoft-graph-client";
import pLimit from "p-limit";
import { z } from "zod";
import type { Clock } from "../connection/clock";
import { isServiceError, ServiceError } from "../connection/errors";
import { send } from "../connection/http";
import { deadlineIn, isThrottled, isTransient, retry } from "../connection/retry";
import type { OnlineSettings } from "../connection/settings-online";
import type { SignIn } from "../connection/sign-in";
import { explain } from "./graph-errors";

const requestDeadlineMs = 10 * 60_000;
const parallelRequests = 5;
const maximumPages = 1000;

const pageSchema = z.object({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().optional(),
});

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export interface GraphRequest {
  /** OData options without their `$`: `{ filter, select }`. Values are encoded here. */
  query?: Readonly<Record<string, string>>;
  body?: object;
  /** The least right that the request needs, for the message of a refusal. */
  needs: string;
  /** Whether the request may be repeated although it may have been carried out; by default all but POST may. */
  repeatable?: boolean;
}

/** Microsoft Graph, v1.0. Rejects with a ServiceError; waits and repeats where that is safe. */
export interface GraphClient {
  /** The answer's body; `undefined` where there is none. */
  request(method: Method, path: string, request: GraphRequest): Promise<unknown>;
  /** All pages of a collection, or an error: never a part of it. */
  list(path: string, request: GraphRequest): Promise<unknown[]>;
}

export function graphClient(settings: OnlineSettings, session: SignIn, clock: Clock): GraphClient {
  const { graphEndpoint, graphResource } = settings.cloud;
  const authentication = new AuthenticationHandler({ getAccessToken: () => session.token(graphResource) });
  // Without the library's RetryHandler: it sleeps on its own clock, and repeats a POST whose answer was lost.
  const chain: Middleware[] = [authentication, new TelemetryHandler(), proxiedRequests];
  chain.forEach((each, index) => {
    const next = chain[index + 1];
    if (next) each.setNext?.(next);
  });
  const client = Client.initWithMiddleware({
    baseUrl: `${graphEndpoint}/`,
    customHosts: new Set([new URL(graphEndpoint).hostname]),
    middleware: authentication,
  });
  const limit = pLimit(parallelRequests);

  async function sendOnce(method: Method, address: string, details: GraphRequest): Promise<unknown> {
    const attempt = async (renewToken: boolean): Promise<unknown> => {
      // A failed sign-in is reported as one; from within the chain it would look like an answer of Graph's.
      await session.token(graphResource, renewToken);
      const request = client.api(address);
      const [path = address] = address.replace(graphEndpoint, "").split("?");
      try {
        if (method === "GET") return (await request.get()) as unknown;
        if (method === "DELETE") return (await request.delete()) as unknown;
        const { body } = details;
        return (await (method === "POST" ? request.post(body) : request.patch(body))) as unknown;
      } catch (error) {
        throw explain(`${method} ${path}`, error, details.needs, clock);
      }
    };
    try {
      return await attempt(false);
    } catch (error) {
      if (!isServiceError(error, "unauthenticated")) throw error;
      return attempt(true);
    }
  }

  function repeated(method: Method, address: string, details: GraphRequest): Promise<unknown> {
    const mayRepeat = (details.repeatable ?? method !== "POST") ? isTransient : isThrottled;
    const attempt = (): Promise<unknown> => limit(() => sendOnce(method, address, details));
    return retry(deadlineIn(clock, requestDeadlineMs), attempt, mayRepeat);
  }

  return {
    request: (method, path, details) => repeated(method, withQuery(path, details.query), details),
    async list(path, details) {
      const items: unknown[] = [];
      let next: string | undefined = withQuery(path, details.query);
      for (let page = 0; next !== undefined; page++) {
        if (page === maximumPages) throw unexpected(path, `more than ${maximumPages} pages`);
        const parsed = pageSchema.safeParse(await repeated("GET", next, details));
        if (!parsed.success) throw unexpected(path, "no list came");
        items.push(...parsed.data.value);
        next = sameOrigin(path, parsed.data["@odata.nextLink"], graphEndpoint);
      }
      return items;
    },
  };
}

/** The library writes query values into the address as they are, where `#` and `&` would end them. */
function withQuery(path: string, query: GraphRequest["query"] = {}): string {
  const options = Object.entries(query).map(([option, value]) => `$${option}=${encodeURIComponent(value)}`);
  return options.length === 0 ? path : `${path}?${options.join("&")}`;
}

/** The token goes only where we meant to send it. */
function sameOrigin(path: string, link: string | undefined, endpoint: string): string | undefined {
  if (link === undefined) return undefined;
  if (new URL(link).origin !== new URL(endpoint).origin) {
    throw unexpected(path, `the next page is at another host, ${new URL(link).host}`);
  }
  return link;
}

function unexpected(path: string, said: string): ServiceError {
  return new ServiceError({
    kind: "unexpected",
    operation: `Microsoft Graph, GET ${path}`,
    said: `unexpected answer: ${said}`,
  });
}

/** The end of the chain: the client's own would use Node's fetch, which knows no HTTPS_PROXY. */
const proxiedRequests: Middleware = {
  async execute(context: RequestContext) {
    const { options, request } = context;
    const answer = await send({
      method: (options?.method ?? "GET") as Method,
      url: typeof request === "string" ? request : request.url,
      headers: Object.fromEntries(new Headers(options?.headers)),
      ...(typeof options?.body === "string" ? { body: options.body } : {}),
    }).catch((cause: unknown) => {
      const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
      throw new Error(`no answer (${inner instanceof Error ? inner.message : String(inner)})`, { cause });
    });
    context.response = answer as unknown as Response;
  },
};
