import { ServiceError } from "../connection/errors";
import { booleanOf, guidOf, optionalText, textOf } from "./records";
import type { ExchangeRecord } from "./transport";

/** A user in Active Directory, with its mailbox if it has one. */
export interface Account {
  /** Of the user, and of the mailbox as well. */
  id: string;
  userPrincipalName: string;
  displayName: string;
  samAccountName: string;
  /** Its canonical name. */
  organizationalUnit: string;
  isEnabled: boolean;
  /** Whether the password must be changed at the next sign-in. */
  mustChangePassword: boolean;
  /** `UserMailbox`; `User` for one without a mailbox; `MailUser` for one whose mailbox is elsewhere. */
  recipientType: string;
  mailbox: AccountMailbox | undefined;
}

export interface AccountMailbox {
  alias: string;
  primarySmtpAddress: string | undefined;
}

/** A user as `Get-User` describes it. */
export function parseUser(record: ExchangeRecord): Omit<Account, "mailbox"> {
  const cmdlet = "Get-User";
  return {
    id: guidOf(cmdlet, record),
    userPrincipalName: optionalText(record, "UserPrincipalName") ?? "",
    displayName: optionalText(record, "DisplayName") ?? "",
    samAccountName: textOf(cmdlet, record, "SamAccountName"),
    organizationalUnit: textOf(cmdlet, record, "OrganizationalUnit"),
    isEnabled: !isDisabled(textOf(cmdlet, record, "UserAccountControl")),
    mustChangePassword: booleanOf(cmdlet, record, "ResetPasswordOnNextLogon"),
    recipientType: textOf(cmdlet, record, "RecipientType"),
  };
}

/** A mailbox as `Get-Mailbox` describes it. */
export function parseMailbox(record: ExchangeRecord): AccountMailbox & { id: string } {
  const cmdlet = "Get-Mailbox";
  return {
    id: guidOf(cmdlet, record),
    alias: textOf(cmdlet, record, "Alias"),
    primarySmtpAddress: optionalText(record, "PrimarySmtpAddress"),
  };
}

/** The flag of a disabled account, in the list of flags by name or in their sum. */
function isDisabled(flags: string): boolean {
  const disabled = 2;
  if (/^\d+$/.test(flags)) return (Number(flags) & disabled) !== 0;
  return flags.split(",").some((flag) => flag.trim() === "AccountDisabled");
}

/** Of a user that `Get-User` shows with a mailbox, `Get-Mailbox` must show the mailbox. */
export function mailboxMissing(id: string): ServiceError {
  return new ServiceError({
    kind: "unexpected",
    operation: "Get-Mailbox",
    said: `Get-User shows a mailbox of user ${id}, and Get-Mailbox does not`,
  });
}
