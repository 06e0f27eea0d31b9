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
];
