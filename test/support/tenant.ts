import { expect, onTestFinished } from "vitest";
import { startTenant } from "../../emulator";
import type { RunningTenant, StartOptions } from "../../emulator";

/**
 * A tenant with virtual time whose certificate this process trusts. Started within a test it closes when the
 * test is over; a `beforeAll` returns `() => running.close()`.
 */
export async function startTestTenant(
  options: Omit<StartOptions, "certificates"> = {},
): Promise<RunningTenant> {
  const certificates = process.env.EMULATOR_CERTIFICATES;
  if (certificates === undefined) throw new Error("test/support/global-setup.ts has not run.");
  const running = await startTenant({ clock: "virtual", ...options, certificates });
  if (isWithinTest()) onTestFinished(() => running.close());
  return running;
}

function isWithinTest(): boolean {
  return expect.getState().currentTestName !== undefined;
}
