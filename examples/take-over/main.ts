/**
 * `npm run example:take-over`: what somebody has made by hand in an embedded Exchange Online tenant becomes a Pulumi program
 * and a state, by the real engine, and nothing is written to the tenant until the program changes.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { leftOver } from "../demo/left-over";
import { endAll } from "../demo/processes";
import { Unexpected } from "../demo/unexpected";
import { Stage } from "./stage";
import { sumUp, tellOfAdoption, tellOfImport } from "./story";

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

async function main(): Promise<number> {
  // Within the checkout, so that the programs find the package by its name.
  const cache = join(__dirname, "..", "..", ".cache", "take-over");
  mkdirSync(cache, { recursive: true });
  const workFolder = mkdtempSync(join(cache, "run-"));
  try {
    const exitCode = await Promise.race([play(workFolder), interruption()]);
    await endAll();
    const processes = await leftOver(workFolder);
    if (processes.length > 0) throw new Unexpected("no process left", processes.join(", "));
    if (exitCode === 0) sumUp();
    return exitCode;
  } catch (error) {
    const reason = error instanceof Unexpected ? error.message : ((error as Error).stack ?? String(error));
    console.error(`\nThe example ends here, because something is not as it must be.\n${reason}`);
    return 1;
  } finally {
    await endAll();
    rmSync(workFolder, { recursive: true, force: true });
  }
}

async function play(workFolder: string): Promise<number> {
  const stage = await Stage.create(workFolder);
  await tellOfImport(stage);
  await tellOfAdoption(stage);
  return 0;
}

/** Gives the exit code of a program that was ended by a signal. */
function interruption(): Promise<number> {
  return new Promise((resolve) => {
    for (const [signal, exitCode] of Object.entries(signals)) {
      process.on(signal, () => {
        console.error("\nInterrupted: ending what runs, and removing what was made for the example.");
        resolve(exitCode);
      });
    }
  });
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error((error as Error).message);
    process.exit(1);
  },
);
