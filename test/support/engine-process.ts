import { type ChildProcess, spawn } from "node:child_process";

export interface EngineResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** One running `pulumi`. */
export class EngineProcess {
  /** Resolves when it has ended, whatever its exit code. */
  readonly result: Promise<EngineResult>;
  private stdout = "";
  private stderr = "";
  private timedOut = false;
  private readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();

  constructor(
    command: string,
    private readonly args: string[],
    cwd: string,
    env: NodeJS.ProcessEnv,
    timeoutMilliseconds: number,
  ) {
    this.child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
      this.notify();
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
      this.notify();
    });
    this.result = this.ended(timeoutMilliseconds);
    this.result.catch(() => undefined);
  }

  get line(): string {
    return ["pulumi", ...this.args].join(" ");
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error("The engine did not start");
    return this.child.pid;
  }

  /** Only pulumi itself: its language host and providers are left to themselves, as after a crash. */
  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves as soon as stdout or stderr contain the text; rejects if the engine ends before. */
  async waitForOutput(text: string | RegExp): Promise<void> {
    const seen = () => [this.stdout, this.stderr].some((output) => output.search(asPattern(text)) >= 0);
    while (!seen()) {
      if (this.hasEnded())
        throw new Error(`The engine ended without printing ${String(text)}:\n${this.output()}`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  output(): string {
    return `${this.stdout}\n${this.stderr}`.trim();
  }

  hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Two interrupts end pulumi at once, with its providers; they are not in its process group. */
  async terminate(): Promise<void> {
    for (const signal of ["SIGINT", "SIGINT", "SIGKILL"] as const) {
      if (this.hasEnded()) break;
      this.kill(signal);
      await Promise.race([this.closed(), new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    }
  }

  private async ended(timeoutMilliseconds: number): Promise<EngineResult> {
    const timer = setTimeout(() => {
      this.timedOut = true;
      void this.terminate();
    }, timeoutMilliseconds);
    try {
      await this.closed();
    } finally {
      clearTimeout(timer);
      this.notify();
    }
    if (this.timedOut)
      throw new Error(`"${this.line}" took more than ${timeoutMilliseconds} ms:\n${this.output()}`);
    const { exitCode, signalCode: signal } = this.child;
    return { exitCode, signal, stdout: this.stdout, stderr: this.stderr };
  }

  /** `exit`, not `close`: providers that outlive a killed engine keep its output open. */
  private closed(): Promise<void> {
    if (this.hasEnded()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("exit", (_code, signal) => {
        if (signal === "SIGKILL") resolve();
      });
      this.child.once("close", () => resolve());
    });
  }

  private notify(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

function asPattern(text: string | RegExp): RegExp {
  return typeof text === "string" ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : text;
}
