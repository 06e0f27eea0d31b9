import { execFileSync } from "node:child_process";

export interface RunningProcess {
  pid: number;
  command: string;
}

/** All processes below one, however deep. To be asked before that one ends: its children are then no longer its own. */
export function descendantsOf(pid: number): RunningProcess[] {
  const all = processes();
  const below = (parent: number): RunningProcess[] =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid);
}

/** The processes that have loaded the package's providers, by the title that provider-preload.mjs gives them. */
export function isProvider({ command }: RunningProcess): boolean {
  return command.startsWith("exchange-provider");
}

export function isRunning({ pid }: Pick<RunningProcess, "pid">): boolean {
  return processes().some((each) => each.pid === pid);
}

/** Ended processes whose parent has not asked for their exit code yet are left out. */
function processes(): (RunningProcess & { parent: number })[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, status, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || command === undefined || status?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
