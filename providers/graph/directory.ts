import {
  AuthenticationHandler,
  Client,
  GraphError,
  RetryHandler,
  TelemetryHandler,
  type Context as RequestContext,
  type Middleware,
} from "@microsoft/microsoft-graph-client";
import { z } from "zod";
import { ServiceError, type ServiceErrorKind } from "../connection/errors";
import { send } from "../connection/http";
import type { Settings } from "../connection/settings";
import type { SignIn } from "../connection/sign-in";

const listSchema = z.object({ value: z.array(z.object({ id: z.string() })) });

/** The few questions that we ask Microsoft Graph. */
export interface Directory {
  /** The object id of an application's enterprise application; `undefined` if there is none, or if it shows none yet. */
  enterpriseApplicationId(appId: string): Promise<string | undefined>;
  /** The object id of an application's registration, if it is registered in this tenant. */
  applicationRegistrationId(appId: string): Promise<string | undefined>;
}

export function directory(settings: Settings, session: SignIn): Directory {
  const { graphEndpoint, graphResource } = settings.cloud;
  const authentication = new AuthenticationHandler({ getAccessToken: () => session.token(graphResource) });
  const chain: Middleware[] = [authentication, new RetryHandler(), new TelemetryHandler(), proxiedRequests];
  chain.forEach((each, index) => {
    const next = chain[index + 1];
    if (next) each.setNext?.(next);
  });
  const client = Client.initWithMiddleware({
    baseUrl: `${graphEndpoint}/`,
    customHosts: new Set([new URL(graphEndpoint).hostname]),
    middleware: authentication,
  });

  async function idByAppId(collection: string, appId: string): Promise<string | undefined> {
    const request = client.api(collection).filter(`appId eq '${appId}'`).select("id");
    const answer: unknown = await request.get().catch((error: unknown) => {
      throw explain(`GET ${collection}`, error);
    });
    return listSchema.parse(answer).value[0]?.id.toLowerCase();
  }

  return {
    enterpriseApplicationId: (appId) => idByAppId("/servicePrincipals", appId),
    applicationRegistrationId: (appId) => idByAppId("/applications", appId),
  };
}

const kinds: Record<number, ServiceErrorKind> = {
  401: "unauthenticated",
  403: "accessDenied",
  404: "notFound",
  429: "throttled",
};

function explain(operation: string, error: unknown): unknown {
  if (!(error instanceof GraphError)) return error;
  const kind =
    kinds[error.statusCode] ??
    (error.statusCode >= 400 && error.statusCode < 500 ? "invalidRequest" : "unavailable");
  return new ServiceError({
    kind,
    operation: `Microsoft Graph, ${operation}`,
    said: error.message || `HTTP ${error.statusCode}`,
    code: error.code ?? undefined,
    requestId: error.requestId ?? undefined,
    cause: error,
  });
}

/** The end of the chain: the client's own would use Node's fetch, which knows no HTTPS_PROXY. */
const proxiedRequests: Middleware = {
  async execute(context: RequestContext) {
    const { options, request } = context;
    const answer = await send({
      method: "GET",
      url: typeof request === "string" ? request : request.url,
      headers: Object.fromEntries(new Headers(options?.headers)),
    });
    context.response = answer as unknown as Response;
  },
};
