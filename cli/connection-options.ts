import type { Command } from "commander";
import { connect, type Clients } from "../providers/clients";
import type { Clock } from "../providers/connection/clock";
import { ConfigurationError } from "../providers/connection/errors";
import { configKeys, readSettings, type ReadConfig, type Settings } from "../providers/connection/settings";

/** The provider's config keys, as a command takes them. Credentials come from the environment alone. */
export type ConnectionOptions = Readonly<Record<string, unknown>>;

const explanations: Record<string, string> = {
  tenantId: "the tenant's id; default: ARM_TENANT_ID or AZURE_TENANT_ID in the environment",
  environment:
    "the Microsoft cloud (public, usgovernment, china, …) or an embedded tenant's https:// address",
  credentials: "prefix of other environment variables than ARM_ and AZURE_, or than EXCHANGE_ on-premises",
  connectionUri: "on-premises: where an Exchange server answers to remote PowerShell",
  domainController: "on-premises: the domain controller to read from and write to",
};

/** Adds an option for each key of the `exchange:` configuration: `--tenant-id` for `exchange:tenantId`. */
export function withConnectionOptions(command: Command): Command {
  for (const key of configKeys) {
    command.option(`${optionOf(key)} <value>`, explanations[key] ?? `as exchange:${key} of a stack`);
  }
  return command;
}

/** Connects as the provider does. Throws an error that speaks of options instead of stack config. */
export function connectBy(
  options: ConnectionOptions,
  variables: NodeJS.ProcessEnv = process.env,
  clock?: Clock,
): Clients {
  return inTermsOfOptions(() => connect(readerOf(options), variables, clock));
}

/** What `connectBy` would connect with. */
export function settingsBy(options: ConnectionOptions, variables: NodeJS.ProcessEnv): Settings {
  return inTermsOfOptions(() => readSettings(readerOf(options), variables));
}

function readerOf(options: ConnectionOptions): ReadConfig {
  return (key) => {
    const value = options[key];
    return typeof value === "string" ? value : undefined;
  };
}

function inTermsOfOptions<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(
      error.message
        .replace(
          /Remove it with: pulumi config rm exchange:(\w+)/g,
          (_, key: string) => `Leave out ${optionOf(key)}`,
        )
        .replace(/pulumi config set exchange:(\w+)/g, (_, key: string) => optionOf(key))
        .replace(/exchange:(\w+)/g, (_, key: string) => optionOf(key)),
    );
  }
}

function optionOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
