import { transportTo } from "../../providers/clients";
import { settingsBy, type ConnectionOptions } from "../connection-options";
import type { Clock } from "../../providers/connection/clock";
import { ConfigurationError } from "../../providers/connection/errors";
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

/** Throws a ConfigurationError; connects only when something is asked. */
export function openSession(options: ConnectionOptions, variables: NodeJS.ProcessEnv): Session {
  const settings = settingsBy(options, variables);
  if (settings.deployment === "onPremises") throw new ConfigurationError(onlineOnly);
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

const onlineOnly =
  "doctor examines Exchange Online alone for now, and --deployment is onPremises.\n" +
  "Look on-premises with: pulumi preview, which says what is missing in a sentence for each object.";

/** The provider waits long for what may still come; who asks for a diagnosis does not. Then every deadline has passed. */
function impatientClock(milliseconds: number): Clock {
  const end = Date.now() + milliseconds;
  return {
    now: () => (Date.now() < end ? Date.now() : Number.MAX_SAFE_INTEGER),
    sleep: (pause) => new Promise((resolve) => setTimeout(resolve, pause)),
  };
}
