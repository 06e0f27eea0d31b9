import type { Clients } from "../clients";
import { isServiceError, OperationError } from "../connection/errors";
import { deadlineIn, poll, retry } from "../connection/retry";
import type { Desired } from "../dynamic/lifecycle";
import type { Account } from "../exchange/account";
import { arrivalMs, operationMs } from "./deadlines";
import type { DeclaredAccount } from "./declared-account";
import { differencesOnPremises, toNewAccount, unchangeable } from "./declared-on-premises-account";
import { unfinishedName } from "./ensure-account";
import { generatePassword } from "./generated-password";

export interface EnsuredAccount {
  account: Account;
  /** `existing`: a user that was there, and gets its mailbox now. */
  how: "known" | "created" | "adopted" | "takenOver" | "existing";
}

/** Observe and ensure: gives the user that the resource stands for, and makes it if there is none. */
export async function ensureOnPremisesAccount(
  clients: Clients,
  desired: Desired<DeclaredAccount>,
): Promise<EnsuredAccount> {
  const { accounts } = clients.exchange;
  const { inputs, known } = desired;
  const name = inputs.userPrincipalName;
  if (known) {
    const account = await accounts.get(known.guid);
    if (account) return { account, how: "known" };
    throw new OperationError(
      `the user ${name} (${known.guid}) no longer exists in Active Directory. Run "pulumi up --refresh": it will be created again.`,
    );
  }
  const existing = await accounts.named(name);
  if (inputs.adopt === true) {
    if (existing === undefined) throw nobody(`adopt is true, but there is no user ${name}`, "adopt");
    refuseTaken(desired, existing);
    refuseDifferences(existing, inputs);
    return { account: existing, how: "adopted" };
  }
  if (existing === undefined) {
    if (inputs.existingUser === undefined) return createOnce(clients, desired);
    throw nobody(`existingUser is given, but there is no user ${name}`, "existingUser");
  }
  if (isOwn(desired, existing)) return { account: existing, how: "takenOver" };
  if (inputs.existingUser === undefined || existing.mailbox) throw alreadyExists(existing);
  refuseUnchangeable(existing, inputs);
  return { account: existing, how: "existing" };
}

/**
 * Creates, and keeps its head when an answer is lost: what is there afterwards under our own mark is ours. Whatever the
 * reason was called, a user of this name is looked for, since a name that is taken has several names in Exchange.
 */
async function createOnce(clients: Clients, desired: Desired<DeclaredAccount>): Promise<EnsuredAccount> {
  const { exchange, clock } = clients;
  const { inputs } = desired;
  // A password is always among the inputs of a new account; Exchange takes none without.
  const fresh = toNewAccount(inputs, unfinishedName(desired), inputs.password ?? generatePassword());
  return retry(
    deadlineIn(clock, operationMs),
    async (): Promise<EnsuredAccount> => {
      try {
        const id = await exchange.accounts.create(fresh);
        const account = await poll(deadlineIn(clock, arrivalMs), () => exchange.accounts.get(id));
        if (account) return { account, how: "created" };
      } catch (error) {
        const existing = await exchange.accounts.named(inputs.userPrincipalName);
        if (existing === undefined) throw error;
        if (isOwn(desired, existing)) return { account: existing, how: "takenOver" };
        throw alreadyExists(existing);
      }
      throw new OperationError(
        `Exchange made the user ${inputs.userPrincipalName}, but after ${arrivalMs / 60_000} minutes it does not show it. ` +
          'Run "pulumi up" again: it goes on from here.',
      );
    },
    (error) => isServiceError(error, "unavailable"),
  );
}

/** Whether it carries the mark of an earlier run of this very resource that did not come to its end. */
function isOwn(desired: Desired<DeclaredAccount>, existing: Account): boolean {
  refuseTaken(desired, existing);
  return existing.displayName === unfinishedName(desired);
}

function refuseTaken(desired: Desired<DeclaredAccount>, { id, userPrincipalName }: Account): void {
  if (!desired.takenGuids.has(id)) return;
  throw new OperationError(
    `the user ${userPrincipalName} (${id}) is already managed by another resource of this stack.`,
  );
}

/** Adopting writes nothing, so that there must be nothing to write. */
function refuseDifferences(account: Account, inputs: DeclaredAccount): void {
  const list = differencesOnPremises(account, inputs);
  if (list.length === 0) return;
  const help =
    account.mailbox === undefined
      ? 'It has no mailbox: to give it one, set existingUser: "enableMailbox" in place of adopt.'
      : "Declare it as it is, adopt it, and change it in a later update.";
  throw new OperationError(
    `the user ${account.userPrincipalName} exists, but is not as the program declares it, and adopting writes nothing:\n` +
      `${list.map((difference) => `  - ${difference}`).join("\n")}\n${help}`,
  );
}

/** Before anything is written. */
export function refuseUnchangeable(account: Account, inputs: DeclaredAccount): void {
  const list = unchangeable(account, inputs);
  if (list.length === 0) return;
  throw new OperationError(
    `the user ${account.userPrincipalName} is not as the program declares it, and Exchange cannot change that:\n` +
      `${list.map((difference) => `  - ${difference}`).join("\n")}\nNothing was written.`,
  );
}

function alreadyExists({ id, userPrincipalName, displayName, mailbox }: Account): OperationError {
  const what = mailbox
    ? "To take it under control as it is, set adopt: true."
    : 'It has no mailbox: to give it one and take it under control, set existingUser: "enableMailbox".';
  return new OperationError(
    `the user ${userPrincipalName} already exists in Active Directory (${id}, "${displayName}") and is not in this stack's ` +
      `state. ${what} To make another one, choose another userPrincipalName.`,
  );
}

function nobody(what: string, word: string): OperationError {
  return new OperationError(`${what} in Active Directory. Leave ${word} out to make it.`);
}
