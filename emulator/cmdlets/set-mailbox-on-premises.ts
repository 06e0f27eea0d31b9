import type { Recipient } from "../entities";
import { changeAccount, changedLogonNames } from "./account-changes";
import type { Invocation } from "./cmdlet";
import { flag, text } from "./cmdlet";
import { invalidData } from "./cmdlet-error";
import { checkAddresses, checkAlias, givenAddress, policyAddresses } from "./mail-addresses";
import { changedList } from "./multi-valued";

/** What Set-Mailbox changes on-premises alone: the account behind the mailbox, and its addresses. */
export const onPremisesParameters: ReadonlySet<string> = new Set([
  ...["SamAccountName", "UserPrincipalName", "Password", "ResetPasswordOnNextLogon", "AccountDisabled"],
  ...["EnableRoomMailboxAccount", "RoomMailboxPassword"],
  ...["EmailAddresses", "PrimarySmtpAddress", "WindowsEmailAddress", "EmailAddressPolicyEnabled"],
]);

export function onPremisesChanges(invocation: Invocation, mailbox: Recipient): Partial<Recipient> {
  const { tenant } = invocation;
  const alias = text(invocation, "Alias");
  if (alias !== undefined) checkAlias(tenant, alias, mailbox);
  const names = changedLogonNames(invocation, mailbox);
  changeAccount(invocation, { ...mailbox, ...names });
  return { ...names, ...changedAddresses(invocation, mailbox) };
}

/** Documented: an address of one's own takes the mailbox out of the address policy. */
export function changedPolicy(invocation: Invocation, { attributes }: Recipient): Recipient["attributes"] {
  if (invocation.tenant.mode === "online") return {};
  const current = attributes.emailAddressPolicyEnabled !== false;
  const isOwn = addressOf(invocation) !== undefined;
  return {
    emailAddressPolicyEnabled: flag(invocation, "EmailAddressPolicyEnabled") ?? (current && !isOwn),
  };
}

type Addresses = Pick<Recipient, "primarySmtpAddress" | "emailAddresses">;

function changedAddresses(invocation: Invocation, mailbox: Recipient): Partial<Addresses> {
  const { tenant, given, values } = invocation;
  if (given.has("EmailAddresses")) {
    const list = changedList(values.EmailAddresses, mailbox.emailAddresses, (entry) => entry);
    return listed(invocation, mailbox, list);
  }
  const address = addressOf(invocation);
  if (address !== undefined) return primary(mailbox, givenAddress(tenant, address, mailbox));
  const alias = text(invocation, "Alias");
  const follows = changedPolicy(invocation, mailbox).emailAddressPolicyEnabled === true;
  return alias !== undefined && follows ? primary(mailbox, policyAddresses(tenant, alias, mailbox)) : {};
}

function addressOf(invocation: Invocation): string | undefined {
  return text(invocation, "PrimarySmtpAddress") ?? text(invocation, "WindowsEmailAddress");
}

/** A new primary address; the old one stays as another. */
function primary({ emailAddresses }: Recipient, { primarySmtpAddress }: Addresses): Addresses {
  const others = emailAddresses
    .map((each) => each.replace(/^SMTP:/, "smtp:"))
    .filter((each) => each.toLowerCase() !== `smtp:${primarySmtpAddress}`.toLowerCase());
  return { primarySmtpAddress, emailAddresses: [`SMTP:${primarySmtpAddress}`, ...others] };
}

/** Documented: capitals mark the primary address; a plain address is another, unless the list has no primary one. */
function listed({ tenant }: Invocation, mailbox: Recipient, list: readonly string[]): Addresses {
  const typed = list.map((each) => (each.includes(":") ? each : `smtp:${each}`));
  const marked = typed.filter((each) => each.startsWith("SMTP:"));
  const [first] = marked.length > 0 ? marked : typed.filter((each) => /^smtp:/i.test(each));
  if (first === undefined || marked.length > 1) {
    throw invalidData("A mailbox has exactly one primary SMTP address.");
  }
  checkAddresses(tenant, typed, mailbox);
  const primarySmtpAddress = first.slice("SMTP:".length);
  const others = typed.filter((each) => each !== first);
  return { primarySmtpAddress, emailAddresses: [`SMTP:${primarySmtpAddress}`, ...others] };
}
