import type { Clients } from "../clients";
import { deadlineIn, poll } from "../connection/retry";

const minuteMs = 60_000;

/**
 * Asks until Exchange shows the mailbox of a user, and says so after 1, 2, 4, 8 … minutes. Whether it came in time.
 * Pulumi shows what a provider prints at the stack: each line names its resource.
 */
export async function waitForMailbox(
  { exchange, clock }: Clients,
  userId: string,
  title: string,
  minutes: number,
): Promise<boolean> {
  const start = clock.now();
  let nextReport = 1;
  const shown = await poll(deadlineIn(clock, minutes * minuteMs), async () => {
    if (await exchange.mailboxes.has(userId)) return true;
    const waited = Math.floor((clock.now() - start) / minuteMs);
    if (waited >= nextReport) {
      nextReport = 2 * waited;
      console.log(
        `[${title}] waiting for its mailbox: ${waited} of ${minutes} minutes, Exchange does not show it yet`,
      );
    }
    return undefined;
  });
  return shown ?? false;
}
