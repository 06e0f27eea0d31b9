import { nameOfNumber, valuesOf } from "./enumerations";
import { shorten } from "./filter-error";
import type { Findings } from "./findings";
import { nearestAmong } from "./nearest";
import type { PlacedComparison } from "./comparisons";
import { findProperty } from "./properties";

/** Of these every value is documented; of other enumerations the list may be short of one. */
const COMPLETE = ["recipienttype", "recipienttypedetails", "previousrecipienttypedetails"];

/** Exchange stores the name of an enumeration's value, so names are what a filter has to hold. */
export function checkEnumeration({ comparison, valueAt }: PlacedComparison): Findings | undefined {
  const { property, operator, value } = comparison;
  if (findProperty(property)?.kind !== "enum" || (value.kind !== "text" && value.kind !== "number"))
    return undefined;
  const names = valuesOf(comparison);
  if (/^-?[0-9]+$/.test(value.text)) {
    const name = nameOfNumber(comparison, Number(value.text));
    const help = name === undefined ? listOf(names) : `Write '${name}' instead.`;
    return {
      fault: {
        offset: valueAt,
        found: `the number ${shorten(value.text)}`,
        expected: `the name of a value of ${property}`,
        help,
      },
    };
  }
  if (names.length === 0 || value.text === "*") return undefined;
  if (names.some((name) => name.toLowerCase() === value.text.toLowerCase())) return undefined;
  const complete = COMPLETE.includes(property.toLowerCase());
  const nearest = nearestAmong(names)(value.text);
  if (!complete && nearest === undefined)
    return {
      warnings: [
        `'${shorten(value.text)}' is not among the documented values of ${property}; Exchange may refuse it.`,
      ],
    };
  const meant =
    (operator === "-like" || operator === "-notlike") && value.text.includes("*")
      ? alternatives(property, value.text, names)
      : undefined;
  const help = meant ?? (nearest === undefined ? listOf(names) : `Did you mean '${nearest}'?`);
  return {
    fault: { offset: valueAt, found: `'${shorten(value.text)}'`, expected: `a value of ${property}`, help },
  };
}

/** The documentation has wildcards for text only, so a pattern over an enumeration is spelled out. */
function alternatives(property: string, pattern: string, names: readonly string[]): string | undefined {
  const start = pattern.slice(0, pattern.indexOf("*")).toLowerCase();
  const matching = names.filter((name) => start !== "" && name.toLowerCase().startsWith(start));
  if (matching.length === 0) return undefined;
  return `Wildcards match text only. Write ${matching.map((name) => `${property} -eq '${name}'`).join(" -or ")}`;
}

function listOf(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `Documented are ${names.join(", ")}.`;
}
