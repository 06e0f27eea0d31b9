import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { findAnswer, requestLine, type BridgeAnswer, type BridgeRequest } from "./wire";

export interface BridgeOptions {
  executable: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** The only cmdlets that may be asked for. */
  cmdlets: readonly string[];
  startTimeoutMs: number;
}

/** A PowerShell process with bridge.ps1 in it. One request at a time. */
export interface Bridge {
  /** Of the PowerShell process. */
  readonly pid: number | undefined;
  /** Of PowerShell, such as 7.6.5. */
  readonly version: string;
  readonly isWindows: boolean;
  /** Rejects with a ShellError if the shell gave no answer; an answer that holds errors is an answer. */
  call(request: BridgeRequest, timeoutMs: number): Promise<BridgeAnswer>;
  readonly hasEnded: boolean;
  /** Ends the input, which ends an idle shell; one that does not go in time is killed. */
  end(timeoutMs: number): Promise<void>;
  kill(): void;
}

/** The shell is gone, or does not answer. What was asked of it may have happened. */
export class ShellError extends Error {
  override readonly name = "ShellError";
  /** Such as ENOENT, if the shell could not be started at all. */
  readonly code: string | undefined;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.code = (cause as NodeJS.ErrnoException | undefined)?.code;
  }
}

const readyMark = /#BRIDGE-READY#([^#]*)#([^#]*)#/;

export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  // Loaded only where it is used: it takes as long as the start of everything else.
  const { LfPowerShell } = await import("./lf-power-shell.js");
  const shell = new LfPowerShell(options.executable, options.environment);
  const { child } = shell;
  const handles = [child, child.stdin, child.stdout, child.stderr] as (Socket | typeof child)[];
  let requests = 0;
  let ended: ShellError | undefined;
  let abort: ((error: ShellError) => void) | undefined;
  const exited = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      lose(new ShellError(`the PowerShell process ended (${signal ?? `exit code ${code ?? "unknown"}`})`));
      resolve();
    });
    child.once("error", (cause) => {
      lose(new ShellError(`it could not be run (${cause.message})`, cause));
      resolve();
    });
  });

  function lose(error: ShellError): void {
    ended ??= error;
    abort?.(ended);
  }

  function kill(error: ShellError): void {
    lose(error);
    child.kill("SIGKILL");
  }

  /** node-powershell takes an exit for an empty answer, and knows no end of waiting. */
  async function invoke(command: string, timeoutMs: number): Promise<string> {
    if (ended) throw ended;
    for (const handle of handles) handle.ref();
    const timer = setTimeout(
      () => kill(new ShellError(`no answer within ${timeoutMs / 1000} seconds`)),
      timeoutMs,
    );
    const aborted = new Promise<never>((_, reject) => {
      abort = reject;
    });
    try {
      const result = await Promise.race([shell.invoke(command), aborted]);
      return result.stdout?.toString() ?? "";
    } catch (cause) {
      throw cause instanceof ShellError ? cause : new ShellError(String(cause), cause);
    } finally {
      clearTimeout(timer);
      abort = undefined;
      // It keeps every request and every answer.
      shell.history.length = 0;
      // An idle shell must not keep this process alive; it ends with it.
      for (const handle of handles) handle.unref();
    }
  }

  const ready = readyMark.exec(await invoke(loadCommand(options.cmdlets), options.startTimeoutMs));
  const [, version, platform] = ready ?? [];
  if (version === undefined) {
    const error = ended ?? new ShellError("it is not PowerShell, or may not run the provider's script");
    kill(error);
    throw error;
  }

  return {
    pid: child.pid,
    version,
    isWindows: platform === "Win32NT",
    get hasEnded() {
      return ended !== undefined;
    },
    async call(request, timeoutMs) {
      const id = ++requests;
      const line = requestLine(id, request);
      const answer = findAnswer(id, await invoke(`Invoke-Bridge\n${line}`, timeoutMs));
      if (answer !== undefined) return answer;
      const error = ended ?? new ShellError("the PowerShell process gave an answer that cannot be read");
      kill(error);
      throw error;
    },
    async end(timeoutMs) {
      ended ??= new ShellError("the connection was closed");
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
      child.ref();
      child.stdin.end();
      await exited;
      clearTimeout(timer);
    },
    kill: () => kill(new ShellError("the connection was closed")),
  };
}

/** bridge.ps1 as one line: PowerShell's console waits for a blank line after one that is not complete. */
function loadCommand(cmdlets: readonly string[]): string {
  const names = cmdlets.map((name) => `'${name}'`).join(",");
  const script = `$BridgeCmdlets = @(${names})\n${readFileSync(join(__dirname, "bridge.ps1"), "utf8")}`;
  const base64 = Buffer.from(script).toString("base64");
  return `. ([ScriptBlock]::Create([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64}'))))`;
}
