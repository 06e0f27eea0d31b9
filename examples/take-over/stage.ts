import { readFileSync } from "node:fs";
import { Agent, fetch } from "undici";
import { cleanEnvironment } from "../demo/environments";
import { chapter, say, showOutput } from "../demo/narrator";
import { type Finished, runProgram, setUpBy } from "../demo/processes";
import { Project } from "../demo/project";
import { startTenant, type Tenant } from "../demo/tenant";
import { Unexpected } from "../demo/unexpected";
import { engineEnvironment } from "../../tools/pulumi/engine-environment";
import { ensureEngine, type Engine } from "../../tools/pulumi/ensure-engine";

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
  project(name: string, program: string): Promise<Project> {
    return Project.create({
      workFolder: this.workFolder,
      name,
      program,
      config: { "exchange:environment": this.tenant.url },
      engine: this.engine.command,
      environment: this.environment,
    });
  }

  /** Writes a program and its import file into the project's folder. */
  async export(project: Project): Promise<string> {
    const seen = ["export", "--environment", this.tenant.url];
    const finished = await project.cli(seen, ["--out", project.folder]);
    if (finished.exitCode !== 0) throw failed("an export", finished);
    return finished.output;
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

function failed(expected: string, { exitCode, output }: Finished): Unexpected {
  return new Unexpected(expected, `exit code ${exitCode}\n${output}`);
}
