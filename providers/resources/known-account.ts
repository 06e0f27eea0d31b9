import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import type { Known, Observed } from "../dynamic/lifecycle";
import { liveLicenses, resolveLicenses } from "./account-licenses";
import { arrivalMs, confirmationMs } from "./deadlines";
import { observe, type DeclaredAccount } from "./declared-account";
import { synchronized } from "./reconcile-account";

export async function readAccount(
  { directory }: Clients,
  { guid, outputs }: Known<DeclaredAccount>,
): Promise<Observed<DeclaredAccount> | undefined> {
  const user = await directory.users.read(guid);
  if (user === undefined) return undefined;
  const licenses =
    outputs.licenses &&
    (await liveLicenses(
      directory,
      user,
      await resolveLicenses(directory, outputs.licenses),
      outputs.licensesMode ?? "additive",
    ));
  return observe(user, outputs, {
    adopted: outputs["adopted"] === true,
    licenses,
    password: outputs.password,
    hasWaited: outputs.waitForMailboxMinutes !== undefined,
  });
}

export async function removeAccount(
  { directory, clock }: Clients,
  { guid, outputs }: Known<DeclaredAccount>,
): Promise<void> {
  // Somebody else made it, and it may serve others.
  if (outputs["adopted"] === true) return;
  const { users } = directory;
  const user = await users.get(guid);
  if (user?.isSynchronized === true) throw synchronized(user);
  const isRemoved = await users.remove(guid);
  const isGone = async (): Promise<true | undefined> => ((await users.get(guid)) ? undefined : true);
  if (isRemoved && !(await poll(deadlineIn(clock, confirmationMs), isGone))) {
    throw new OperationError(
      `Entra accepted the deletion, but after ${confirmationMs / 60_000} minutes it still shows the account. Run "pulumi destroy" again.`,
    );
  }
  if (outputs.purgeOnDelete !== true) return;
  const purge = async (): Promise<true | undefined> => ((await users.purge(guid)) ? true : undefined);
  // What was deleted just now may appear late among the deleted accounts; what was deleted before may be purged already.
  await (isRemoved ? poll(deadlineIn(clock, arrivalMs), purge) : purge());
}
