import { splitDistinguishedName } from "./filter/distinguished-name";
import { booleanOf, guidOf, optionalText, textOf } from "./records";
import type { ExchangeRecord } from "./transport";

/** A user in Active Directory, with its mailbox if it has one. */
export interface Account {
  /** Of the user, and of the mailbox as well. */
  id: string;
  userPrincipalName: string;
  displayName: string;
  samAccountName: string;
  /** Its canonical or its distinguished name. */
  organizationalUnit: string;
  isEnabled: boolean;
  /** Whether the password must be changed at the next sign-in; not every server tells it of users without a mailbox. */
  mustChangePassword: boolean | undefined;
  /** `UserMailbox`; `User` for one without a mailbox; `MailUser` for one whose mailbox is elsewhere. */
  recipientType: string;
  mailbox: AccountMailbox | undefined;
}

export interface AccountMailbox {
  alias: string;
  primarySmtpAddress: string | undefined;
}

/** A user as `Get-User` describes it, and as `Get-Mailbox` does if it has a mailbox. */
export function toAccount(user: ExchangeRecord, mailbox: ExchangeRecord | undefined): Account {
  const cmdlet = "Get-User";
  return {
    id: guidOf(cmdlet, user),
    userPrincipalName: optionalText(user, "UserPrincipalName") ?? "",
    displayName: optionalText(user, "DisplayName") ?? "",
    samAccountName: textOf(cmdlet, user, "SamAccountName"),
    organizationalUnit:
      optionalText(user, "OrganizationalUnit") ?? parentOf(textOf(cmdlet, user, "DistinguishedName")),
    isEnabled: isEnabled(user),
    mustChangePassword: mustChangePassword(user, mailbox),
    recipientType: textOf(cmdlet, user, "RecipientType"),
    mailbox: mailbox && {
      alias: textOf("Get-Mailbox", mailbox, "Alias"),
      primarySmtpAddress: optionalText(mailbox, "PrimarySmtpAddress"),
    },
  };
}

export function isMailboxUser(user: ExchangeRecord): boolean {
  return textOf("Get-User", user, "RecipientType") === "UserMailbox";
}

/** By the list of the account's flags, by their sum, or by the one flag alone. */
function isEnabled(user: ExchangeRecord): boolean {
  const flags = optionalText(user, "UserAccountControl");
  if (flags === undefined) return !booleanOf("Get-User", user, "AccountDisabled");
  const disabled = 2;
  if (/^\d+$/.test(flags)) return (Number(flags) & disabled) === 0;
  return !flags.split(",").some((flag) => flag.trim() === "AccountDisabled");
}

function mustChangePassword(user: ExchangeRecord, mailbox: ExchangeRecord | undefined): boolean | undefined {
  const property = "ResetPasswordOnNextLogon";
  if (user[property] !== undefined) return booleanOf("Get-User", user, property);
  return mailbox && booleanOf("Get-Mailbox", mailbox, property);
}

function parentOf(distinguishedName: string): string {
  return splitDistinguishedName(distinguishedName)?.slice(1).join(",") ?? distinguishedName;
}
