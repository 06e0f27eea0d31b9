/**
 * `npm run demo`: the real Pulumi engine gives an application access to the rooms of an embedded Exchange
 * Online tenant, and the demo shows who may open which mailbox, what happens when somebody changes Exchange by
 * hand, and what such a grant cannot do. With `-- --keep`, tenant and stack stay, to be played with.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { leftOver } from "./left-over";
import { say } from "./narrator";
import { endAll } from "./processes";
import { setUp } from "./set-up";
import { tellOfAccess, tellOfTheEnd } from "./story";
import { leaveToPlayWith } from "./to-play-with";
import { Unexpected } from "./unexpected";

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

class Interrupted extends Error {
  constructor(readonly exitCode: number) {
    super("Interrupted.");
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { keep: { type: "boolean", default: false } } });
  const workFolder = mkdtempSync(join(tmpdir(), "exchange-rbac-demo-"));
  let kept = false;
  try {
    kept = await Promise.race([play(workFolder, values.keep), interruption()]);
    if (!kept) {
      await endAll();
      await demandNothingLeft(workFolder);
    }
    return 0;
  } catch (error) {
    return explain(error);
  } finally {
    if (!kept) {
      await endAll();
      rmSync(workFolder, { recursive: true, force: true });
    }
  }
}

/** Whether the tenant is kept. */
async function play(workFolder: string, keep: boolean): Promise<boolean> {
  const scene = await setUp(workFolder);
  const started = Date.now();
  await tellOfAccess(scene);
  if (!keep) await tellOfTheEnd(scene);
  say(`The story took ${Math.round((Date.now() - started) / 1000)} seconds.`);
  if (keep) await leaveToPlayWith(scene, workFolder);
  return keep;
}

async function demandNothingLeft(workFolder: string): Promise<void> {
  const processes = await leftOver(workFolder);
  if (processes.length > 0) throw new Unexpected("no process left", processes.join(", "));
}

/** The same signal may come more than once: from the terminal, and relayed by npm and tsx. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const [signal, exitCode] of Object.entries(signals)) {
      process.on(signal, () => reject(new Interrupted(exitCode)));
    }
  });
}

function explain(error: unknown): number {
  if (error instanceof Interrupted) {
    console.error("\nInterrupted: ending what runs, and removing what was made for the demo.");
    return error.exitCode;
  }
  const reason = error instanceof Unexpected ? error.message : ((error as Error).stack ?? String(error));
  console.error(`\nThe demo ends here, because something is not as it must be.\n${reason}`);
  return 1;
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error((error as Error).message);
    process.exit(1);
  },
);
