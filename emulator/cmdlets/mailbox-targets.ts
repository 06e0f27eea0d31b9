import { mayChange } from "../access/write-scopes";
import type { Recipient } from "../entities";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { CmdletError, notFound } from "./cmdlet-error";
import { resolve } from "./identity";
import { recipientKeys } from "./recipients-on-the-wire";

/** The mailbox that a write names, if it lies within what the caller's roles let the cmdlet change. */
export function mailboxToChange(invocation: Invocation, cmdlet: string): Recipient {
  return toChange(invocation, cmdlet, ({ exchangeGuid }) => exchangeGuid !== null);
}

/** The user that a write names, with a mailbox or without one. */
export function userToChange(invocation: Invocation, cmdlet: string): Recipient {
  return toChange(invocation, cmdlet, ({ userPrincipalName }) => userPrincipalName !== null);
}

export function outOfScope({ name }: Recipient): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Data.Directory.ADScopeException",
    `You can't make this change because '${name}' isn't within your current write scopes.`,
  );
}

function toChange(
  invocation: Invocation,
  cmdlet: string,
  isOfKind: (recipient: Recipient) => boolean,
): Recipient {
  const identity = text(invocation, "Identity");
  const recipient = resolve(invocation, "recipients", "targets", identity, recipientKeys);
  if (!isOfKind(recipient)) throw notFound(identity ?? "");
  if (!mayChange(invocation.tenant, invocation.executor.roleGroups, cmdlet, recipient)) {
    throw outOfScope(recipient);
  }
  return recipient;
}
