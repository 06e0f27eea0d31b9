import type { Clients } from "../clients";
import { isServiceError, OperationError, ServiceError } from "../connection/errors";
import { deadlineIn, poll, retry } from "../connection/retry";
import type { Desired } from "../dynamic/lifecycle";
import type { User } from "../graph/user";
import type { DeletedUser } from "../graph/users";
import { arrivalMs, confirmationMs, operationMs } from "./deadlines";
import { asCreated, toNewUser, type DeclaredAccount } from "./declared-account";
import { generatePassword } from "./generated-password";

export interface EnsuredAccount {
  user: User;
  how: "known" | "created" | "adopted" | "takenOver" | "restored";
}

/**
 * The name that an account shows until it is complete. Its sign-in name is the program's, and cannot tell whose an account
 * is; this one only the same resource of the same stack would write, and it goes when the account is complete.
 */
export function unfinishedName({ ownName }: Desired<DeclaredAccount>): string {
  return `${ownName ?? ""} (unfinished)`;
}

/** Observe and ensure: gives the account that the resource stands for, and makes it if there is none. */
export async function ensureAccount(
  clients: Clients,
  desired: Desired<DeclaredAccount>,
  refuseDifferences: (user: User) => Promise<void>,
): Promise<EnsuredAccount> {
  const { users } = clients.directory;
  const { inputs, known } = desired;
  const name = inputs.userPrincipalName;
  if (known) {
    const user = await users.get(known.guid);
    if (user) return { user, how: "known" };
    throw new OperationError(
      `the account ${name} (${known.guid}) no longer exists in Entra. Run "pulumi up --refresh": it will be created again, ` +
        "or restored with restoreDeleted: true.",
    );
  }
  const existing = await users.named(name);
  if (inputs.adopt === true) {
    if (existing === undefined) throw await nothingToAdopt(clients, name);
    refuseTaken(desired, existing);
    await refuseDifferences(existing);
    return { user: existing, how: "adopted" };
  }
  if (existing) return { user: ownUnfinished(desired, existing), how: "takenOver" };
  const [deleted, ...others] = await users.deletedNamed(name);
  if (deleted === undefined) return createOnce(clients, desired);
  if (inputs.restoreDeleted !== true || others.length > 0) throw deletedExists(name, [deleted, ...others]);
  return { user: await restore(clients, deleted, name), how: "restored" };
}

/** Creates, and keeps its head when an answer is lost: what is there afterwards under our own mark is ours. */
async function createOnce(clients: Clients, desired: Desired<DeclaredAccount>): Promise<EnsuredAccount> {
  const { directory, clock } = clients;
  const { inputs } = desired;
  // A password is always among the inputs of a new account; Entra would take none without.
  const user = toNewUser(inputs, unfinishedName(desired), inputs.password ?? generatePassword());
  return retry(
    deadlineIn(clock, operationMs),
    async (): Promise<EnsuredAccount> => {
      try {
        return { user: asCreated(await directory.users.create(user), user), how: "created" };
      } catch (error) {
        if (!isServiceError(error, "alreadyExists")) throw error;
        const existing = await poll(deadlineIn(clock, arrivalMs), () =>
          directory.users.named(user.userPrincipalName),
        );
        if (existing === undefined) throw error;
        return { user: ownUnfinished(desired, existing), how: "takenOver" };
      }
    },
    (error) => error instanceof ServiceError && error.kind === "unavailable",
  );
}

async function restore({ directory, clock }: Clients, deleted: DeletedUser, name: string): Promise<User> {
  await directory.users.restore(deleted.id);
  const user = await poll(deadlineIn(clock, confirmationMs), () => directory.users.get(deleted.id));
  if (user) return user;
  throw new OperationError(
    `the deleted account ${name} (${deleted.id}) was restored, but after ${confirmationMs / 60_000} minutes Entra does not show it. ` +
      "When it does, take it under control with adopt: true.",
  );
}

function ownUnfinished(desired: Desired<DeclaredAccount>, existing: User): User {
  refuseTaken(desired, existing);
  if (existing.displayName === unfinishedName(desired)) return existing;
  throw new OperationError(
    `the account ${existing.userPrincipalName} already exists in Entra (${existing.id}, "${existing.displayName}") and is not in this ` +
      "stack's state. To take it under control as it is, set adopt: true. To make another one, choose another userPrincipalName.",
  );
}

function refuseTaken(desired: Desired<DeclaredAccount>, { id, userPrincipalName }: User): void {
  if (!desired.takenGuids.has(id)) return;
  throw new OperationError(
    `the account ${userPrincipalName} (${id}) is already managed by another resource of this stack.`,
  );
}

async function nothingToAdopt({ directory }: Clients, name: string): Promise<OperationError> {
  const deleted = await directory.users.deletedNamed(name);
  return new OperationError(
    deleted.length === 0
      ? `adopt is true, but there is no account ${name} in Entra. Leave adopt out to create it.`
      : `adopt is true, but the account ${name} is deleted. Leave adopt out and set restoreDeleted: true to restore it.`,
  );
}

function deletedExists(name: string, deleted: DeletedUser[]): OperationError {
  const list = deleted.map(({ id, displayName, deletedDateTime }) => {
    return `  - ${id} "${displayName}", deleted ${deletedDateTime}`;
  });
  const what =
    deleted.length === 1
      ? "To restore it with its mailbox and a new password, set restoreDeleted: true. To make a new account, delete this one for good first"
      : "There are several: restore the right one by hand and take it with adopt: true, or delete them for good";
  return new OperationError(
    `a deleted account ${name} can still be restored:\n${list.join("\n")}\n${what} (Entra admin center > Users > Deleted users).`,
  );
}
