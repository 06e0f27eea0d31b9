import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineEnvironment } from "../../tools/pulumi/engine-environment";
import type { Engine as InstalledEngine } from "../../tools/pulumi/engine";
import type { Deployment, Plan, StateResource } from "./engine-documents";
import { EngineProcess, type EngineResult } from "./engine-process";

export interface EngineOptions {
  /** What vitest's `inject("engine")` gives. */
  installed: InstalledEngine;
  /**
   * Files of a new project, by path. Pulumi.yaml and tsconfig.json are added where they are missing, with
   * index.ts (or index.js) as the program. The project lies inside the checkout, without a package.json of
   * its own, so that programs import the package by its name.
   */
  files?: Record<string, string>;
  /** An existing project instead. */
  folder?: string;
  stack?: string;
  environment?: Record<string, string>;
}

export interface RunOptions {
  args?: string[];
  environment?: Record<string, string>;
  /** Any other exit code is an error that shows the engine's output. */
  expectExit?: number;
  timeoutMilliseconds?: number;
}

const checkout = join(__dirname, "..", "..");
const defaultTimeoutMilliseconds = 120_000;

/** The real `pulumi` on a project with a stack, a back end and a home of its own. Close it. */
export class Engine {
  readonly environment: NodeJS.ProcessEnv;
  private readonly running = new Set<EngineProcess>();

  private constructor(
    private readonly installed: InstalledEngine,
    private readonly workFolder: string,
    readonly projectFolder: string,
    readonly stack: string,
    environment: Record<string, string>,
  ) {
    this.environment = { ...engineEnvironment(installed, workFolder), NO_COLOR: "1", ...environment };
  }

  static async create(options: EngineOptions): Promise<Engine> {
    const parent = join(checkout, ".cache", "engine-tests");
    mkdirSync(parent, { recursive: true });
    const work = mkdtempSync(join(parent, "stack-"));
    const project = options.folder ?? join(work, "project");
    const stack = options.stack ?? `test-${work.slice(-6)}`;
    const engine = new Engine(options.installed, work, project, stack, options.environment ?? {});
    if (options.folder === undefined) engine.write(withProjectFiles(options.files ?? {}));
    await engine.run(["stack", "init", stack]);
    return engine;
  }

  /** Adds or replaces files of the project. */
  write(files: Record<string, string>): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.projectFolder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  /** Starts `pulumi <args>` and does not wait. */
  start(args: string[], options: RunOptions = {}): EngineProcess {
    const started = new EngineProcess(
      this.installed.command,
      [...args, ...(options.args ?? [])],
      this.projectFolder,
      { ...this.environment, ...options.environment },
      options.timeoutMilliseconds ?? defaultTimeoutMilliseconds,
    );
    this.running.add(started);
    return started;
  }

  /** Runs `pulumi <args>` to its end. */
  async run(args: string[], options: RunOptions = {}): Promise<EngineResult> {
    const started = this.start(args, options);
    const result = await started.result.finally(() => this.running.delete(started));
    const expected = options.expectExit ?? 0;
    if (result.exitCode !== expected) {
      const ending = result.exitCode ?? result.signal ?? "nothing";
      throw new Error(`"${started.line}" ended with ${ending}, not ${expected}:\n${started.output()}`);
    }
    return result;
  }

  up(options?: RunOptions): Promise<EngineResult> {
    return this.run(["up", "--yes", "--skip-preview"], options);
  }

  preview(options?: RunOptions): Promise<EngineResult> {
    return this.run(["preview"], options);
  }

  refresh(options?: RunOptions): Promise<EngineResult> {
    return this.run(["refresh", "--yes", "--skip-preview"], options);
  }

  destroy(options?: RunOptions): Promise<EngineResult> {
    return this.run(["destroy", "--yes", "--skip-preview"], options);
  }

  async previewJson(options?: RunOptions): Promise<Plan> {
    return JSON.parse((await this.run(["preview", "--json"], options)).stdout) as Plan;
  }

  /** What a refresh alone would change in the state. */
  async refreshJson(options?: RunOptions): Promise<Plan> {
    return JSON.parse((await this.run(["refresh", "--preview-only", "--json"], options)).stdout) as Plan;
  }

  /** The events of an update, in their order. */
  async upJson(options?: RunOptions): Promise<Record<string, unknown>[]> {
    const { stdout } = await this.run(["up", "--yes", "--skip-preview", "--json"], options);
    const lines = stdout.split("\n").filter((line) => line.trim() !== "");
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async stackExport(options?: RunOptions): Promise<Deployment> {
    const { stdout } = await this.run(["stack", "export"], options);
    return (JSON.parse(stdout) as { deployment: Deployment }).deployment;
  }

  /** The resources in state, without the stack and its providers. */
  async resources(): Promise<StateResource[]> {
    const { resources = [] } = await this.stackExport();
    return resources.filter(
      ({ type }) => type !== "pulumi:pulumi:Stack" && !type.startsWith("pulumi:providers:"),
    );
  }

  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.run(["stack", "output", "--json", "--show-secrets"]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  async setConfig(values: Record<string, string>, options: { secret?: boolean } = {}): Promise<void> {
    const flag = options.secret === true ? "--secret" : "--plaintext";
    const pairs = Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    await this.run(["config", "set-all", ...pairs]);
  }

  /** Ends what still runs, and removes every trace. */
  async close(): Promise<void> {
    await Promise.all([...this.running].map((process) => process.terminate()));
    rmSync(join(this.projectFolder, `Pulumi.${this.stack}.yaml`), { force: true });
    rmSync(this.workFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function withProjectFiles(files: Record<string, string>): Record<string, string> {
  const main = "index.js" in files ? "index.js" : "index.ts";
  const compilerOptions = { rootDir: checkout };
  return {
    "Pulumi.yaml": `name: engine-test\nruntime: nodejs\nmain: ${main}\noptions:\n  refresh: always\n`,
    "tsconfig.json": JSON.stringify({
      extends: join(checkout, "tsconfig.json"),
      compilerOptions,
      include: ["."],
    }),
    ...files,
  };
}
