import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { leftOver } from "./left-over";
import { endAll } from "./processes";
import { Unexpected } from "./unexpected";

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs a story to its end, or to its interruption, and ends the process. Nothing of it stays: no process, and nothing in
 * its work folder. That is within the checkout, so that the story's programs find the package by its name.
 */
export function perform(name: string, story: (workFolder: string) => Promise<void>, sumUp: () => void): void {
  performIn(name, story, sumUp).then(
    (exitCode) => process.exit(exitCode),
    (error: unknown) => {
      console.error((error as Error).message);
      process.exit(1);
    },
  );
}

async function performIn(
  name: string,
  story: (workFolder: string) => Promise<void>,
  sumUp: () => void,
): Promise<number> {
  const cache = join(__dirname, "..", "..", ".cache", name);
  mkdirSync(cache, { recursive: true });
  const workFolder = mkdtempSync(join(cache, "run-"));
  try {
    const exitCode = await Promise.race([story(workFolder).then(() => 0), interruption()]);
    await endAll();
    const processes = await leftOver(workFolder);
    if (processes.length > 0) throw new Unexpected("no process left", processes.join(", "));
    if (exitCode === 0) sumUp();
    return exitCode;
  } catch (error) {
    const reason = error instanceof Unexpected ? error.message : ((error as Error).stack ?? String(error));
    console.error(`\nThe story ends here, because something is not as it must be.\n${reason}`);
    return 1;
  } finally {
    await endAll();
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/** Gives the exit code of a program that was ended by a signal. */
function interruption(): Promise<number> {
  return new Promise((resolve) => {
    for (const [signal, exitCode] of Object.entries(signals)) {
      process.on(signal, () => {
        console.error("\nInterrupted: ending what runs, and removing what was made for it.");
        resolve(exitCode);
      });
    }
  });
}
