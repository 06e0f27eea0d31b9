import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { cleanEnvironment } from "../demo/environments";
import { chapter, say, showCommand, showOutput } from "../demo/narrator";
import { type Finished, run, runProgram, setUpBy } from "../demo/processes";
import { readable } from "../demo/readable";
import { startTenant, type Tenant } from "../demo/tenant";
import { Unexpected } from "../demo/unexpected";
import { engineEnvironment } from "../../tools/pulumi/engine-environment";
import { ensureEngine, type Engine } from "../../tools/pulumi/ensure-engine";

const checkout = join(__dirname, "..", "..");

/** A tenant, the engine, and what is done with them: shown as it is done, and checked. */
export class Stage {
  private constructor(
    private readonly workFolder: string,
    private readonly engine: Engine,
    private readonly tenant: Tenant,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async create(workFolder: string): Promise<Stage> {
    chapter("Set-up");
    say("Everything below happens on this machine: no account, no real tenant, and no question is asked.");
    await setUpBy("tools/build.ts", ["--if-stale"]);
    await setUpBy("tools/pulumi/ensure-engine.ts");
    const engine = await ensureEngine();
    const tenant = await startTenant(workFolder, cleanEnvironment());
    return new Stage(workFolder, engine, tenant, {
      ...engineEnvironment(engine, workFolder, cleanEnvironment()),
      ...tenant.environment,
      PULUMI_OPTION_COLOR: "never",
      PULUMI_OPTION_NON_INTERACTIVE: "true",
    });
  }

  /** An administrator at work in Exchange, without Pulumi. */
  async byHand(file: string): Promise<void> {
    const { vendor, administrator, url, tenantId, caFile } = this.tenant;
    const finished = await runProgram(file, [], {
      ...cleanEnvironment(),
      NODE_EXTRA_CA_CERTS: caFile,
      AZURE_AUTHORITY_HOST: url,
      AZURE_TENANT_ID: tenantId,
      EXCHANGE_TENANT_URL: url,
      VENDOR_NAME: vendor.displayName,
      VENDOR_CLIENT_ID: vendor.clientId,
      VENDOR_OBJECT_ID: vendor.objectId,
      ADMINISTRATOR_CLIENT_ID: administrator.clientId,
      ADMINISTRATOR_CLIENT_SECRET: administrator.clientSecret,
    });
    if (finished.exitCode !== 0) throw failed(`${file} works`, finished);
    showOutput(finished.output);
  }

  /** A new Pulumi project with an empty stack, that knows the tenant. */
  async project(name: string, program: string): Promise<Project> {
    const folder = join(this.workFolder, name);
    mkdirSync(folder);
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      `name: ${name}\nruntime: nodejs\nmain: ${program}\noptions:\n  refresh: always\n` +
        `config:\n  exchange:environment: ${this.tenant.url}\n`,
    );
    const compilerOptions = { rootDir: checkout };
    const tsconfig = { extends: join(checkout, "tsconfig.json"), compilerOptions, include: ["."] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    const project = new Project(folder, this.engine.command, this.environment, this.tenant.url);
    await project.pulumiQuietly("stack", "init", "contoso");
    return project;
  }

  /** The cmdlets that may have changed something since this was last asked. */
  async writes(): Promise<string[]> {
    const { url, caFile } = this.tenant;
    const dispatcher = new Agent({ connect: { ca: readFileSync(caFile) } });
    try {
      const answer = await fetch(`${url}/control/requests`, { dispatcher });
      const requests = (await answer.json()) as { cmdlet?: string }[];
      await fetch(`${url}/control/requests`, { dispatcher, method: "DELETE" });
      return requests
        .map(({ cmdlet }) => cmdlet ?? "")
        .filter((cmdlet) => cmdlet !== "" && !cmdlet.startsWith("Get-"));
    } finally {
      await dispatcher.close();
    }
  }
}

export class Project {
  constructor(
    readonly folder: string,
    private readonly engine: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly url: string,
  ) {}

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

  /** The package's own command line, with the credentials that Pulumi has. */
  async cli(...args: string[]): Promise<string> {
    showCommand(["npx pulumi-exchange-rbac", ...args, "--environment", this.url].join(" "));
    const cli = join(checkout, "dist", "cli", "main.js");
    const finished = await run(
      process.execPath,
      [cli, ...args, "--out", this.folder, "--environment", this.url],
      this.environment,
    );
    if (finished.exitCode !== 0) throw failed(`"${args.join(" ")}" ends with 0`, finished);
    showOutput(finished.output.replaceAll(`${this.folder}/`, ""));
    return finished.output;
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
