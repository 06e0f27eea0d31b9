import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";

/** Ends the connection without an answer. Where there is no socket to end, a bad gateway stands for it. */
export function dropConnection(context: Context): Response {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket: { destroy(): void } } };
  if (!incoming) return new Response(null, { status: 502 });
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
