import type { Context } from "hono";

/** What of a request matters to a cmdlet. */
export interface ExchangeRequest {
  /** As the client named it, port included. */
  readonly host: string;
  readonly path: string;
  readonly query: (name: string) => string | undefined;
  readonly header: (name: string) => string | undefined;
  readonly text: () => Promise<string>;
}

export function requestOf({ req }: Context): ExchangeRequest {
  return {
    host: req.header("Host") ?? new URL(req.url).host,
    path: new URL(req.url).pathname,
    query: (name) => req.query(name),
    header: (name) => req.header(name),
    text: () => req.text(),
  };
}
