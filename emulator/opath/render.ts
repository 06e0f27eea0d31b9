import { fold } from "./expression";
import type { BoundComparison, BoundFilter, ComparisonOperator } from "./filter";
import type { ResolvedOptions } from "./options";
import { rebalance } from "./rebalance";

/** The text in which Exchange keeps a filter: not what was sent, but what it understood, printed anew. */
export function renderFilter(filter: BoundFilter): string {
  const { behaves } = filter.options;
  if (!behaves("filter-rerendered")) return filter.text;
  const leftNested = behaves("filter-or-chains-left-nested");
  const nested = behaves("filter-composites-nested");
  const junction = (kind: "and" | "or") => (left: Rendered, right: Rendered) => {
    const operand = (side: Rendered) => (!nested && side.kind === kind ? side.text : `(${side.text})`);
    const text = `${operand(left)} -${kind} ${operand(right)}`;
    return { kind, text: nested ? `(${text})` : text };
  };
  return fold<BoundComparison, Rendered>(leftNested ? filter.expression : rebalance(filter.expression), {
    leaf: (leaf) => {
      const strict = behaves("filter-ge-le-kept") ? undefined : strictOperators[leaf.operator];
      if (!strict) return renderLeaf(leaf, filter.options);
      const either = [strict, "eq" as const].map((operator) =>
        renderLeaf({ ...leaf, operator }, filter.options),
      );
      return junction("or")(...(either as [Rendered, Rendered]));
    },
    not: (operand) => ({ kind: "leaf", text: not(operand.text) }),
    and: junction("and"),
    or: junction("or"),
  }).text;
}

interface Rendered {
  readonly kind: "leaf" | "and" | "or";
  readonly text: string;
}

const strictOperators: Partial<Record<ComparisonOperator, ComparisonOperator>> = { ge: "gt", le: "lt" };

function renderLeaf(comparison: BoundComparison, options: ResolvedOptions): Rendered {
  return { kind: "leaf", text: renderComparison(comparison, options) };
}

function renderComparison(comparison: BoundComparison, options: ResolvedOptions): string {
  const { written, operator, value } = comparison;
  const property = options.behaves("filter-property-casing") ? comparison.property.name : written.property;
  if (value === null) {
    if (operator === "ne") return `${property} -ne $null`;
    return options.behaves("filter-null-as-presence")
      ? not(`${property} -ne $null`)
      : `${property} -eq $null`;
  }
  const quoted = renderValue(comparison, options);
  if (operator === "notlike" && options.behaves("filter-notlike-as-not"))
    return not(`${property} -like ${quoted}`);
  return `${property} -${operator} ${quoted}`;
}

function renderValue({ written, property, value }: BoundComparison, options: ResolvedOptions): string {
  const keepsWriting = property.kind === "enum" && !options.behaves("filter-enum-names");
  const text = (keepsWriting ? written.value : value?.text) ?? "";
  if (!options.behaves("filter-values-quoted")) {
    if (property.kind === "boolean") return text === "True" ? "$true" : "$false";
    if (property.kind === "integer") return text;
  }
  return `'${text.replaceAll("'", "''")}'`;
}

function not(text: string): string {
  return `-not(${text})`;
}
