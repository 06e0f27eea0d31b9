import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import type { Known, Observed } from "../dynamic/lifecycle";
import { confirmationMs } from "./deadlines";
import type { DeclaredAccount } from "./declared-account";
import { observeOnPremises } from "./declared-on-premises-account";

export async function readOnPremisesAccount(
  { exchange }: Clients,
  { guid, outputs }: Known<DeclaredAccount>,
): Promise<Observed<DeclaredAccount> | undefined> {
  const account = await exchange.accounts.read(guid);
  if (account === undefined) return undefined;
  return observeOnPremises(account, outputs, {
    adopted: outputs["adopted"] === true,
    password: outputs.password,
  });
}

export async function removeOnPremisesAccount(
  { exchange, clock }: Clients,
  { guid, outputs }: Known<DeclaredAccount>,
): Promise<void> {
  // Somebody else made it, and it may serve others.
  if (outputs["adopted"] === true) return;
  const { accounts } = exchange;
  const account = await accounts.get(guid);
  if (account === undefined) return;
  const { userPrincipalName: name, mailbox } = account;
  const removesUser = outputs.removeUserOnDelete === true;
  if (mailbox === undefined) {
    if (removesUser) throw withoutMailbox(name);
    return;
  }
  await (removesUser ? accounts.remove(guid) : accounts.disableMailbox(guid));
  const isGone = async (): Promise<true | undefined> => {
    const left = await accounts.get(guid);
    return left === undefined || (!removesUser && left.mailbox === undefined) ? true : undefined;
  };
  if (!(await poll(deadlineIn(clock, confirmationMs), isGone))) {
    throw new OperationError(
      `Exchange accepted the deletion, but after ${confirmationMs / 60_000} minutes it still shows the ${removesUser ? "user" : "mailbox"}. ` +
        'Run "pulumi destroy" again.',
    );
  }
  if (removesUser) return;
  console.log(
    `[ServiceAccount ${name}] its mailbox is disabled. The user stays in Active Directory, and can sign in as before ` +
      "(with removeUserOnDelete: true it would have been removed).",
  );
}

function withoutMailbox(name: string): OperationError {
  return new OperationError(
    `the user ${name} has no mailbox any more, and Exchange removes a user only together with one. Remove the user in Active ` +
      'Directory (Remove-ADUser) and run this again; or run "pulumi up" before it, which gives the user a mailbox again.',
  );
}
