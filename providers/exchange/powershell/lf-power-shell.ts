import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { PowerShell } from "node-powershell";

type Environment = Readonly<Record<string, string | undefined>>;

const unheard = (): void => undefined;

/**
 * node-powershell 5.0.1 made dependable. It looks for the end of an answer in the last bytes of a chunk only, so that an
 * answer that ends in CR LF, as on Windows, is at times never found: here it always ends in a bare LF.
 */
export class LfPowerShell extends PowerShell {
  constructor(executable: string, environment: Environment) {
    super({
      executable,
      throwOnInvocationError: false,
      executableOptions: { "-NoProfile": true, "-NonInteractive": true },
      spawnOptions: {
        // Otherwise every line can begin and end in control sequences.
        env: { ...environment, TERM: "dumb", NO_COLOR: "1", POWERSHELL_UPDATECHECK: "Off" },
        windowsHide: true,
      },
    });
    // One that nobody listens to ends the process.
    (this["exitPromise"] as Promise<void>).catch(unheard);
    this.streams.stdin.on("error", unheard);
  }

  get child(): ChildProcessWithoutNullStreams {
    return this["process"] as ChildProcessWithoutNullStreams;
  }

  /** The original prefers NODE_POWERSHELL of the environment to what it is given. */
  protected override setExecutable({ executable }: { executable?: string }): string {
    return executable ?? "pwsh";
  }

  protected override writeToOutput(delimiter: string): string {
    return `[Console]::Out.Write("${delimiter}\`n")`;
  }

  protected override writeToError(delimiter: string): string {
    return `[Console]::Error.Write("${delimiter}\`n")`;
  }
}

// With DEBUG set the original prints every request, secrets and all, to this process's standard output.
Object.defineProperty(LfPowerShell.prototype, "setDebuggers", {
  value: () => ({ comment: unheard, command: unheard, output: unheard }),
});
