import type { Context } from "hono";
import type { Tenant } from "../tenant";
import { throttled } from "./answers";
import { dropConnection } from "./dropped-connection";
import { invokeCommand } from "./invoke-command";
import type { Pages } from "./pages";
import { requestOf } from "./request";
import type { Session } from "./session";

/** Answers one request, late and throttled as the tenant was told; `signIn` has a session or the refusal of one. */
export async function answerCommand(
  { tenant, pages, context }: { tenant: Tenant; pages: Pages; context: Context },
  signIn: () => Session | Response | Promise<Session | Response>,
): Promise<Response> {
  const latency = tenant.faults.latency("exchange");
  if (latency > 0) await tenant.clock.sleep(latency);
  const retryAfter = tenant.faults.throttle("exchange");
  if (retryAfter !== undefined) return throttled(retryAfter);
  const session = await signIn();
  if (session instanceof Response) return session;
  const answered = await invokeCommand({ tenant, pages, session, request: requestOf(context) });
  return answered ?? dropConnection(context);
}
