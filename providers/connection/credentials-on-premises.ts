import type { EnvironmentVariables } from "./credentials";
import { ConfigurationError } from "./errors";

/** Who we are to an Exchange server: an account with its password, or with Kerberos whoever runs Pulumi. */
export type WindowsAccount = { kind: "password"; username: string; password: string } | { kind: "kerberos" };

/** `prefix` selects another set for an explicit provider: `FABRIKAM` reads `FABRIKAM_USERNAME` and `FABRIKAM_PASSWORD`. */
export function readWindowsAccount(variables: EnvironmentVariables, prefix = "EXCHANGE"): WindowsAccount {
  const read = (name: string): string | undefined => variables[`${prefix}_${name}`] || undefined;
  const username = read("USERNAME")?.trim();
  const password = read("PASSWORD");
  if (username && password) return { kind: "password", username, password };
  if (username || password) {
    const [there, missing] = username ? ["USERNAME", "PASSWORD"] : ["PASSWORD", "USERNAME"];
    throw new ConfigurationError(
      `${prefix}_${there} is in the environment, but not ${prefix}_${missing}. Set both, or neither to connect as the ` +
        "account that runs Pulumi (Kerberos).",
    );
  }
  // A prefix that leads to nobody would otherwise lead to whoever runs Pulumi.
  if (prefix !== "EXCHANGE") {
    throw new ConfigurationError(
      `exchange:credentials is ${prefix}, but neither ${prefix}_USERNAME nor ${prefix}_PASSWORD is in the environment. ` +
        "Set both; to connect as the account that runs Pulumi (Kerberos), leave exchange:credentials out.",
    );
  }
  return { kind: "kerberos" };
}

/** In words, never with the secret. */
export function describeAccount(account: WindowsAccount): string {
  return account.kind === "password"
    ? `the account ${account.username}`
    : "the account that runs Pulumi (Kerberos)";
}
