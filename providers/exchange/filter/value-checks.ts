import { shorten } from "./filter-error";
import type { Findings } from "./findings";
import type { PlacedComparison } from "./comparisons";

export function checkVariable({ comparison: { value }, valueAt }: PlacedComparison): Findings | undefined {
  if (value.kind === "variable") {
    return {
      fault: {
        offset: valueAt,
        found: `the variable $${shorten(value.name)}`,
        expected: "a value, or $true, $false, $null",
        help: "Nothing expands variables on the way to Exchange. Put the value itself into the filter's text, in single quotes.",
      },
    };
  }
  if (value.kind !== "text" || !/^\$[A-Za-z_({]/.test(value.text)) return undefined;
  return {
    warnings: [
      `'${shorten(value.text)}' is sent as these very characters; nothing expands variables on the way to Exchange.`,
    ],
  };
}

/** Such characters do not survive the way to Exchange, or are never what somebody meant to type. */
export function checkCharacters({ comparison: { value }, valueAt }: PlacedComparison): Findings | undefined {
  if (value.kind !== "text") return undefined;
  const broken = /[\p{Cc}\p{Cs}]/u.exec(value.text)?.[0].codePointAt(0);
  if (broken !== undefined) {
    const name = `U+${broken.toString(16).toUpperCase().padStart(4, "0")}`;
    return {
      fault: {
        offset: valueAt,
        found: `a value with the character ${name}`,
        expected: "a value of printable characters",
      },
    };
  }
  if (!/\p{Cf}/u.test(value.text)) return undefined;
  return {
    warnings: [
      `'${shorten(value.text)}' holds an invisible character; nothing that looks like it will match.`,
    ],
  };
}
