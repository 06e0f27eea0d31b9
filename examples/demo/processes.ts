import { type ChildProcess, fork, spawn, type StdioOptions } from "node:child_process";
import { join } from "node:path";
import { Unexpected } from "./unexpected";

export interface Finished {
  exitCode: number;
  /** What it printed on both streams, in the order of arrival. */
  output: string;
  /** What a program of this folder sent to the demo. */
  messages: unknown[];
}

const checkout = join(__dirname, "..", "..");
/** A group of its own lets an interruption end a program together with whatever it has started. */
const ownGroup = process.platform !== "win32";
const running = new Set<ChildProcess>();
let closing = false;

/** Runs a command to its end and keeps what it prints. */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  refuseWhenClosing();
  return finish(
    spawn(command, args, { cwd: checkout, env, detached: ownGroup, stdio: ["ignore", "pipe", "pipe"] }),
  );
}

/** The same for a TypeScript program of this checkout. */
export function runProgram(file: string, args: string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  return finish(startProgram(file, args, env, ["ignore", "pipe", "pipe", "ipc"]));
}

/** For set-up work, which may take long: its progress is seen at once, its results only where it fails. */
export async function setUpBy(file: string, args: string[] = []): Promise<void> {
  const child = startProgram(file, args, process.env, ["ignore", "pipe", "inherit", "ipc"]);
  const { exitCode, output } = await finish(child);
  if (exitCode !== 0) throw new Unexpected(`${file} works`, `exit code ${exitCode}\n${output}`);
}

/** Starts a TypeScript program, by tsx as this one. */
export function startProgram(
  file: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  stdio: StdioOptions,
): ChildProcess {
  refuseWhenClosing();
  // The typings of fork know no `detached`, which it hands on to spawn.
  const options = { cwd: checkout, env, stdio, detached: ownGroup };
  return track(fork(join(checkout, file), args, options));
}

/** It goes on after the demo, and the demo does not wait for it. */
export function release(child: ChildProcess): void {
  running.delete(child);
  if (child.connected) child.disconnect();
  child.unref();
}

/** Ends everything that still runs: with a word, then a second one, then by force. */
export async function endAll(): Promise<void> {
  closing = true;
  await Promise.all([...running].map(end));
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise<true>((resolve) => child.once("exit", () => resolve(true)));
  for (const signal of ["SIGINT", "SIGINT", "SIGKILL"] as const) {
    signalGroup(child, signal);
    if (await Promise.race([ended, pause(5000)])) return;
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!ownGroup || child.pid === undefined) child.kill(signal);
  else process.kill(-child.pid, signal);
}

function pause(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds).unref());
}

function finish(child: ChildProcess): Promise<Finished> {
  track(child);
  const messages: unknown[] = [];
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  child.on("message", (message) => messages.push(message));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve({
        exitCode: code ?? -1,
        output: signal ? `${output}(ended by ${signal})\n` : output,
        messages,
      }),
    );
  });
}

function track(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

function refuseWhenClosing(): void {
  if (closing) throw new Error("The demo is ending.");
}
