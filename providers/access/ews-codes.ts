/** What response codes mean to somebody who tries whether an account reaches a mailbox. "It" is the account. */
export const meanings: Record<string, string> = {
  NoError: "it opens the mailbox",
  ErrorImpersonateUserDenied: "no grant of ApplicationImpersonation that it has reaches this mailbox",
  ErrorImpersonationDenied: "it may not impersonate anybody on this server",
  ErrorImpersonationFailed:
    "the server could not look it up in Active Directory, or does not trust its domain",
  ErrorNonExistentMailbox:
    "no mailbox here has this address (that of a hybrid organisation may be in Exchange Online)",
  ErrorNonPrimarySmtpAddress: "the mailbox has another primary address: give that one",
  ErrorInvalidSmtpAddress: "this is no address",
  ErrorAccountDisabled: "an account is disabled",
  ErrorMissingEmailAddress: "the user of this address has no mailbox",
  ErrorAccessDenied: "it may impersonate the user, but not open the folder",
  ErrorServerBusy: "the server was too busy to answer, time and again",
  ErrorMailboxMoveInProgress: "the mailbox is being moved: try again later",
  ErrorMailboxStoreUnavailable: "the mailbox's database does not answer: try again later",
};

/** Codes after which the same request can have another answer in a moment. */
export const passing: ReadonlySet<string> = new Set([
  "ErrorServerBusy",
  "ErrorMailboxMoveInProgress",
  "ErrorMailboxStoreUnavailable",
  "ErrorTooManyObjectsOpened",
  "ErrorExceededConnectionCount",
  "ErrorInternalServerTransientError",
  "ErrorTimeoutExpired",
  "ErrorConnectionFailed",
]);

export const deniedCode = "ErrorImpersonateUserDenied";

export function meaningOfCode(code: string, said: string): string {
  const known = meanings[code];
  if (known === undefined) return said === "" ? "not known to this command" : said;
  // The answer names the primary address.
  return code === "ErrorNonPrimarySmtpAddress" && said !== "" ? `${known} (${said})` : known;
}

/** What an answer means that is none of Exchange Web Services' own. */
export function meaningOfStatus(status: number, location: string): string {
  switch (status) {
    case 401:
      return (
        "user name or password is not accepted, or the account is disabled, locked, or must change its password at the " +
        "next logon"
      );
    case 403:
      return (
        "Exchange Web Services are closed: to the organisation or to this mailbox (EwsEnabled), or to this client " +
        "(EwsApplicationAccessPolicy)"
      );
    case 404:
    case 405:
      return "there are no Exchange Web Services at this address";
  }
  if (status >= 300 && status < 400) return `Exchange Web Services are elsewhere: ${location}`;
  return "the server's answer is not one of Exchange Web Services";
}
