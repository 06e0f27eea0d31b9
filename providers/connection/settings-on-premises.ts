import type { EnvironmentVariables } from "./credentials";
import { readWindowsAccount, type WindowsAccount } from "./credentials-on-premises";
import { ConfigurationError } from "./errors";
import { readShellSettings, type ShellSettings } from "./shell-settings";

/** A connection to an Exchange organisation of one's own, by remote PowerShell. */
export interface OnPremisesSettings {
  deployment: "onPremises";
  /** Where an Exchange server answers to remote PowerShell. */
  connectionUri: string;
  /** The domain controller that everything is read from and written to; without it the first answer decides. */
  domainController: string | undefined;
  account: WindowsAccount;
  transport: ShellSettings;
}

export interface OnPremisesConfig {
  connectionUri?: string | undefined;
  domainController?: string | undefined;
  transport?: "rest" | "powershell" | undefined;
  credentials?: string | undefined;
}

export function readOnPremisesSettings(
  config: OnPremisesConfig,
  variables: EnvironmentVariables,
): OnPremisesSettings {
  if (config.transport === "rest") {
    throw new ConfigurationError(
      "exchange:transport is rest, but exchange:deployment is onPremises: an Exchange server answers to PowerShell alone.\n" +
        "Set it with: pulumi config set exchange:transport powershell",
    );
  }
  if (config.connectionUri === undefined) {
    throw new ConfigurationError(
      "exchange:connectionUri is not set, and exchange:deployment is onPremises: say which Exchange server to connect to.\n" +
        "Set it with: pulumi config set exchange:connectionUri http://<the server's full name>/PowerShell/",
    );
  }
  return {
    deployment: "onPremises",
    connectionUri: config.connectionUri,
    domainController: config.domainController,
    account: readWindowsAccount(variables, config.credentials),
    transport: readShellSettings(variables),
  };
}
