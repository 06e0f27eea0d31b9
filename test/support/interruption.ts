import { expect, onTestFinished } from "vitest";
import { descendantsOf, isProvider, isRunning, type RunningProcess } from "./engine-descendants";
import type { EngineResult } from "./engine-process";
import type { ExchangeStack } from "./exchange-stack";

export type Victim = "provider" | "engine";

/**
 * Runs `pulumi up` and kills the victim at the moment at which the tenant's store has taken a write in: the tenant
 * lives in this process, so that its answer cannot leave before.
 */
export async function upKilledAtWrite(
  { engine, running }: ExchangeStack,
  victim: Victim,
  collection: string,
): Promise<EngineResult> {
  const started = engine.start(["up", "--yes", "--skip-preview"]);
  let descendants: RunningProcess[] | undefined;
  let shells: RunningProcess[] = [];
  const stop = running.tenant.store.onChange((change) => {
    if (descendants !== undefined || change.collection !== collection) return;
    descendants = descendantsOf(started.pid);
    shells = descendantsOfAll(descendants.filter(isProvider));
    const victims: { pid: number }[] = victim === "engine" ? [started] : descendants.filter(isProvider);
    for (const { pid } of victims) process.kill(pid, "SIGKILL");
    // A process takes its time to die, and must not get the answer meanwhile.
    while (victims.some(isRunning));
  });
  const result = await started.result.finally(stop);
  if (descendants === undefined) {
    throw new Error(`Nothing was written to ${collection}:\n${result.stdout}\n${result.stderr}`);
  }
  const providers = descendants.filter(isProvider);
  expect(providers, "the provider at work").toHaveLength(1);
  if (victim === "engine") {
    // What Pulumi itself leaves behind, its language host for one, is not the package's to end.
    const left = descendants;
    onTestFinished(() => endAll(left));
    await expectEnded(providers);
    await engine.run(["cancel", "--yes"]);
  }
  await expectEnded(shells);
  return result;
}

function descendantsOfAll(processes: RunningProcess[]): RunningProcess[] {
  return processes.flatMap(({ pid }) => descendantsOf(pid));
}

async function expectEnded(processes: RunningProcess[]): Promise<void> {
  await expect.poll(() => processes.filter(isRunning), { timeout: 3_000, interval: 100 }).toEqual([]);
}

function endAll(processes: RunningProcess[]): void {
  for (const { pid } of processes.filter(isRunning)) process.kill(pid, "SIGKILL");
}
