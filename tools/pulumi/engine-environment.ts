import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Engine } from "./engine";

/**
 * The environment for running the engine on this machine alone: state in a folder, no account, no
 * question, no download. Everything lives below `workFolder`. The user's own PULUMI_* variables are left
 * out: an access token or another backend must not take part.
 */
export function engineEnvironment(
  engine: Pick<Engine, "directory">,
  workFolder: string,
  inherited: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const backend = join(workFolder, "backend");
  mkdirSync(backend, { recursive: true });
  const environment: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (!/^(PULUMI_.*|PATH)$/i.test(name)) environment[name] = value;
  }
  return {
    ...environment,
    PATH: [engine.directory, inherited["PATH"] ?? inherited["Path"] ?? ""].join(delimiter),
    PULUMI_HOME: join(workFolder, "home"),
    PULUMI_BACKEND_URL: `file://${backend.replaceAll("\\", "/")}`,
    // Encrypts the secrets of stacks that never leave this machine; there is nobody to ask for another.
    PULUMI_CONFIG_PASSPHRASE: "local",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
