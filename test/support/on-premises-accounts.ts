import { onTestFinished, vi } from "vitest";
import type { Account, Recipient, RunningTenant } from "../../emulator";
import { ManagedResource } from "./managed-resource";
import { onPremisesAccountProgram } from "./on-premises-kinds";
import { startTestTenant } from "./tenant";

export interface OnPremisesAccountStack {
  running: RunningTenant;
  account: ManagedResource;
  /** The user and its mailbox in the tenant's own store. */
  recipient: () => Recipient;
  /** What the user logs on with. */
  logon: () => Account;
  /** Somebody changes the user by hand. */
  byHand: (recipient: Partial<Recipient>, logon?: Partial<Account>) => void;
  /** Cmdlets that were sent to change something. */
  writes: () => string[];
}

/** An organisation on-premises, and a resource for an account in it. */
export async function startOnPremisesAccounts(
  userPrincipalName = onPremisesAccountProgram.userPrincipalName,
): Promise<OnPremisesAccountStack> {
  const running = await startTestTenant({ mode: "onPremises" });
  const { recipients, accounts } = running.tenant.store;
  const recipient = (): Recipient => {
    const [found, ...others] = usersNamed(running, userPrincipalName);
    if (found === undefined || others.length > 0) throw new Error(`${others.length} users too many.`);
    return found;
  };
  const logon = (): Account => {
    const found = accounts.get(recipient().guid);
    if (found === undefined) throw new Error("Nobody logs on with it.");
    return found;
  };
  return {
    running,
    account: new ManagedResource("ServiceAccount", running, "room-booking"),
    recipient,
    logon,
    byHand(change, logonChange = {}) {
      accounts.update(logon().guid, logonChange);
      recipients.update(recipient().guid, change);
    },
    writes: () =>
      running
        .requests()
        .flatMap(({ cmdlet }) => cmdlet ?? [])
        .filter((cmdlet) => !cmdlet.startsWith("Get-")),
  };
}

export function usersNamed({ tenant }: RunningTenant, userPrincipalName: string): Recipient[] {
  return tenant.store.recipients.all().filter((each) => each.userPrincipalName === userPrincipalName);
}

/** What the product prints from now on, in place of the terminal. */
export function printedLines(): string[] {
  const lines: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line) => void lines.push(String(line)));
  onTestFinished(() => spy.mockRestore());
  return lines;
}
