import type { Environments } from "./environments";
import { showCommand, showOutput } from "./narrator";
import { type Finished, run, runProgram } from "./processes";
import { readable } from "./readable";
import { added, type ExchangeObjects, readObjects, type Tenant } from "./tenant";
import { Unexpected } from "./unexpected";
import type { Answer, Row } from "./vendor";

/** Where the story plays: what can be done in it is shown as it is done, and checked. */
export class Scene {
  constructor(
    private readonly command: string,
    readonly tenant: Tenant,
    readonly environments: Environments,
    private readonly before: ExchangeObjects,
  ) {}

  /** Runs the real engine in this checkout. */
  async pulumi(...args: string[]): Promise<string> {
    showCommand(["pulumi", ...args].map(quoted).join(" "));
    const finished = await run(this.command, args, this.environments.pulumi);
    if (finished.exitCode !== 0) throw failed(`"pulumi ${args.join(" ")}" ends with 0`, finished);
    showOutput(readable(finished.output));
    return finished.output;
  }

  /** As `pulumi`, for commands that say nothing. */
  async configure(settings: Record<string, string>): Promise<void> {
    for (const [key, value] of Object.entries(settings)) {
      const args = ["config", "set", key, value];
      showCommand(["pulumi", ...args].map(quoted).join(" "));
      const finished = await run(this.command, args, this.environments.pulumi);
      if (finished.exitCode !== 0) throw failed(`"pulumi config set ${key}" ends with 0`, finished);
    }
  }

  /** Shows who may open which mailbox, as the vendor finds it; all but the open ones must be refused. */
  async mailboxes(all: readonly string[], mustBeOpen: readonly string[]): Promise<void> {
    console.log("");
    const finished = await runProgram("examples/demo/vendor.ts", [...all], this.environments.vendor);
    const [message] = finished.messages as { rows: Row[] }[];
    if (finished.exitCode !== 0 || message === undefined) throw failed("an answer to the vendor", finished);
    showOutput(finished.output);
    for (const { mailbox, answer, detail } of message.rows) {
      const expected: Answer = mustBeOpen.includes(mailbox) ? "open" : "refused";
      if (answer !== expected) throw new Unexpected(`${mailbox} ${expected}`, `${answer} (${detail})`);
    }
    if (message.rows.length !== all.length) throw failed(`${all.length} mailboxes`, finished);
  }

  /** What an administrator types into Exchange's PowerShell. */
  async cmdlet(name: string, parameters: Record<string, string>): Promise<void> {
    const words = Object.entries(parameters).flatMap(([parameter, value]) => [`-${parameter}`, value]);
    showCommand([name, ...words.map(quoted)].join(" "), "PS>");
    await this.byHand("examples/demo/exchange.ts", [name, ...words]);
  }

  /** What an administrator clicks in Entra: consent to a permission, in all mailboxes. */
  async consent(action: "grant" | "revoke", permission: string): Promise<void> {
    showCommand(`npx tsx examples/demo/consent.ts ${action} ${permission}`);
    await this.byHand("examples/demo/consent.ts", [action, permission]);
  }

  /** What is in Exchange and was not there at the beginning. */
  async ours(): Promise<ExchangeObjects> {
    return added(this.before, await readObjects(this.tenant));
  }

  private async byHand(file: string, args: string[]): Promise<void> {
    const finished = await runProgram(file, args, this.environments.administrator);
    if (finished.exitCode !== 0) throw failed(`"${args.join(" ")}" works`, finished);
  }
}

function failed(expected: string, { exitCode, output }: Finished): Unexpected {
  return new Unexpected(expected, `exit code ${exitCode}\n${output}`);
}

/** For PowerShell and for POSIX shells, as far as these texts go. */
function quoted(word: string): string {
  if (/^[\w:/.@$=-]+$/.test(word)) return word;
  return `"${word}"`;
}
