import { afterAll, beforeAll, beforeEach } from "vitest";
import type { RunningTenant } from "../../../emulator";
import { startTestTenant } from "../../support/tenant";
import { rowContext } from "../rows/context";
import type { RowContext } from "../rows/context";

/** One running tenant for the file, back at its seed before each test. */
export function freshTenant(mode: "online" | "onPremises" = "online"): RowContext {
  let running: RunningTenant | undefined;
  const started = () => {
    if (!running) throw new Error("The tenant starts before the tests, not before their file.");
    return running;
  };
  beforeAll(async () => {
    running = await startTestTenant({ mode });
  });
  beforeEach(() => started().reset());
  afterAll(() => running?.close());
  return {
    get running() {
      return started();
    },
    get tenant() {
      return started().tenant;
    },
    invoke: (cmdlet, parameters, options) => rowContext(started()).invoke(cmdlet, parameters, options),
  };
}
