import { ConfigurationError } from "../../connection/errors";
import type { Parameters } from "../transport";
import type { BridgeAnswer } from "./wire";

const moduleName = "ExchangeOnlineManagement";
/** The first that takes an access token, and that is all REST. */
const oldest = "3.1.0";

/** Loads Exchange's module into PowerShell `version`. Throws a ConfigurationError that says what to install. */
export async function loadModule(
  ask: (cmdlet: string, parameters: Parameters) => Promise<BridgeAnswer>,
  version: string,
): Promise<void> {
  const { records } = await ask("Get-Module", { Name: moduleName, ListAvailable: true });
  const installed = records.map(({ Version }) => String(Version));
  if (!installed.some((each) => isAtLeast(each, oldest))) {
    const found = installed.length === 0 ? "is not installed" : `is version ${installed.join(", ")}`;
    throw new ConfigurationError(
      `The PowerShell module ${moduleName} ${found} for PowerShell ${version}; ${oldest} or later is needed.\n` +
        `Install it with: Install-Module ${moduleName} -MinimumVersion ${oldest} -Scope CurrentUser`,
    );
  }
  const { errors } = await ask("Import-Module", {
    Name: moduleName,
    MinimumVersion: oldest,
    Global: true,
    DisableNameChecking: true,
  });
  if (errors[0]) {
    throw new ConfigurationError(
      `The PowerShell module ${moduleName} could not be loaded in PowerShell ${version}: ${errors[0].message}`,
    );
  }
}

function isAtLeast(version: string, wanted: string): boolean {
  const [left, right] = [version, wanted].map((text) => text.split(".").map(Number)) as [number[], number[]];
  for (const [index, part] of right.entries()) {
    const difference = (left[index] ?? 0) - part;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
