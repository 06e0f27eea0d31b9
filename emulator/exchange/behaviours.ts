import type { Behaviour } from "../behaviours";

const surface = "POST /adminapi/beta/{tenant}/InvokeCommand";

/** What the InvokeCommand route does. */
export const exchangeBehaviours: readonly Behaviour[] = [
  {
    id: "forbidden-nul-bytes",
    surface,
    what: "A cmdlet that is unknown or not the caller's is answered with NUL bytes that claim to be gzip.",
    label: "captured",
  },
  {
    id: "manage-as-app-required",
    surface,
    what: "An application without Exchange.ManageAsApp gets a 403 without a body.",
    label: "captured",
  },
  {
    id: "directory-role-required",
    surface,
    what: "An application without a directory role that Exchange knows is refused with a sentence that says so.",
    label: "documented",
  },
  {
    id: "empty-value-after-change",
    surface,
    what: "Set-* and Remove-* answer with an empty value.",
    label: "assumed",
    alternative: "They answer with an empty body.",
  },
];
