import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type Engine,
  EngineUnavailable,
  engineFile,
  isOlder,
  minimumVersion,
  missingParts,
  pathFolders,
  versionOf,
} from "./engine";

/** The `pulumi` that the user already has, if it can run what this project needs. */
export async function engineOnPath(): Promise<Engine> {
  const directory = pathFolders().find((folder) => existsSync(join(folder, engineFile)));
  if (directory === undefined) throw new EngineUnavailable("there is none");
  const command = join(directory, engineFile);
  const version = await versionOf(command);
  if (isOlder(version, minimumVersion)) {
    throw new EngineUnavailable(`${command} is ${version}, which is older than ${minimumVersion}`);
  }
  // The engine looks on PATH and beside its own executable, behind links; some distributions leave these out.
  const missing = missingParts([...pathFolders(), dirname(realpathSync(command))]);
  if (missing.length > 0) {
    throw new EngineUnavailable(`${command} (${version}) comes without ${missing.join(" and ")}`);
  }
  return { command, directory, version, source: "path" };
}
