import { OpathError } from "./errors";
import { mapLeaves } from "./expression";
import type { BoundComparison, BoundFilter, Comparison, Filter } from "./filter";
import { withDefaults } from "./options";
import type { OpathOptions, ResolvedOptions } from "./options";
import { filterableProperties } from "./properties";
import type { Property, PropertyKind } from "./properties";
import { convert } from "./values";
import type { Value } from "./values";
import { hasInnerWildcard, isOnlyWildcards } from "./wildcards";

/** Finds the properties of a filter and makes its values theirs. Throws an OpathError where one does not fit. */
export function bindFilter(filter: Filter, options: OpathOptions = {}): BoundFilter {
  const resolved = withDefaults(options);
  return {
    text: filter.text,
    expression: mapLeaves(filter.expression, (comparison) => bind(comparison, resolved)),
    options: resolved,
  };
}

function bind(written: Comparison, options: ResolvedOptions): BoundComparison {
  const property = find(written, options);
  const { operator, value } = written;
  if (value === null) {
    if (operator === "eq" || operator === "ne") return { written, property, operator, value: null };
    throw invalidOperator(written, `-${operator} cannot be used with $null.`);
  }
  if (operator === "like" || operator === "notlike") {
    // Documented for any property: a lone wildcard asks whether there is a value.
    if (isOnlyWildcards(value)) {
      return { written, property, operator: operator === "like" ? "ne" : "eq", value: null };
    }
    checkPattern(written, value, property, options);
    return { written, property, operator, value: { text: value, key: value.toLowerCase() } };
  }
  if (operator !== "eq" && operator !== "ne" && !ordered.has(property.kind)) {
    const fits = options.behaves("filter-operator-fits-type");
    if (fits) throw invalidOperator(written, `-${operator} cannot be used with ${property.name}.`);
  }
  return { written, property, operator, value: bindValue(written, value, property, options) };
}

const ordered: ReadonlySet<PropertyKind> = new Set<PropertyKind>([
  "string",
  "plainString",
  "integer",
  "unlimitedInteger",
  "dateTime",
  "size",
  "timeSpan",
]);

function find(written: Comparison, options: ResolvedOptions): Property {
  const property = filterableProperties.get(written.property.toLowerCase());
  if (property?.[options.mode]) return property;
  throw new OpathError(
    "ParsingNonFilterableProperty",
    written.position,
    `'${written.property}' is not a property that a filter can name.`,
  );
}

function checkPattern(
  written: Comparison,
  pattern: string,
  property: Property,
  options: ResolvedOptions,
): void {
  if (!property.wildcards && options.behaves("filter-operator-fits-type")) {
    throw invalidOperator(written, `-${written.operator} cannot be used with ${property.name}.`);
  }
  const isRefused = options.mode === "online" && hasInnerWildcard(pattern);
  if (isRefused && options.behaves("filter-wildcard-suffix-only")) {
    throw invalidValue(written, "A wildcard can only stand at the end of a value.");
  }
}

function bindValue(written: Comparison, text: string, property: Property, options: ResolvedOptions): Value {
  const value = convert(property, property.kind === "dn" ? dnOf(text, options) : text);
  if (value) return value;
  throw invalidValue(written, `'${text}' is not a value of ${property.name}.`);
}

/** A DN that is known is taken over in the directory's own casing. */
function dnOf(text: string, options: ResolvedOptions): string {
  const byName = options.behaves("filter-dn-from-name") || /[=/]/.test(text);
  return (byName ? options.resolve(text) : undefined) ?? text;
}

function invalidOperator(written: Comparison, message: string): OpathError {
  return new OpathError("ParsingInvalidFilterOperator", written.position, message);
}

function invalidValue(written: Comparison, message: string): OpathError {
  return new OpathError("ParsingInvalidValue", written.position, message);
}
