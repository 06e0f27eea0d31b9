import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { promisify } from "node:util";
import { EnvHttpProxyAgent, fetch } from "undici";
import { type Effort, type Engine, EngineUnavailable, engineFile, missingParts } from "./engine";
import { cached, isCached } from "./engine-cache";
import { type InstallerArchive, installerArchives } from "./installer-archives";

const officialSite = "https://get.pulumi.com/releases/sdk";
const downloadMilliseconds = 15 * 60_000;

/** The archive that Pulumi's official installer downloads: pinned, checksummed, unpacked into .cache/. */
export async function engineFromInstaller(effort: Effort): Promise<Engine> {
  const platform = `${process.platform}-${process.arch}`;
  const archive = installerArchives[platform];
  if (archive === undefined) throw new EngineUnavailable(`no checksum is pinned for ${platform}`);
  const key = `installer-${archive.version}-${platform}`;
  if (effort === "reuse" && !(await isCached(key))) throw new EngineUnavailable("not downloaded yet");
  const folder = await cached(key, (scratch) => install(archive, scratch));
  const directory = join(folder, "bin");
  return { command: join(directory, engineFile), directory, version: archive.version, source: "installer" };
}

/** Leaves the executables in `bin/` of the folder. */
export async function install(archive: InstallerArchive, folder: string, site = officialSite): Promise<void> {
  const url = `${site}/${archive.file}`;
  console.error(`Pulumi engine: downloading ${url} (about 100 MB; once, then kept in .cache/pulumi).`);
  const file = join(folder, archive.file);
  const sha256 = await download(url, file);
  if (sha256 !== archive.sha256) {
    throw new EngineUnavailable(
      `${url} has SHA-256 ${sha256}, not the pinned ${archive.sha256}; it was not used`,
    );
  }
  await unpack(file, folder);
  await rm(file);
}

/** Honours HTTPS_PROXY, which Node's own fetch does not do everywhere. */
async function download(url: string, file: string): Promise<string> {
  const dispatcher = new EnvHttpProxyAgent({ connect: { timeout: 15_000 } });
  try {
    const response = await fetch(url, { dispatcher, signal: AbortSignal.timeout(downloadMilliseconds) });
    if (!response.ok || response.body === null) throw new Error(`HTTP status ${response.status}`);
    const digest = createHash("sha256");
    const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    body.on("data", (chunk: Uint8Array) => digest.update(chunk));
    await pipeline(body, createWriteStream(file));
    return digest.digest("hex");
  } catch (error) {
    const cause = (error as Error).cause;
    const reason = cause instanceof Error ? cause.message : (error as Error).message;
    throw new EngineUnavailable(`${url} cannot be downloaded: ${reason}`);
  } finally {
    await dispatcher.close();
  }
}

/** The tar of Windows unpacks zip archives, too. The executables are in pulumi/, in older ones for Windows in Pulumi/bin/. */
async function unpack(file: string, folder: string): Promise<void> {
  try {
    await promisify(execFile)("tar", ["-xf", file, "-C", folder]);
  } catch (error) {
    throw new EngineUnavailable(`${file} cannot be unpacked: ${(error as Error).message.trim()}`);
  }
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const engine = files.find((entry) => entry.isFile() && entry.name === engineFile);
  if (engine === undefined) throw new EngineUnavailable(`${file} contains no ${engineFile}`);
  const missing = missingParts([engine.parentPath]);
  if (missing.length > 0) throw new EngineUnavailable(`${file} contains no ${missing.join(", no ")}`);
  await rename(engine.parentPath, join(folder, "bin"));
}
