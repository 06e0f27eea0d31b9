import type { RunningTenant } from "../../../emulator";
import type { Tenant } from "../../../emulator/tenant";
import { invokeCommand } from "../../support/invoke-command";
import type { CommandAnswer, CommandOptions } from "../../support/invoke-command";

/** What the check of a row has in hand: a tenant fresh from its seed, and the ways to ask it something. */
export interface RowContext {
  readonly running: RunningTenant;
  readonly tenant: Tenant;
  readonly invoke: (
    cmdlet: string,
    parameters?: Readonly<Record<string, unknown>>,
    options?: CommandOptions,
  ) => Promise<CommandAnswer>;
}

/** Passes when the behaviour is on, and fails when it is off. */
export type RowCheck = (context: RowContext) => Promise<void>;

export function rowContext(running: RunningTenant): RowContext {
  return {
    running,
    tenant: running.tenant,
    invoke: (cmdlet, parameters, options) => invokeCommand(running, cmdlet, parameters, options),
  };
}
