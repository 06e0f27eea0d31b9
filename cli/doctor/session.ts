import { transportTo } from "../../providers/clients";
import type { ConnectionOptions } from "../connection-options";
import type { Clock } from "../../providers/connection/clock";
import type { OnlineSettings } from "../../providers/connection/settings-online";
import { signIn } from "../../providers/connection/sign-in";
import { exchange, type Exchange } from "../../providers/exchange/exchange";
import type { Transport } from "../../providers/exchange/transport";
import { graphClient, type GraphClient } from "../../providers/graph/client";
import { claimsOf, type Claims } from "./claims";

/** A connection as the provider makes it, open enough to look into. */
export interface Session {
  settings: OnlineSettings;
  /** The prefixes under which the credentials stand in the environment: `ARM`, or the one that was asked for. */
  prefix: string;
  invoke: Transport["invoke"];
  exchange: Exchange;
  graph: GraphClient;
  /** Signs in, and tells what the token says; `undefined` if it does not say it openly. */
  claims(service: "exchange" | "graph"): Promise<Claims | undefined>;
  close(): Promise<void>;
}

/** A shell and its module take a while to start. */
const patienceMs = { rest: 30_000, powershell: 180_000 };

/** Connects only when something is asked. */
export function openSession(settings: OnlineSettings, options: ConnectionOptions): Session {
  const session = signIn(settings);
  const clock = impatientClock(patienceMs[settings.transport.kind]);
  const transport = transportTo(settings, clock, session);
  const { exchangeResource, graphResource } = settings.cloud;
  const { credentials } = options;
  return {
    settings,
    prefix: typeof credentials === "string" ? credentials : "ARM",
    invoke: (cmdlet, parameters) => transport.invoke(cmdlet, parameters),
    exchange: exchange(transport, clock),
    graph: graphClient(settings, session, clock),
    claims: async (service) =>
      claimsOf(await session.token(service === "exchange" ? exchangeResource : graphResource)),
    close: () => transport.close(),
  };
}

/** The provider waits long for what may still come; who asks for a diagnosis does not. Then every deadline has passed. */
export function impatientClock(milliseconds: number): Clock {
  const end = Date.now() + milliseconds;
  return {
    now: () => (Date.now() < end ? Date.now() : Number.MAX_SAFE_INTEGER),
    sleep: (pause) => new Promise((resolve) => setTimeout(resolve, pause)),
  };
}
