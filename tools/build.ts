/**
 * `npm run build`: compiles the package into dist/ and stamps it with the digests of its sources
 * (providers/dynamic/build-freshness.ts says exactly how), so that a build older than its sources can be recognised.
 * With `--if-stale` it does nothing when dist/ already belongs to the sources.
 *
 * The build is made in a folder of its own and put in the place of dist/ when it is complete: outputs
 * of deleted sources disappear, and a failed build leaves the previous one as it was.
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { buildStamp, sourceFiles } from "./sources-digest";

const root = join(__dirname, "..");
const dist = join(root, "dist");
const scratch = join(root, ".cache", "build");

const stamp = buildStamp(root);
if (!process.argv.includes("--if-stale") || stampOf(dist) !== stamp) build(stamp);

function build(stamp: string): void {
  const output = join(scratch, String(process.pid));
  rmSync(output, { recursive: true, force: true });
  const tsc = require.resolve("typescript/bin/tsc");
  const compiled = spawnSync(
    process.execPath,
    [tsc, "-p", join(root, "tsconfig.build.json"), "--outDir", output],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  if (compiled.status !== 0) {
    rmSync(output, { recursive: true, force: true });
    process.exitCode = 1;
    return;
  }
  copyData(output);
  writeFileSync(join(output, "build.json"), stamp);
  replaceDist(output);
}

/** tsc emits the JSON files that are imported; data that is read at run time comes along here. */
function copyData(output: string): void {
  for (const path of sourceFiles(root)) {
    const target = join(output, path);
    if (path.endsWith(".ts") || existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(root, path), target);
  }
}

/** A folder cannot be renamed over another one, so two builds that end together may both need a second try. */
function replaceDist(output: string, triesLeft = 5): void {
  const old = `${output}.old`;
  if (existsSync(dist)) renameSync(dist, old);
  try {
    renameSync(output, dist);
  } catch (error) {
    if (triesLeft === 0 || !existsSync(dist)) throw error;
    rmSync(old, { recursive: true, force: true });
    replaceDist(output, triesLeft - 1);
    return;
  }
  rmSync(old, { recursive: true, force: true });
}

function stampOf(folder: string): string | undefined {
  const file = join(folder, "build.json");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
