import { EnvHttpProxyAgent, fetch, type Response } from "undici";

export interface HttpRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string;
}

let agent: EnvHttpProxyAgent | undefined;

/** One request, through the proxy of HTTPS_PROXY if there is one. A redirect is an answer: following it would drop the token. */
export async function send(request: HttpRequest): Promise<Response> {
  agent ??= new EnvHttpProxyAgent();
  return fetch(request.url, {
    method: request.method,
    headers: request.headers,
    redirect: "manual",
    dispatcher: agent,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
}
