import { COMPARISON_OPERATORS, PROPERTY_NAME, type Comparison, type ComparisonOperator } from "./filter";
import { shorten } from "./filter-error";
import { helpForOperator, helpForSlip } from "./hints";
import type { Scanner } from "./scanner";
import { readValue } from "./values";

/** A comparison and where its property and its value stand in the text. */
export interface PlacedComparison {
  comparison: Comparison;
  propertyAt: number;
  valueAt: number;
}

const OPERATOR = /-[A-Za-z]+/y;
const LONE_VALUE = /'[^']*'|"[^"]*"|[0-9]+/y;

/** Reads one comparison: property, operator, value. The one before it serves for advice. */
export function readComparison(scanner: Scanner, previous: Comparison | undefined): PlacedComparison {
  const expected = "a property name, -not or (";
  const propertyAt = scanner.offset;
  const property = scanner.take(PROPERTY_NAME);
  if (property === undefined) throw scanner.fault(expected, helpForTerm(scanner, previous));
  if (/[^\s)=!<>&|]/.test(scanner.next) && helpForSlip(scanner.next) === undefined)
    throw scanner.fault("a space after the property name");
  scanner.skipWhitespace();
  const operator = readOperator(scanner, previous, property);
  scanner.skipWhitespace();
  const valueAt = scanner.offset;
  const value = readValue(scanner);
  return { comparison: { kind: "comparison", property, operator, value }, propertyAt, valueAt };
}

function readOperator(
  scanner: Scanner,
  previous: Comparison | undefined,
  property: string,
): ComparisonOperator {
  const expected = `a comparison operator (${COMPARISON_OPERATORS.join(", ")})`;
  const word = scanner.peek(OPERATOR);
  const operator = COMPARISON_OPERATORS.find((each) => each === word?.toLowerCase());
  if (word === undefined || operator === undefined) {
    const valueAlone = scanner.atEnd || scanner.next === ")" || /^-(and|or)$/i.test(word ?? "");
    if (valueAlone && previous !== undefined)
      throw scanner.fault(expected, repeatProperty(previous, property));
    throw scanner.fault(expected, word === undefined ? helpForSlip(scanner.rest) : helpForOperator(word));
  }
  scanner.offset += word.length;
  if (/[A-Za-z0-9_-]/.test(scanner.next)) throw scanner.fault(`a space after ${word}`);
  return operator;
}

function helpForTerm(scanner: Scanner, previous: Comparison | undefined): string | undefined {
  const value = scanner.peek(LONE_VALUE);
  if (value !== undefined && previous !== undefined)
    return repeatProperty(previous, value.replace(/['"]/g, ""));
  const word = scanner.peek(OPERATOR);
  return word === undefined ? helpForSlip(scanner.rest) : helpForOperator(word);
}

function repeatProperty({ property, operator, value }: Comparison, lone: string): string {
  const start = `${shorten(property)} ${operator}`;
  const before = `${start} '${value.kind === "text" ? shorten(value.text) : "…"}'`;
  return `Every comparison names its property. Repeat it: ${before} -or ${start} '${shorten(lone)}'.`;
}
