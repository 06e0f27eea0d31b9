import type { Expression } from "./expression";
import type { ResolvedOptions } from "./options";
import type { Property } from "./properties";
import type { Value } from "./values";

export type ComparisonOperator = "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "like" | "notlike";

/** One comparison as it was written; null is $null. */
export interface Comparison {
  readonly property: string;
  readonly operator: ComparisonOperator;
  readonly value: string | null;
  readonly position: number;
}

/** A filter that is well-formed; nothing is known yet about its properties and values. */
export interface Filter {
  readonly text: string;
  readonly expression: Expression<Comparison>;
}

/** One comparison with a known property and a value of that property's type. */
export interface BoundComparison {
  readonly written: Comparison;
  readonly property: Property;
  readonly operator: ComparisonOperator;
  readonly value: Value | null;
}

/** A filter that Exchange accepts. */
export interface BoundFilter {
  readonly text: string;
  readonly expression: Expression<BoundComparison>;
  readonly options: ResolvedOptions;
}
