import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** What a stand-in shell is to do wrong, once, at a cmdlet: before Exchange is asked or after it has answered. */
export interface ShellFault {
  cmdlet: string;
  how: "kill" | "exit" | "hang" | "disconnect" | "mumble" | "quote";
  when: "before" | "after";
}

interface Entry {
  pid: number;
  started?: string[];
  variables?: string[];
  cmdlet?: string;
  parameters?: Record<string, unknown>;
  ended?: string;
}

export interface StandIn {
  /** Leads stand-in shells to the files. */
  variables: Record<string, string>;
  fail(...faults: (ShellFault | { lostController: string })[]): void;
  entries(): Entry[];
  /** How many processes were started. */
  processes(): number;
  count(cmdlet: string): number;
}

/** Files by which a test tells stand-in shells what to do wrong, and sees what they did. */
export function standIn(): StandIn {
  const folder = mkdtempSync(path.join(tmpdir(), "stand-in-shell-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [log, faultFile] = [path.join(folder, "log"), path.join(folder, "faults.json")] as const;
  const entries = (): Entry[] =>
    existsSync(log)
      ? readFileSync(log, "utf8")
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line) as Entry)
      : [];
  return {
    variables: { STAND_IN_LOG: log, STAND_IN_FAULTS: faultFile },
    fail: (...faults) => writeFileSync(faultFile, JSON.stringify(faults)),
    entries,
    processes: () => entries().filter(({ started }) => started !== undefined).length,
    count: (cmdlet) => entries().filter((entry) => entry.cmdlet === cmdlet).length,
  };
}

/** Whether a process is there; one that has ended and was not asked for by its parent is not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
