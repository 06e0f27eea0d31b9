import type { EnvironmentVariables } from "./credentials";

/** The PowerShell that runs Exchange's cmdlets. */
export interface ShellSettings {
  kind: "powershell";
  /** pwsh, or Windows PowerShell. */
  executable: string;
  /** Of the environment, without what the shell has no business to know. */
  variables: EnvironmentVariables;
}

export function readShellSettings(variables: EnvironmentVariables): ShellSettings {
  return {
    kind: "powershell",
    executable: variables["EXCHANGE_PWSH"]?.trim() || "pwsh",
    variables: Object.fromEntries(Object.entries(variables).filter(([name]) => !notForTheShell.test(name))),
  };
}

/** Secrets that the shell is given another way if at all, and switches that would make it print what it is told. */
const notForTheShell =
  /(^|_)(CLIENT_SECRET|PASSWORD|OIDC_TOKEN|OIDC_REQUEST_TOKEN)$|^PULUMI_|^(NODE_POWERSHELL|DEBUG)$/i;
