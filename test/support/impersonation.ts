import { expect, onTestFinished } from "vitest";
import type { RunningTenant, StartOptions } from "../../emulator";
import { ewsProbe, type Probe, type ProbeOptions } from "../../providers/access/ews-probe";
import { readShellSettings } from "../../providers/connection/shell-settings";
import type { Clock } from "../../providers/connection/clock";
import { invokeCommand } from "./invoke-command";
import { tenantClock } from "./managed-resource";
import { startTestTenant } from "./tenant";
import { variablesFor } from "./transports";

/** A user of the seed who is to impersonate, and has no mailbox. */
export const legacy = { username: "CONTOSO\\svc-legacy", password: "Svc-Legacy-2026!" } as const;
export const boardroom = "boardroom@contoso.com";
export const rainier = "room-rainier@contoso.com";
export const megan = "megan.bowen@contoso.com";

/** The guide's own grant: ApplicationImpersonation on the rooms. */
export async function startWithRoomsGrant(options: Omit<StartOptions, "certificates"> = {}) {
  const running = await startTestTenant({ mode: "onPremises", ...options });
  await run(running, "New-ManagementScope", {
    Name: "ResourceMailboxes",
    RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'",
  });
  await run(running, "New-ManagementRoleAssignment", {
    Name: "ResourceImpersonation",
    Role: "ApplicationImpersonation",
    User: "svc-legacy",
    CustomRecipientWriteScope: "ResourceMailboxes",
  });
  return running;
}

/** What the guides say first: the role group that has the role without a scope, with the account in it. */
export function addUnscopedGroup(running: RunningTenant): Promise<void> {
  return run(running, "New-RoleGroup", {
    Name: "ApplicationImpersonation",
    Roles: ["ApplicationImpersonation"],
    Members: ["svc-legacy"],
  });
}

export async function run(
  running: RunningTenant,
  cmdlet: string,
  parameters: Record<string, unknown>,
): Promise<void> {
  const { error } = await invokeCommand(running, cmdlet, parameters);
  expect(error, cmdlet).toBeUndefined();
}

/** A probe over the stand-in shell; its waiting lets the tenant's time pass. Closes when the test is over. */
export function probeOf(
  running: RunningTenant,
  options: Partial<ProbeOptions> & { variables?: Record<string, string> } = {},
): Probe {
  const { variables, ...others } = options;
  const probe = ewsProbe({
    shell: readShellSettings({ ...variablesFor(running), ...variables }),
    url: running.ewsUrl ?? "",
    account: { kind: "password", ...legacy },
    clock: tenantClock(running),
    ...others,
  });
  onTestFinished(() => probe.close());
  return probe;
}

/** A clock that keeps what it was asked to wait for. */
export function countingClock(running: RunningTenant): Clock & { pauses: number[] } {
  const clock = tenantClock(running);
  const pauses: number[] = [];
  return {
    pauses,
    now: () => clock.now(),
    sleep(milliseconds) {
      pauses.push(milliseconds);
      return clock.sleep(milliseconds);
    },
  };
}

export function ewsRequests(running: RunningTenant): number {
  return running.requests().filter(({ path }) => path === "/EWS/Exchange.asmx").length;
}
