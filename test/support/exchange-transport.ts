import { onTestFinished } from "vitest";
import type { RunningTenant } from "../../emulator";
import { transportTo } from "../../providers/clients";
import { readSettings } from "../../providers/connection/settings";
import type { Transport } from "../../providers/exchange/transport";
import { tenantClock } from "./managed-resource";
import { transports, variablesFor, type TransportName } from "./transports";

/** The transport alone, as the seed's automation application or as `variables` say. Closes when the test is over. */
export function connectTransport(
  running: RunningTenant,
  name: TransportName,
  variables: Record<string, string> = {},
): Transport {
  const config: Record<string, string> = { environment: running.url, ...transports[name] };
  const settings = readSettings((key) => config[key], { ...variablesFor(running), ...variables });
  const transport = transportTo(settings, tenantClock(running));
  onTestFinished(() => transport.close());
  return transport;
}
