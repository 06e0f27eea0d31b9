import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import type { Desired } from "../dynamic/lifecycle";
import type { Account } from "../exchange/account";
import { confirmationMs } from "./deadlines";
import type { DeclaredAccount } from "./declared-account";
import { aliasOf } from "./declared-on-premises-account";
import { unfinishedName } from "./ensure-account";

/** A user that is not in the state gets our mark with its mailbox: one that was cut off is found by the next run. */
export async function enableMailbox(
  { accounts }: Clients["exchange"],
  desired: Desired<DeclaredAccount>,
  { id, userPrincipalName, recipientType }: Account,
): Promise<void> {
  if (recipientType !== "User") {
    throw new OperationError(
      `the user ${userPrincipalName} has no mailbox here, but is a ${recipientType}: its mailbox is elsewhere. Nothing was written.`,
    );
  }
  if (desired.known) {
    console.log(
      `[ServiceAccount ${userPrincipalName}] its mailbox was disabled: it gets a new, empty one. What was in the former one is ` +
        "in the mailbox database as long as that keeps disconnected mailboxes (Get-MailboxStatistics, New-MailboxRestoreRequest).",
    );
  }
  const mark = unfinishedName(desired);
  const isOurs = (account: Account | undefined): account is Account =>
    account?.mailbox !== undefined && (desired.known !== undefined || account.displayName === mark);
  try {
    const displayName = desired.known ? {} : { displayName: mark };
    await accounts.enableMailbox(id, { alias: aliasOf(desired.inputs), ...displayName });
  } catch (error) {
    // A repeated request whose first answer was lost finds the mailbox that it made.
    if (!isOurs(await accounts.get(id))) throw error;
  }
}

/** Waits until Exchange shows the mailbox: what is to be written next depends on what it brought along. */
export async function shownWithMailbox(
  { exchange, clock }: Clients,
  { id, userPrincipalName }: Account,
): Promise<Account> {
  const account = await poll(deadlineIn(clock, confirmationMs), async () => {
    const found = await exchange.accounts.get(id);
    return found?.mailbox === undefined ? undefined : found;
  });
  if (account) return account;
  throw new OperationError(
    `Exchange enabled a mailbox of ${userPrincipalName}, but after ${confirmationMs / 60_000} minutes it does not show it.`,
  );
}
