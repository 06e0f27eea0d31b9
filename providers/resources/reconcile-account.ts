import type { Clients } from "../clients";
import { isServiceError, OperationError } from "../connection/errors";
import { deadlineIn, poll, retry } from "../connection/retry";
import { endIfEngineIsGone } from "../dynamic/orphan-watch";
import { PartialError, type Desired, type Observed } from "../dynamic/lifecycle";
import type { User } from "../graph/user";
import { changeOf, refuseMailboxLoss, refuseUnknown, resolveLicenses } from "./account-licenses";
import { observed, refuseDifferences, remaining, type Progress, type Task } from "./account-task";
import { arrivalMs, confirmationMs } from "./deadlines";
import { changesOf, toPasswordProfile, type DeclaredAccount } from "./declared-account";
import { ensureAccount, unfinishedName } from "./ensure-account";
import { waitForMailbox } from "./mailbox-wait";

export async function reconcileAccount(
  clients: Clients,
  desired: Desired<DeclaredAccount>,
): Promise<Observed<DeclaredAccount>> {
  const { inputs, known } = desired;
  const { directory } = clients;
  const licenses = inputs.licenses && (await resolveLicenses(directory, inputs.licenses));
  if (licenses) await refuseUnknown(directory, licenses);
  const former = await resolveLicenses(directory, known?.outputs.licenses ?? []);
  const task: Task = { clients, desired, licenses, former };

  const { user, how } = await ensureAccount(clients, desired, (found) => refuseDifferences(task, found));
  const progress: Progress = {
    user,
    adopted: how === "adopted" || known?.outputs["adopted"] === true,
    password: how === "created" ? inputs.password : known?.outputs.password,
    hasWaited: known?.outputs.waitForMailboxMinutes !== undefined,
    isNews: how !== "known",
  };
  try {
    await sync(task, progress, how === "restored");
    if (how !== "adopted" && progress.isNews) await confirm(task, progress);
    return await observed(task, progress);
  } catch (error) {
    if (!progress.isNews) throw error;
    const text = error instanceof Error ? error.message : String(error);
    throw new PartialError(
      `${text}\nThe account is there, but not as declared. Run "pulumi up" again: it goes on from here.`,
      await observed(task, progress),
      error,
    );
  }
}

async function sync(task: Task, progress: Progress, isRestored: boolean): Promise<void> {
  const { clients, desired, licenses } = task;
  const { inputs } = desired;
  const { users } = clients.directory;
  const { id } = progress.user;
  const unfinished = unfinishedName(desired);
  // A restored account is marked too: a run that is cut off from now on is recognised by the next one.
  const isMarked = isRestored || progress.user.displayName === unfinished;

  const write = async (writing: () => Promise<void>): Promise<void> => {
    if (progress.user.isSynchronized) throw synchronized(progress.user);
    // A new account is not known everywhere yet; an old one that is not found was deleted meanwhile.
    const { isNews } = progress;
    const mayRepeat = (error: unknown): boolean => isNews && isServiceError(error, "notFound");
    try {
      await retry(deadlineIn(clients.clock, arrivalMs), writing, mayRepeat);
    } catch (error) {
      // What was refused has not happened; of what was not answered nobody knows.
      progress.isNews ||= isServiceError(error, "unavailable");
      throw error;
    }
    progress.isNews = true;
  };

  const licenseChange = licenses && changeOf(progress.user, licenses, task.former, inputs.licensesMode);
  if (licenseChange && inputs.allowMailboxRemoval !== true) {
    await refuseMailboxLoss(clients.directory, progress.user, licenseChange);
  }
  const change = changesOf(progress.user, { ...inputs, ...(isMarked ? { displayName: unfinished } : {}) });
  const { password } = inputs;
  if (password !== undefined && password !== progress.password) {
    change.passwordProfile = toPasswordProfile(password);
  }
  if (Object.keys(change).length > 0) {
    await write(() => users.change(id, change));
    if (change.passwordProfile) progress.password = password;
  }
  if (licenseChange && licenseChange.add.length + licenseChange.remove.length > 0) {
    await write(() => users.assignLicenses(id, licenseChange.add, licenseChange.remove));
    if (licenseChange.add.length > 0) progress.hasWaited = false;
  }
  await awaitMailbox(task, progress);
  if (!isMarked) return;
  // Nobody would keep the state of an account whose mark is gone and whose engine is, too.
  await endIfEngineIsGone();
  await write(() => users.change(id, { displayName: inputs.displayName }));
}

async function awaitMailbox({ clients, desired }: Task, progress: Progress): Promise<void> {
  const { userPrincipalName, waitForMailboxMinutes: minutes } = desired.inputs;
  if (minutes === undefined || progress.hasWaited) return;
  progress.hasWaited = await waitForMailbox(
    clients,
    progress.user.id,
    `ServiceAccount ${userPrincipalName}`,
    minutes,
  );
  if (progress.hasWaited) return;
  progress.isNews = true;
  throw new OperationError(
    `after ${minutes} minutes Exchange does not show a mailbox of ${userPrincipalName}. A licence with Exchange Online brings ` +
      "one, usually within 30 minutes, at times within a day.",
  );
}

async function confirm(task: Task, progress: Progress): Promise<void> {
  const { users } = task.clients.directory;
  const shown = await poll(deadlineIn(task.clients.clock, confirmationMs), async () => {
    const user = await users.get(progress.user.id);
    if (user === undefined) return undefined;
    progress.user = user;
    return (await remaining(task, user)).length === 0 ? user : undefined;
  });
  if (shown) return;
  throw new OperationError(
    `Entra accepted the change, but after ${confirmationMs / 60_000} minutes it does not show it: ` +
      `${(await remaining(task, progress.user)).join("; ") || "the account is not to be seen"}.`,
  );
}

export function synchronized({ userPrincipalName }: User): OperationError {
  return new OperationError(
    `the account ${userPrincipalName} is synchronised from an on-premises Active Directory, which would overwrite any change. ` +
      "Nothing was written. Change it there, and declare it here as it is.",
  );
}
