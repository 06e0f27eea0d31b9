import { systemClock, type Clock } from "./connection/clock";
import type { EnvironmentVariables } from "./connection/credentials";
import type { Deployment } from "./connection/deployment";
import { readSettings, type ReadConfig, type Settings } from "./connection/settings";
import { signIn, type SignIn } from "./connection/sign-in";
import { exchange, type Exchange } from "./exchange/exchange";
import { powerShellTransport } from "./exchange/powershell/transport";
import { restTransport } from "./exchange/rest";
import { directory, type Directory } from "./graph/directory";

/** What the resources work with: one connection, shared by all resources that are configured alike. */
export interface Clients {
  deployment: Deployment;
  exchange: Exchange;
  directory: Directory;
  clock: Clock;
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
  const session = signIn(settings);
  const transport = transportTo(settings, session, clock);
  const clients = exchange(transport, clock);
  return {
    deployment: "online",
    exchange: clients,
    directory: directory(settings, session, clock),
    clock,
    organizationGuid: () => clients.organizationGuid(),
    close: () => transport.close(),
  };
}

/** The way to Exchange that the settings ask for. */
export function transportTo(
  settings: Settings,
  session: SignIn,
  clock: Clock,
): ReturnType<typeof powerShellTransport> {
  return settings.transport.kind === "rest"
    ? restTransport(settings, session, clock)
    : powerShellTransport(settings, settings.transport, session, clock);
}
