import type { Behaviour } from "../behaviours";

/** What permissions on mailboxes do, and who may change a mailbox. */
export const mailboxPermissionBehaviours: readonly Behaviour[] = [
  {
    id: "full-access-opens-mailboxes",
    surface: "Add-MailboxPermission",
    what: "FullAccess opens a mailbox to a person and to a group's members, unless a Deny entry keeps them out.",
    label: "documented",
  },
  {
    id: "permission-again-warns",
    surface: "Add-MailboxPermission",
    what: "A permission that is there already is only warned of.",
    label: "assumed",
    alternative: "It is an error.",
  },
  {
    id: "permission-removal-needs-entry",
    surface: "Remove-MailboxPermission",
    what: "Removing a permission that is not there is an error.",
    label: "documented",
  },
  {
    id: "permission-user-is-upn",
    surface: "Get-MailboxPermission",
    what: "A person shows as UPN.",
    label: "assumed",
    alternative: "A person shows by name.",
  },
  {
    id: "write-scopes-limit-callers",
    surface: "Set-Mailbox, Add-MailboxPermission, Remove-MailboxPermission",
    what: "The mailbox has to lie in the write scope of the caller's role, and in an exclusive scope of the caller's own if in any.",
    label: "documented",
  },
];
