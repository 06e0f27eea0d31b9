import type { Behaviour } from "../behaviours";

const surface = "Parameters";

/** What binding does that is not documented for InvokeCommand. */
export const binderBehaviours: readonly Behaviour[] = [
  {
    id: "parameter-prefix",
    surface,
    what: "A parameter may be named by any unambiguous beginning of its name, as in PowerShell.",
    label: "assumed",
    alternative: "Only whole names and aliases are known.",
  },
  {
    id: "parameter-boolean-texts",
    surface,
    what: 'The texts "true" and "false" are refused for a Boolean and for a switch, as in PowerShell.',
    label: "assumed",
    alternative: "They are taken for the Boolean values.",
  },
  {
    id: "parameter-hashtable-type",
    surface,
    what: "A hashtable without its @odata.type is refused.",
    label: "captured",
  },
  {
    id: "parameter-mandatory-null",
    surface,
    what: "A mandatory parameter refuses null and, where it is text, the empty text.",
    label: "documented",
  },
  {
    id: "parameter-result-size",
    surface,
    what: "Online, ResultSize is accepted and has no effect: pages are limited by the service alone.",
    label: "captured",
  },
  {
    id: "parameter-exclusive-scopes",
    surface: "New-ManagementRoleAssignment",
    what: "An assignment takes at most one of the recipient scope parameters.",
    label: "documented",
  },
];
