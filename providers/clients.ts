import { systemClock, type Clock } from "./connection/clock";
import type { EnvironmentVariables } from "./connection/credentials";
import type { Deployment } from "./connection/deployment";
import type { DomainController } from "./connection/domain-controller";
import { OperationError } from "./connection/errors";
import { readSettings, type ReadConfig, type Settings } from "./connection/settings";
import { signIn, type SignIn } from "./connection/sign-in";
import { exchange, type Exchange } from "./exchange/exchange";
import { onPremisesConnection } from "./exchange/powershell/on-premises-connection";
import { onlineConnection } from "./exchange/powershell/online-connection";
import { powerShellTransport } from "./exchange/powershell/transport";
import { restTransport } from "./exchange/rest";
import type { Transport } from "./exchange/transport";
import { directory, type Directory } from "./graph/directory";

/** What the resources work with: one connection, shared by all resources that are configured alike. */
export interface Clients {
  /** Where Exchange runs. */
  readonly deployment: Deployment;
  exchange: Exchange;
  /** Microsoft Graph. There is none on-premises: then it throws. */
  readonly directory: Directory;
  clock: Clock;
  /** On-premises alone. */
  domainController: DomainController | undefined;
  organizationGuid(): Promise<string>;
  /** Ends what the connection holds open. It opens again when something is asked. */
  close(): Promise<void>;
}

/** Puts the clients together. Throws a ConfigurationError; connects only when something is asked. */
export function connect(
  readConfig: ReadConfig,
  variables: EnvironmentVariables = process.env,
  clock: Clock = systemClock,
): Clients {
  const settings = readSettings(readConfig, variables);
  const session = settings.deployment === "online" ? signIn(settings) : undefined;
  const transport = transportTo(settings, clock, session);
  const clients = exchange(transport, clock);
  const graph = settings.deployment === "online" && session ? directory(settings, session, clock) : undefined;
  return {
    deployment: settings.deployment,
    exchange: clients,
    get directory() {
      if (graph) return graph;
      throw new OperationError(
        "Microsoft Graph belongs to Exchange Online, and exchange:deployment is onPremises.",
      );
    },
    clock,
    domainController: transport.domainController,
    organizationGuid: () => clients.organizationGuid(),
    close: () => transport.close(),
  };
}

/** The way to Exchange that the settings ask for. Online, `session` is who we are there already, if we are. */
export function transportTo(settings: Settings, clock: Clock, session?: SignIn): Transport {
  if (settings.deployment === "onPremises") {
    return powerShellTransport(settings.transport, onPremisesConnection(settings), clock);
  }
  const { transport } = settings;
  const identity = session ?? signIn(settings);
  return transport.kind === "rest"
    ? restTransport(settings, identity, clock)
    : powerShellTransport(transport, onlineConnection(settings, transport, identity), clock);
}
