import { mayChange } from "../access/write-scopes";
import type { Recipient } from "../entities";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { CmdletError, notFound } from "./cmdlet-error";
import { resolve } from "./identity";
import { recipientKeys } from "./recipients-on-the-wire";

/** The mailbox that a write names, if it lies within what the caller's roles let the cmdlet change. */
export function mailboxToChange(invocation: Invocation, cmdlet: string): Recipient {
  const identity = text(invocation, "Identity");
  const mailbox = resolve(invocation, "recipients", "targets", identity, recipientKeys);
  if (mailbox.exchangeGuid === null) throw notFound(identity ?? "");
  if (!mayChange(invocation.tenant, invocation.executor.roleGroups, cmdlet, mailbox)) {
    throw new CmdletError(
      "Microsoft.Exchange.Data.Directory.ADScopeException",
      `You can't make this change because '${mailbox.name}' isn't within your current write scopes.`,
    );
  }
  return mailbox;
}
