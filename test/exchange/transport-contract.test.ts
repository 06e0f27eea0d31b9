import { existsSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { RunningTenant } from "../../emulator";
import { readSettings } from "../../providers/connection/settings";
import { signIn } from "../../providers/connection/sign-in";
import { powerShellTransport } from "../../providers/exchange/powershell/transport";
import { restTransport } from "../../providers/exchange/rest";
import type { Transport } from "../../providers/exchange/transport";
import { tenantClock } from "../support/managed-resource";
import { transports, variablesFor, type TransportName } from "../support/transports";
import { transportContract } from "./transport-contract";

function connect(
  running: RunningTenant,
  name: TransportName,
  variables: Record<string, string> = {},
): Transport {
  const config: Record<string, string> = { environment: running.url, ...transports[name] };
  const settings = readSettings((key) => config[key], { ...variablesFor(running), ...variables });
  const session = signIn(settings);
  const transport =
    settings.transport.kind === "rest"
      ? restTransport(settings, session, tenantClock(running))
      : powerShellTransport(settings, settings.transport, session, tenantClock(running));
  onTestFinished(() => transport.close());
  return transport;
}

const reference = (running: RunningTenant): Transport => connect(running, "rest");

transportContract({
  name: "REST",
  reference,
  connect: (running, variables) => connect(running, "rest", variables),
});

transportContract({
  name: "the bridge with a stand-in shell",
  reference,
  connect: (running, variables) => connect(running, "powershell", variables),
});

const pwsh = process.env["EXCHANGE_PWSH"] ?? onPath(process.platform === "win32" ? "pwsh.exe" : "pwsh");

transportContract({
  name: pwsh === undefined ? "pwsh (skipped: neither pwsh nor EXCHANGE_PWSH is here)" : "pwsh",
  isSkipped: pwsh === undefined,
  reference,
  connect: (running, variables) =>
    connect(running, "powershell", {
      // The whole environment: PowerShell on Windows does not start without some of it.
      ...(process.env as Record<string, string>),
      ...running.environment,
      EXCHANGE_PWSH: pwsh ?? "",
      PSModulePath: [path.join(__dirname, "..", "support", "powershell"), process.env["PSModulePath"] ?? ""]
        .filter((folder) => folder !== "")
        .join(path.delimiter),
      ...variables,
    }),
});

function onPath(program: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find((file) => existsSync(file));
}
