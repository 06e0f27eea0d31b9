import { expect } from "vitest";
import type { EngineResult } from "./engine-process";

/**
 * What the user is shown holds every essential, the fault `once` (what comes twice is read as two errors), and no trace of
 * how it was found out. Pulumi's report of progress repeats first lines, so what comes once does so among the diagnostics.
 */
export function expectReadable({ stdout, stderr }: EngineResult, says: RegExp[], once: string): void {
  const [progress = "", diagnostics = ""] = stdout.split("Diagnostics:\n");
  const text = `${diagnostics}\n${stderr}`;
  for (const essential of says) expect(text).toMatch(essential);
  expect(text.split(once).length - 1, `"${once}" in\n${text}`).toBe(1);
  for (const shown of [progress, text]) {
    expect(shown).not.toMatch(/^\s+at /m);
    expect(shown).not.toMatch(/node_modules|\[object Object\]|undefined|\bNaN\b|04da6b54/);
  }
}
