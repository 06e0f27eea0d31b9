import type { Behaviour } from "../behaviours";

/** What the cmdlets for mailboxes do where the directory is the organisation's own. */
export const onPremisesMailboxBehaviours: readonly Behaviour[] = [
  {
    id: "reset-password-off-by-default",
    surface: "New-Mailbox",
    what: "Without ResetPasswordOnNextLogon the user keeps the password.",
    label: "documented",
  },
  {
    id: "alias-unique",
    surface: "New-Mailbox, Enable-Mailbox, Set-Mailbox",
    what: "An alias that another recipient has is a ProxyAddressExistsException.",
    label: "assumed",
    alternative: "It is taken, and the address that is made of it is numbered.",
  },
  {
    id: "enable-mailbox-again",
    surface: "Enable-Mailbox",
    what: "A user with a mailbox is a RecipientTaskException.",
    label: "assumed",
    alternative: "It is an InvalidOperationException.",
  },
  {
    id: "mailbox-fits-account",
    surface: "Enable-Mailbox",
    what: "A user's mailbox needs an enabled account; a room's, a piece of equipment's or a team's a disabled one.",
    label: "assumed",
    alternative: "Every kind of mailbox goes with every account.",
  },
  {
    id: "enable-makes-new-mailbox",
    surface: "Enable-Mailbox",
    what: "After Disable-Mailbox the user gets a new, empty mailbox; only Connect-Mailbox brings back the old one.",
    label: "documented",
  },
  {
    id: "assignment-outlives-user",
    surface: "Remove-Mailbox",
    what: "A role assignment to the removed user stays, with nobody in it.",
    label: "assumed",
    alternative: "It is removed with the user.",
  },
];
