import type { Behaviour } from "../behaviours";

const surface = "POST /PowerShell/InvokeCommand";

/** Active Directory's part in an on-premises organisation. */
export const activeDirectoryBehaviours: readonly Behaviour[] = [
  {
    id: "disabled-account-cannot-log-on",
    surface,
    what: "A disabled account cannot log on.",
    label: "documented",
  },
  {
    id: "password-change-before-log-on",
    surface,
    what: "An account that must change its password at the next logon cannot log on until it has.",
    label: "documented",
  },
  {
    id: "unknown-domain-controller",
    surface: "DomainController",
    what: "A domain controller that is none is a SuitabilityDirectoryException.",
    label: "assumed",
    alternative: "It is an ADTransientException.",
  },
  {
    id: "whole-forest-by-dn",
    surface: "IgnoreDefaultScope",
    what: "With IgnoreDefaultScope an object is known by its DN alone.",
    label: "documented",
  },
  {
    id: "remote-powershell-enabled",
    surface,
    what: "An account whose RemotePowerShellEnabled is false runs no cmdlet.",
    label: "documented",
  },
  {
    id: "domain-password-policy",
    surface: "New-Mailbox, Set-Mailbox",
    what: "A password that is short, of few kinds of characters, or holds the account's name is refused.",
    label: "documented",
  },
  {
    id: "weak-password-exception",
    surface: "New-Mailbox, Set-Mailbox",
    what: "A password that the domain refuses is an ADInvalidPasswordException.",
    label: "assumed",
    alternative: "It is an ADOperationException.",
  },
  {
    id: "sam-account-name-from-upn",
    surface: "New-Mailbox",
    what: "Without SamAccountName it is the start of the UPN, cut to 20 characters, and numbered where it is taken.",
    label: "assumed",
    alternative: "It is a generated name without any meaning.",
  },
  {
    id: "logon-name-taken",
    surface: "New-Mailbox, Set-Mailbox, Set-User",
    what: "A UserPrincipalName or SamAccountName of another's is a RecipientTaskException.",
    label: "assumed",
    alternative: "It is an ADObjectAlreadyExistsException.",
  },
];
