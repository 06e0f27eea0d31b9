import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  dynamicProviderFile,
  type Effort,
  type Engine,
  EngineUnavailable,
  engineFile,
  languageHostFile,
} from "./engine";
import { cached, checkout, isCached } from "./engine-cache";

interface GoProgram {
  /** The folder of the Go module that pins this program and all that it is built from. */
  module: string;
  package: string;
  version: string;
  tags: string[];
  file: string;
}

const engineProgram: GoProgram = {
  module: join(__dirname, "engine"),
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  version: "3.259.0",
  tags: ["osusergo", "grpcnotrace"],
  file: engineFile,
};

/**
 * Versioned apart from the engine. The checksum database has no record of this module, so the two
 * lines of go.sum that pin it were taken from pulumi/pulumi-docker-build, and agree with the source.
 */
const languageHostProgram: GoProgram = {
  module: join(__dirname, "language-nodejs"),
  package: "github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3",
  version: "3.192.0",
  tags: [],
  file: languageHostFile,
};

const buildMilliseconds = 30 * 60_000;

/** Engine and Node.js language host built from their Go modules, exactly as go.mod and go.sum pin them. */
export async function engineFromGo(effort: Effort): Promise<Engine> {
  const script = join(dirname(require.resolve("@pulumi/pulumi/package.json")), dynamicProviderFile);
  const key = await keyOf([engineProgram, languageHostProgram], script);
  if (effort === "reuse" && !(await isCached(key))) throw new EngineUnavailable("not built yet");
  const folder = await cached(key, (scratch) => buildAll(join(scratch, "bin"), script));
  const directory = join(folder, "bin");
  return { command: join(directory, engineFile), directory, version: engineProgram.version, source: "go" };
}

async function buildAll(bin: string, script: string): Promise<void> {
  const version = await goVersion();
  console.error(
    `Pulumi engine: building ${engineProgram.version} from its Go modules with ${version} (once, then kept ` +
      "in .cache/pulumi; typically 2 to 4 minutes, and a download of 1.4 GB the first time).",
  );
  await mkdir(bin);
  await build(engineProgram, bin);
  await build(languageHostProgram, bin);
  await copyFile(script, join(bin, dynamicProviderFile));
  await chmod(join(bin, dynamicProviderFile), 0o755);
}

async function goVersion(): Promise<string> {
  try {
    return (await go(["env", "GOVERSION"], __dirname)).trim();
  } catch {
    throw new EngineUnavailable("there is no Go (1.26 or newer) on PATH");
  }
}

async function keyOf(programs: GoProgram[], script: string): Promise<string> {
  const digest = createHash("sha256");
  for (const { module, version, tags, file } of programs) {
    digest.update(JSON.stringify([file, version, tags]));
    digest.update(await readFile(join(module, "go.mod")));
    digest.update(await readFile(join(module, "go.sum")));
  }
  digest.update(await readFile(script));
  return `go-${engineProgram.version}-${process.platform}-${process.arch}-${digest.digest("hex").slice(0, 12)}`;
}

async function build(program: GoProgram, bin: string): Promise<void> {
  const version = `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${program.version}`;
  const started = Date.now();
  try {
    await go(
      [
        "build",
        "-mod=readonly",
        "-trimpath",
        "-buildvcs=false",
        ...(program.tags.length > 0 ? ["-tags", program.tags.join(",")] : []),
        "-ldflags",
        `-s -w -X ${version}`,
        "-o",
        join(bin, program.file),
        program.package,
      ],
      program.module,
    );
  } catch (error) {
    const lines = (error as Error).message.trim().split("\n").slice(-8).join("\n    ");
    throw new EngineUnavailable(`building ${program.package} failed: ${lines}`);
  }
  console.error(`Pulumi engine: built ${program.file} in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function go(args: string[], cwd: string): Promise<string> {
  const options = { cwd, env: goEnvironment(), timeout: buildMilliseconds, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile("go", args, options, (error, stdout) => {
      if (error instanceof Error) reject(error);
      else resolve(stdout);
    });
  });
}

/** Go's own caches where it can find them; without a home folder, in the checkout. */
function goEnvironment(): NodeJS.ProcessEnv {
  // Empty GOOS and GOARCH mean this machine's own.
  const environment = { ...process.env, GOOS: "", GOARCH: "", CGO_ENABLED: "0", GOWORK: "off" };
  if ((process.env["HOME"] ?? process.env["USERPROFILE"] ?? "") !== "") return environment;
  const goFolder = join(checkout, ".cache", "go");
  // Go makes its module cache read-only, which would make the checkout hard to delete.
  return { GOPATH: goFolder, GOCACHE: join(goFolder, "build"), GOFLAGS: "-modcacherw", ...environment };
}
