import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

export interface Engine {
  /** Path of the `pulumi` executable. */
  command: string;
  /** Its folder; first on PATH, so that the engine finds the language host and the dynamic provider. */
  directory: string;
  version: string;
  source: "path" | "installer" | "go";
}

/** How far a way may go: only take what is there, or download and build. */
export type Effort = "reuse" | "make";

/** Why one of the ways to an engine does not lead to one on this machine. */
export class EngineUnavailable extends Error {}

export const minimumVersion = "3.254.0";
export const minimumVersionReason =
  "3.254 is the first whose import files take inputs and outputs, which `export` writes; " +
  "exit code 7 of --expect-no-changes, which tells drift from failure, is there since 3.227";

const windows = process.platform === "win32";
export const engineFile = windows ? "pulumi.exe" : "pulumi";
export const languageHostFile = windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";
/** Starts the dynamic provider of the program's own @pulumi/pulumi. */
export const dynamicProviderFile = `pulumi-resource-pulumi-nodejs${windows ? ".cmd" : ""}`;

/** What is missing in these folders for running Node.js programs with dynamic resources. */
export function missingParts(folders: string[]): string[] {
  return [languageHostFile, dynamicProviderFile].filter(
    (file) => !folders.some((folder) => existsSync(join(folder, file))),
  );
}

export function pathFolders(): string[] {
  return (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
}

/** `3.255.0`, as the executable itself says. */
export async function versionOf(command: string): Promise<string> {
  const printed = await new Promise<string>((resolve, reject) => {
    const options = { timeout: 60_000, env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } };
    execFile(command, ["version"], options, (error, stdout) => {
      if (error) reject(new EngineUnavailable(`"${command} version" failed: ${error.message.trim()}`));
      else resolve(stdout.trim());
    });
  });
  const version = /^v?(\d+\.\d+\.\d+)/.exec(printed)?.[1];
  if (version === undefined) throw new EngineUnavailable(`"${command} version" says "${printed}"`);
  return version;
}

export function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}
