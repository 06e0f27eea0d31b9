import type { Clients } from "../clients";
import { isServiceError, OperationError } from "../connection/errors";
import { deadlineIn, poll, retry } from "../connection/retry";
import { endIfEngineIsGone } from "../dynamic/orphan-watch";
import { PartialError, type Desired, type Observed } from "../dynamic/lifecycle";
import type { Account } from "../exchange/account";
import type { AccountChange } from "../exchange/accounts";
import { arrivalMs, confirmationMs } from "./deadlines";
import type { DeclaredAccount } from "./declared-account";
import { changesOnPremises, differencesOnPremises, observeOnPremises } from "./declared-on-premises-account";
import { unfinishedName } from "./ensure-account";
import { enableMailbox, shownWithMailbox } from "./enable-mailbox";
import { ensureOnPremisesAccount, refuseUnchangeable } from "./ensure-on-premises-account";

/** Where an operation stands, so that the state can keep it if it goes no further. */
interface Progress {
  account: Account;
  adopted: boolean;
  /** The password that the account has, as far as we set it. */
  password: string | undefined;
  /** Whether the state must keep what there is: it did not know the account, or something was written. */
  isNews: boolean;
}

export async function reconcileOnPremisesAccount(
  clients: Clients,
  desired: Desired<DeclaredAccount>,
): Promise<Observed<DeclaredAccount>> {
  const { inputs, known } = desired;
  const { account, how } = await ensureOnPremisesAccount(clients, desired);
  const progress: Progress = {
    account,
    adopted: how === "adopted" || known?.outputs["adopted"] === true,
    password: how === "created" ? inputs.password : known?.outputs.password,
    // A user that was there is none of ours before its mailbox is.
    isNews: how !== "known" && how !== "existing",
  };
  try {
    if (how !== "adopted") await sync(clients, desired, progress);
    if (how !== "adopted" && progress.isNews) await confirm(clients, inputs, progress);
    return observeOnPremises(progress.account, inputs, progress);
  } catch (error) {
    if (!progress.isNews) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw new PartialError(
      `${text}\nThe account is there, but not as declared. Run "pulumi up" again: it goes on from here.`,
      observeOnPremises(progress.account, inputs, progress),
      error,
    );
  }
}

async function sync(clients: Clients, desired: Desired<DeclaredAccount>, progress: Progress): Promise<void> {
  const { exchange, clock } = clients;
  const { inputs } = desired;
  const { id } = progress.account;
  const unfinished = unfinishedName(desired);
  refuseUnchangeable(progress.account, inputs);

  const write = async (writing: () => Promise<void>): Promise<void> => {
    // A new account is not known everywhere yet; an old one that is not found was deleted meanwhile.
    const { isNews } = progress;
    const mayRepeat = (error: unknown): boolean => isNews && isServiceError(error, "notFound");
    try {
      await retry(deadlineIn(clock, arrivalMs), writing, mayRepeat);
    } catch (error) {
      // What was refused has not happened; of what was not answered nobody knows.
      progress.isNews ||= isServiceError(error, "unavailable");
      throw error;
    }
    progress.isNews = true;
  };
  const change = (what: AccountChange): Promise<void> => write(() => exchange.accounts.change(id, what));

  if (progress.account.mailbox === undefined) {
    const { account } = progress;
    await write(() => enableMailbox(exchange, desired, account));
    progress.account = await shownWithMailbox(clients, account);
  }
  const isMarked = progress.account.displayName === unfinished;
  const missing = changesOnPremises(progress.account, {
    ...inputs,
    ...(isMarked ? { displayName: unfinished } : {}),
  });
  const { password } = inputs;
  const isNewPassword = password !== undefined && password !== progress.password;
  if (isNewPassword || Object.keys(missing).length > 0) {
    const mustChangePassword = inputs.resetPasswordOnNextLogon ?? false;
    await change({ ...missing, ...(isNewPassword ? { password, mustChangePassword } : {}) });
    if (isNewPassword) progress.password = password;
  }
  if (!isMarked) return;
  // Nobody would keep the state of an account whose mark is gone and whose engine is, too.
  await endIfEngineIsGone();
  await change({ displayName: inputs.displayName });
}

async function confirm(
  { exchange, clock }: Clients,
  inputs: DeclaredAccount,
  progress: Progress,
): Promise<void> {
  const shown = await poll(deadlineIn(clock, confirmationMs), async () => {
    const account = await exchange.accounts.get(progress.account.id);
    if (account === undefined) return undefined;
    progress.account = account;
    return differencesOnPremises(account, inputs).length === 0 ? account : undefined;
  });
  if (shown) return;
  throw new OperationError(
    `Exchange accepted the change, but after ${confirmationMs / 60_000} minutes it does not show it: ` +
      `${differencesOnPremises(progress.account, inputs).join("; ") || "the user is not to be seen"}.`,
  );
}
