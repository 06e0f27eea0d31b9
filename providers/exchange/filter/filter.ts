/** The comparison operators of OPATH. */
export const COMPARISON_OPERATORS = ["-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-like", "-notlike"] as const;

export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

/**
 * What a property is compared with. `text` is quoted text or a bare word, `number` an unquoted integer
 * in its own spelling, `variable` an unquoted `$name` (which nobody expands outside of PowerShell).
 */
export type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "variable"; readonly name: string };

/** One property compared with one value; the property is in the spelling of whoever wrote the filter. */
export interface Comparison {
  readonly kind: "comparison";
  readonly property: string;
  readonly operator: ComparisonOperator;
  readonly value: Value;
}

/** Two or more filters, all of which must match. */
export interface And {
  readonly kind: "and";
  readonly operands: readonly Filter[];
}

/** Two or more filters, one of which must match. */
export interface Or {
  readonly kind: "or";
  readonly operands: readonly Filter[];
}

export interface Not {
  readonly kind: "not";
  readonly operand: Filter;
}

/** A recipient filter as a tree. Chains of one connective are one node, whatever their parentheses. */
export type Filter = And | Or | Not | Comparison;

/**
 * How many levels of and, or and not a filter may nest. Parentheses alone do not count, so Exchange's own
 * rendering, which nests one pair per term, stays far below it.
 */
export const MAX_DEPTH = 250;

/** The name of a property: a letter, then letters, digits and underscores. */
export const PROPERTY_NAME = /[A-Za-z][A-Za-z0-9_]*/y;
