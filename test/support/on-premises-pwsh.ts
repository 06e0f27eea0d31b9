import path from "node:path";
import { onTestFinished } from "vitest";
import type { RunningTenant } from "../../emulator";
import { readSettings } from "../../providers/connection/settings";
import { nothing } from "../../providers/exchange/powershell/cmdlets";
import { onPremisesConnection } from "../../providers/exchange/powershell/on-premises-connection";
import type { ShellConnection } from "../../providers/exchange/powershell/shell-connection";
import { powerShellTransport } from "../../providers/exchange/powershell/transport";
import type { Transport } from "../../providers/exchange/transport";
import { tenantClock } from "./managed-resource";
import { configFor } from "./transports";

const standIn = path.join(__dirname, "powershell", "ExchangeServer", "ExchangeServer.psm1");

/** On-premises over a real PowerShell, in which a module takes the place of New-PSSession before we connect. */
export function connectOnPremisesBy(
  pwsh: string,
  running: RunningTenant,
  variables: Record<string, string> = {},
): Transport {
  const config = configFor(running);
  const settings = readSettings((key) => config[key], {
    ...(process.env as Record<string, string>),
    ...running.environment,
    EXCHANGE_PWSH: pwsh,
    ...variables,
  });
  if (settings.deployment !== "onPremises") throw new Error("This tenant is online.");
  const transport = powerShellTransport(
    settings.transport,
    withStandIn(onPremisesConnection(settings)),
    tenantClock(running),
  );
  onTestFinished(() => transport.close());
  return transport;
}

function withStandIn(connection: ShellConnection): ShellConnection {
  return {
    ...connection,
    connectionCmdlets: { ...connection.connectionCmdlets, "Import-Module": nothing },
    async prepare(renew) {
      const connect = await connection.prepare(renew);
      return async (shell) => {
        const { errors } = await shell.ask("Import-Module", { Name: standIn, Global: true }, "start");
        if (errors[0]) throw new Error(errors[0].message);
        await connect(shell);
      };
    },
  };
}
