import type { Behaviour } from "../behaviours";

const surface = "RecipientRestrictionFilter, Filter";

/** What the filter language does that the vendor does not document in full. */
export const opathBehaviours: readonly Behaviour[] = [
  {
    id: "filter-rerendered",
    surface,
    what: "A filter is kept as Exchange prints it after reading it, not as it was sent.",
    label: "captured",
  },
  {
    id: "filter-and-binds-tighter",
    surface,
    what: "-and binds tighter than -or.",
    label: "assumed",
    alternative: "Both bind alike, from left to right, as in PowerShell.",
  },
  {
    id: "filter-braces-refused",
    surface,
    what: "Braces around a filter are PowerShell's quoting; a filter that arrives with them is refused.",
    label: "assumed",
    alternative: "One pair of braces around the whole filter is ignored.",
  },
  {
    id: "filter-property-casing",
    surface,
    what: "A property is printed in the schema's casing.",
    label: "assumed",
    alternative: "A property is printed as it was written.",
  },
  {
    id: "filter-enum-names",
    surface,
    what: "An enum value, given by name in any casing or by number, is printed as the member's name.",
    label: "assumed",
    alternative: "An enum value is printed as it was written.",
  },
  {
    id: "filter-values-quoted",
    surface,
    what: "Every value but $null is printed in single quotes, booleans as 'True' and 'False'.",
    label: "assumed",
    alternative: "Booleans are printed as $true and $false, and integers without quotes.",
  },
  {
    id: "filter-composites-nested",
    surface,
    what: "-and and -or are printed in pairs, each operand and each pair in parentheses.",
    label: "assumed",
    alternative: "A chain of one operator is printed flat, with parentheses around the operands only.",
  },
  {
    id: "filter-or-chains-left-nested",
    surface,
    what: "A chain of -or keeps the nesting in which it was read.",
    label: "assumed",
    alternative: "A chain of -or is printed as a balanced tree.",
  },
  {
    id: "filter-notlike-as-not",
    surface,
    what: "-notlike is printed as -not of -like.",
    label: "assumed",
    alternative: "-notlike is printed as it is.",
  },
  {
    id: "filter-null-as-presence",
    surface,
    what: "-eq $null is printed as -not of -ne $null.",
    label: "assumed",
    alternative: "-eq $null is printed as it is.",
  },
  {
    id: "filter-ge-le-kept",
    surface,
    what: "-ge and -le are printed as they are.",
    label: "assumed",
    alternative: "-ge is printed as -gt or -eq, and -le as -lt or -eq.",
  },
  {
    id: "filter-wildcard-suffix-only",
    surface,
    what: "In Exchange Online, a pattern with a wildcard before its end is refused.",
    label: "assumed",
    alternative: "A wildcard is honoured anywhere, as on-premises.",
  },
  {
    id: "filter-operator-fits-type",
    surface,
    what: "-like on a property without text, and -gt, -ge, -lt, -le on one without an order, are refused.",
    label: "assumed",
    alternative: "Such values are compared as text.",
  },
  {
    id: "filter-dn-from-name",
    surface,
    what: "The value of a property that holds a DN may be a name or a Guid, and is kept as the DN.",
    label: "assumed",
    alternative: "Only a DN or a canonical name is taken.",
  },
  {
    id: "filter-missing-value-differs",
    surface,
    what: "-ne matches a recipient that has no value.",
    label: "assumed",
    alternative: "-ne matches only recipients that have a value.",
  },
];
