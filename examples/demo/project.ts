import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { showCommand, showOutput } from "./narrator";
import { type Finished, run } from "./processes";
import { readable } from "./readable";
import { Unexpected } from "./unexpected";

const checkout = join(__dirname, "..", "..");

export interface NewProject {
  workFolder: string;
  name: string;
  program: string;
  /** Settings of the project, by key. */
  config: Record<string, string>;
  /** The engine's command. */
  engine: string;
  environment: NodeJS.ProcessEnv;
}

/** A Pulumi project with one stack, and what is done with it: shown as it is done, and checked. */
export class Project {
  private constructor(
    readonly folder: string,
    private readonly engine: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async create({
    workFolder,
    name,
    program,
    config,
    engine,
    environment,
  }: NewProject): Promise<Project> {
    const project = new Project(join(workFolder, name), engine, environment);
    mkdirSync(project.folder);
    const settings = Object.entries(config).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}\n`);
    project.write(
      "Pulumi.yaml",
      `name: ${name}\nruntime: nodejs\nmain: ${program}\noptions:\n  refresh: always\nconfig:\n${settings.join("")}`,
    );
    const compilerOptions = { rootDir: checkout };
    const tsconfig = { extends: join(checkout, "tsconfig.json"), compilerOptions, include: ["."] };
    project.write("tsconfig.json", JSON.stringify(tsconfig));
    await project.pulumiQuietly("stack", "init", "contoso");
    return project;
  }

  async pulumi(...args: string[]): Promise<string> {
    showCommand(["pulumi", ...args].join(" "));
    const output = await this.pulumiQuietly(...args);
    showOutput(readable(output));
    return output;
  }

  /** The same where it has to fail. */
  async pulumiRefused(...args: string[]): Promise<string> {
    showCommand(["pulumi", ...args].join(" "));
    const finished = await run(this.engine, [...args, "-C", this.folder], this.environment);
    if (finished.exitCode === 0) throw failed(`"pulumi ${args.join(" ")}" is refused`, finished);
    showOutput(readable(finished.output));
    return finished.output;
  }

  async pulumiQuietly(...args: string[]): Promise<string> {
    const finished = await run(this.engine, [...args, "-C", this.folder], this.environment);
    if (finished.exitCode !== 0) throw failed(`"pulumi ${args.join(" ")}" ends with 0`, finished);
    return finished.output;
  }

  /** The package's own command line, with the credentials that Pulumi has; `unseen` are options not worth a reader's time. */
  async cli(
    args: readonly string[],
    unseen: readonly string[] = [],
    variables: Record<string, string> = {},
  ): Promise<Finished> {
    showCommand(["npx pulumi-exchange-rbac", ...args].join(" "));
    const cli = join(checkout, "dist", "cli", "main.js");
    const environment = { ...this.environment, ...variables };
    const finished = await run(process.execPath, [cli, ...args, ...unseen], environment);
    showOutput(finished.output.replaceAll(`${this.folder}/`, ""));
    return finished;
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }
}

function failed(expected: string, { exitCode, output }: Finished): Unexpected {
  return new Unexpected(expected, `exit code ${exitCode}\n${output}`);
}
