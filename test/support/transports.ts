import path from "node:path";
import type { RunningTenant } from "../../emulator";

/** A program that plays PowerShell. It is started by its first line, which Windows does not read. */
export const standInShell = path.join(__dirname, "stand-in-shell.mjs");

/** The configuration that leads to each transport. */
export const transports = {
  rest: {},
  powershell: { transport: "powershell", organization: "contoso.onmicrosoft.com" },
} as const;

export type TransportName = keyof typeof transports;

/** The configuration that leads a product to the tenant: on-premises there is but one transport. */
export function configFor(running: RunningTenant): Record<string, string> {
  const { url, connectionUri } = running;
  return connectionUri === undefined ? { environment: url } : { deployment: "onPremises", connectionUri };
}

/** The environment of a product that connects to the tenant, with the stand-in where it looks for PowerShell. */
export function variablesFor(running: RunningTenant): Record<string, string> {
  return { PATH: process.env.PATH ?? "", EXCHANGE_PWSH: standInShell, ...running.environment };
}
