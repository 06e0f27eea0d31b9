import { expect } from "vitest";
import type { RunningTenant } from "../../emulator";
import { invokeCommand } from "../support/invoke-command";

export type Cmdlet = [name: string, parameters: Record<string, unknown>];

/** Makes in the tenant what somebody makes by hand. */
export async function make(running: RunningTenant, cmdlets: readonly Cmdlet[]): Promise<void> {
  for (const [name, parameters] of cmdlets) {
    const { status, error } = await invokeCommand(running, name, parameters);
    expect({ status, error }, `${name} ${JSON.stringify(parameters)}`).toEqual({
      status: 200,
      error: undefined,
    });
  }
}
