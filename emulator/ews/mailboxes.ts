import { hasFullAccess } from "../access/full-access";
import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";
import type { EwsContext } from "./context";
import { EwsError } from "./ews-error";
import { takeResponseFault } from "./forced-errors";

/** By any address, the primary one and the others. */
export function findBySmtpAddress({ store }: Tenant, address: string): Recipient | undefined {
  const wanted = `smtp:${address.toLowerCase()}`;
  return store.recipients.find(({ emailAddresses }) =>
    emailAddresses.some((each) => each.toLowerCase() === wanted),
  );
}

/** The mailbox of an address in a Mailbox element, or the user's own without one; throws unless it opens. */
export function openMailbox(context: EwsContext, operation: string, address: string | undefined): Recipient {
  const mailbox = address === undefined ? ownMailbox(context) : addressedMailbox(context.tenant, address);
  return open(context, operation, mailbox);
}

/** The mailbox that an id belongs to. */
export function openMailboxOfId(context: EwsContext, operation: string, exchangeGuid: string): Recipient {
  const mailbox = context.tenant.store.recipients.find((each) => each.exchangeGuid === exchangeGuid);
  if (!mailbox) throw notFound();
  return open(context, operation, mailbox);
}

export function notFound(): EwsError {
  return new EwsError("ErrorItemNotFound", "The specified object was not found in the store.");
}

export function nonExistentMailbox(address: string): EwsError {
  return new EwsError("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.", {
    values: { SmtpAddress: address },
  });
}

/** Documented: the answer names the address to use instead. */
export function nonPrimaryAddress({ primarySmtpAddress }: Recipient): EwsError {
  const text = "The primary SMTP address must be specified when referencing a mailbox.";
  return new EwsError("ErrorNonPrimarySmtpAddress", text, { values: { Primary: primarySmtpAddress } });
}

/** Captured text. Off, the caller's missing mailbox is looked for like any other. */
function ownMailbox({ tenant, user }: EwsContext): Recipient {
  if (user.exchangeGuid !== null) return user;
  if (!tenant.behaviours.on("folder-names-need-mailbox")) {
    throw nonExistentMailbox(user.userPrincipalName ?? user.name);
  }
  throw new EwsError(
    "ErrorMissingEmailAddress",
    "When making a request as an account that does not have a mailbox, " +
      "you must specify the mailbox primary SMTP address for any distinguished folder Ids.",
  );
}

function addressedMailbox(tenant: Tenant, address: string): Recipient {
  const mailbox = findBySmtpAddress(tenant, address);
  if (mailbox?.exchangeGuid == null) throw nonExistentMailbox(address);
  const isPrimary = mailbox.primarySmtpAddress.toLowerCase() === address.toLowerCase();
  if (!isPrimary && tenant.behaviours.on("primary-address-demanded")) throw nonPrimaryAddress(mailbox);
  return mailbox;
}

/** One's own always, another's by FullAccess. */
function open({ tenant, user }: EwsContext, operation: string, mailbox: Recipient): Recipient {
  const forced = takeResponseFault(tenant, operation, mailbox);
  if (forced) throw forced;
  const isOwn = mailbox.guid === user.guid && tenant.behaviours.on("own-mailbox-opens");
  if (isOwn || hasFullAccess(tenant, user.guid, mailbox)) return mailbox;
  if (tenant.behaviours.on("others-folders-access-denied")) {
    throw new EwsError("ErrorAccessDenied", "Access is denied. Check credentials and try again.");
  }
  throw new EwsError("ErrorFolderNotFound", "The specified folder could not be found in the store.");
}
