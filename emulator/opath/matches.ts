import { fold } from "./expression";
import type { BoundComparison, BoundFilter } from "./filter";
import type { ResolvedOptions } from "./options";
import type { Property } from "./properties";
import { convert } from "./values";
import { fitsPattern } from "./wildcards";

/** Whether a recipient, given as its properties in their own spelling, is one that the filter asks for. */
export function matches(filter: BoundFilter, recipient: Readonly<Record<string, unknown>>): boolean {
  return fold<BoundComparison, boolean>(filter.expression, {
    leaf: (leaf) => compare(leaf, recipient, filter.options),
    not: (operand) => !operand,
    and: (left, right) => left && right,
    or: (left, right) => left || right,
  });
}

function compare(
  { property, operator, value }: BoundComparison,
  recipient: Readonly<Record<string, unknown>>,
  options: ResolvedOptions,
): boolean {
  const found = present(property, recipient);
  if (value === null) return operator === "eq" ? found.length === 0 : found.length > 0;
  const actual = found.length === 0 && property.kind === "boolean" ? [false] : found;
  const any = (test: (key: string | number) => boolean) =>
    actual.some((item) => keys(property, item).some((key) => test(key)));
  switch (operator) {
    case "eq":
      return any((key) => key === value.key);
    case "ne":
      if (actual.length === 0) return options.behaves("filter-missing-value-differs");
      return !any((key) => key === value.key);
    case "gt":
      return any((key) => key > value.key);
    case "ge":
      return any((key) => key >= value.key);
    case "lt":
      return any((key) => key < value.key);
    case "le":
      return any((key) => key <= value.key);
    case "like":
      return any((key) => fitsPattern(String(value.key), String(key)));
    case "notlike":
      return !any((key) => fitsPattern(String(value.key), String(key)));
  }
}

/** The directory holds no empty values: they are as good as absent. */
function present(property: Property, recipient: Readonly<Record<string, unknown>>): unknown[] {
  const names = property.alsoSearches ? [property.name, property.alsoSearches] : [property.name];
  return names
    .flatMap((name) => recipient[name])
    .filter((item) => item !== null && item !== undefined && item !== "");
}

/** What a value of a recipient is compared by. An address also counts without the name of its kind. */
function keys(property: Property, actual: unknown): (string | number)[] {
  const text = String(actual);
  const key = convert(property, text)?.key ?? text.toLowerCase();
  const address = addressed.has(property.name) ? /^[a-z0-9]+:(.+)$/.exec(String(key))?.[1] : undefined;
  return address === undefined ? [key] : [key, address];
}

const addressed: ReadonlySet<string> = new Set([
  "EmailAddresses",
  "PrimarySmtpAddress",
  "ExternalEmailAddress",
  "RawExternalEmailAddress",
  "ForwardingSmtpAddress",
]);
