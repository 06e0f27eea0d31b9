import { onTestFinished } from "vitest";
import type { RunningTenant } from "../../emulator";
import { transportTo } from "../../providers/clients";
import { readSettings } from "../../providers/connection/settings";
import type { Transport } from "../../providers/exchange/transport";
import { tenantClock } from "./managed-resource";
import { configFor, transports, variablesFor, type TransportName } from "./transports";

/** The transport alone, as the seed's automation application or as `variables` say. Closes when the test is over. */
export function connectTransport(
  running: RunningTenant,
  name: TransportName,
  variables: Record<string, string> = {},
): Transport {
  return connectBy(running, transports[name], variables);
}

/** The same on-premises, as the seed's administrator or as `variables` say. */
export function connectOnPremises(running: RunningTenant, variables: Record<string, string> = {}): Transport {
  return connectBy(running, {}, variables);
}

function connectBy(
  running: RunningTenant,
  given: Record<string, string>,
  variables: Record<string, string>,
): Transport {
  const config: Record<string, string> = { ...configFor(running), ...given };
  const settings = readSettings((key) => config[key], { ...variablesFor(running), ...variables });
  const transport = transportTo(settings, tenantClock(running));
  onTestFinished(() => transport.close());
  return transport;
}
