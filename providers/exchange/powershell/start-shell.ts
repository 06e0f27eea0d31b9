import { ConfigurationError } from "../../connection/errors";
import type { ShellSettings } from "../../connection/shell-settings";
import { ShellError, startBridge, type Bridge } from "./bridge";

export interface ShellUse {
  /** All that it will be asked for. */
  cmdlets: readonly string[];
  startTimeoutMs: number;
  /** What the user can do who has no PowerShell. */
  withoutPowerShell: string;
}

/** Starts PowerShell. Throws a ConfigurationError that says how to get one. */
export async function startShell(
  { executable, variables }: ShellSettings,
  { cmdlets, startTimeoutMs, withoutPowerShell }: ShellUse,
): Promise<Bridge> {
  try {
    return await startBridge({ executable, environment: variables, cmdlets, startTimeoutMs });
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    const remedy =
      error.code === "ENOENT"
        ? "Install PowerShell (https://learn.microsoft.com/powershell/scripting/install/installing-powershell), or set " +
          "EXCHANGE_PWSH in the environment to the full path of pwsh, or of powershell.exe for Windows PowerShell."
        : "EXCHANGE_PWSH in the environment names the program that is run as PowerShell.";
    throw new ConfigurationError(
      `exchange:transport is powershell, but "${executable}" did not start: ${error.message}.\n${remedy}\n` +
        withoutPowerShell,
    );
  }
}
