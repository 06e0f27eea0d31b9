import { onTestFinished } from "vitest";
import type { RunningTenant } from "../../emulator";
import type { Deployment } from "../../providers/connection/deployment";
import { readSettings } from "../../providers/connection/settings";
import { signIn } from "../../providers/connection/sign-in";
import { onlineConnection } from "../../providers/exchange/powershell/online-connection";
import { onPremisesConnection } from "../../providers/exchange/powershell/on-premises-connection";
import type { Bounds } from "../../providers/exchange/powershell/shell-connection";
import { powerShellTransport } from "../../providers/exchange/powershell/transport";
import type { Transport } from "../../providers/exchange/transport";
import { tenantClock } from "./managed-resource";
import { standIn, type StandIn } from "./stand-in-log";
import { startTestTenant } from "./tenant";
import { configFor, transports, variablesFor } from "./transports";

/** A tenant, and a transport to it over a stand-in shell that can be made to go wrong. */
export interface ShellSetting {
  running: RunningTenant;
  shell: StandIn;
  transport: Transport;
}

interface Given {
  bounds?: Partial<Bounds>;
  variables?: Record<string, string>;
  config?: Record<string, string>;
}

const patient: Bounds = { start: 20_000, connect: 20_000, call: 20_000, end: 1_500 };

export async function startShell(deployment: Deployment, given: Given = {}): Promise<ShellSetting> {
  const running = await startTestTenant({ mode: deployment });
  const shell = standIn();
  const config: Record<string, string> = {
    ...configFor(running),
    ...(deployment === "online" ? transports.powershell : {}),
    ...given.config,
  };
  const settings = readSettings((key) => config[key], {
    ...variablesFor(running),
    ...shell.variables,
    ...given.variables,
  });
  if (settings.transport.kind !== "powershell") throw new Error("another transport than asked for");
  const connection =
    settings.deployment === "onPremises"
      ? onPremisesConnection(settings)
      : onlineConnection(settings, settings.transport, signIn(settings));
  const bounds = { ...patient, ...given.bounds };
  const transport = powerShellTransport(settings.transport, connection, tenantClock(running), bounds);
  onTestFinished(() => transport.close());
  return { running, shell, transport };
}
