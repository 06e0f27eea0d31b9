import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { cleanEnvironment } from "../demo/environments";
import { chapter, say } from "../demo/narrator";
import { setUpBy } from "../demo/processes";
import { Project } from "../demo/project";
import { startTenant } from "../demo/tenant";
import { Unexpected } from "../demo/unexpected";
import { engineEnvironment } from "../../tools/pulumi/engine-environment";
import { ensureEngine } from "../../tools/pulumi/ensure-engine";
import { realShell, standInShell } from "./shells";
import type { OrganizationAnnouncement } from "./organization-process";

export const recipe = readFileSync(join(__dirname, "recipe.ts"), "utf8");

const account = "room.booking@contoso.com";

export async function setUp(workFolder: string, pwsh: boolean): Promise<Stage> {
  chapter("Set-up");
  say("Everything below happens on this machine: no account, no real Exchange, and no question is asked.");
  await setUpBy("tools/build.ts", ["--if-stale"]);
  await setUpBy("tools/pulumi/ensure-engine.ts");
  const engine = await ensureEngine();
  const file = "examples/on-premises/organization-process.ts";
  const organization = await startTenant<OrganizationAnnouncement>(workFolder, cleanEnvironment(), file);
  const { username, password } = organization.administrator;
  const shell = pwsh ? realShell(workFolder) : standInShell;
  const project = await Project.create({
    workFolder,
    name: "impersonation",
    program: "index.ts",
    config: {
      "exchange:deployment": "onPremises",
      "exchange:connectionUri": organization.connectionUri,
    },
    engine: engine.command,
    environment: {
      ...engineEnvironment(engine, workFolder, cleanEnvironment()),
      ...organization.trust,
      EXCHANGE_USERNAME: username,
      EXCHANGE_PASSWORD: password,
      EXCHANGE_PWSH: shell.executable,
      PULUMI_OPTION_COLOR: "never",
      PULUMI_OPTION_NON_INTERACTIVE: "true",
    },
  });
  say(`Pulumi ${engine.version} is ready, and Contoso, an embedded organisation with Exchange Server, answers at
    ${organization.connectionUri}. ${shell.introduction}`);
  return new Stage(project, organization, await readObjects(organization));
}

/** What is done in the story: shown as it is done, and checked. */
export class Stage {
  constructor(
    readonly project: Project,
    private readonly organization: OrganizationAnnouncement,
    private readonly before: readonly string[],
  ) {}

  declare(program: string): void {
    this.project.write("index.ts", program);
  }

  /** Opens calendars as the account, by Exchange Web Services. */
  async prove(allowed: string, denied: string, mustHold: boolean): Promise<string> {
    const password = (
      await this.project.pulumiQuietly("stack", "output", "password", "--show-secrets")
    ).trim();
    const { exitCode, output } = await this.project.cli(
      ["verify", "--as", account, "--allowed", allowed, "--denied", denied],
      ["--deployment", "onPremises", "--connection-uri", this.organization.connectionUri],
      { EXCHANGE_VERIFY_PASSWORD: password },
    );
    if ((exitCode === 0) !== mustHold)
      throw new Unexpected(`a proof that ${mustHold ? "holds" : "fails"}`, output);
    return output;
  }

  /** The names of what is in Exchange and was not there at the beginning, from the organisation's own store. */
  async left(): Promise<string[]> {
    const now = await readObjects(this.organization);
    return now.filter((each) => !this.before.includes(each));
  }
}

async function readObjects({ url, caFile }: OrganizationAnnouncement): Promise<string[]> {
  const dispatcher = new Agent({ connect: { ca: readFileSync(caFile) } });
  try {
    const names: string[] = [];
    for (const kind of ["managementScopes", "roleGroups", "roleAssignments", "recipients"]) {
      const answer = await fetch(`${url}/control/store/${kind}`, { dispatcher });
      for (const { name } of (await answer.json()) as { name: string }[]) names.push(`${kind}/${name}`);
    }
    return names;
  } finally {
    await dispatcher.close();
  }
}
