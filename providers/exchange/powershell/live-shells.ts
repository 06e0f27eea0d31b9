/** Something that must not outlive this process. */
export interface LiveShell {
  /** Ends it in good order, within a bound. */
  end(): Promise<void>;
  kill(): void;
}

const live = new Set<LiveShell>();
const signals = ["SIGINT", "SIGTERM"] as const;
let ending = false;

/** The process has been told to end: nothing new is to be started. */
export function isEnding(): boolean {
  return ending;
}

/** From now on the shell ends with this process, whichever way that ends. Call what it returns when the shell is gone. */
export function endWithProcess(shell: LiveShell): () => void {
  if (live.size === 0) {
    process.on("exit", killAll).on("beforeExit", endAll);
    for (const signal of signals) process.on(signal, onSignal);
  }
  live.add(shell);
  return () => {
    if (!live.delete(shell) || live.size > 0) return;
    process.off("exit", killAll).off("beforeExit", endAll);
    for (const signal of signals) process.off(signal, onSignal);
  };
}

function killAll(): void {
  for (const shell of live) shell.kill();
}

function endAll(): void {
  for (const shell of live) void shell.end();
}

/** The engine interrupts the provider and kills it five seconds later; a listener takes away that a signal ends a process. */
function onSignal(signal: NodeJS.Signals): void {
  ending = true;
  void Promise.allSettled([...live].map((shell) => shell.end())).then(() => {
    for (const each of signals) process.off(each, onSignal);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  });
}
