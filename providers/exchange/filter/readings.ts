import { FilterError } from "./filter-error";
import { format } from "./format";
import { readFilter } from "./parser";
import type { Precedence } from "./precedence";

/** Longer filters are not written out several times over in a message. */
const LONGEST_SHOWN = 4000;

const LABELS: Readonly<Record<Precedence, string>> = {
  andFirst: "As Exchange reads it, -and before -or",
  orFirst: "With -or before -and",
  leftToRight: "From left to right, as PowerShell reads it",
};

/** What a mix of -and and -or without parentheses can mean: each reading as a whole filter, ready to be copied. */
export function describeReadings(text: string): string {
  const advice =
    "Exchange reads -and before -or, PowerShell reads from left to right. Put parentheses around what belongs together";
  if (text.length > LONGEST_SHOWN) return `${advice}.`;
  const labelled = new Map<string, string>();
  for (const precedence of ["andFirst", "orFirst", "leftToRight"] as const) {
    const reading = tryRead(text, precedence);
    if (reading !== undefined && !labelled.has(reading)) labelled.set(reading, LABELS[precedence]);
  }
  const lines = [...labelled].map(([reading, label]) => `\n  ${label}:\n    ${reading}`);
  return `${advice}, or copy the one that you mean:${lines.join("")}`;
}

/** A reading may nest deeper than a filter is allowed to; then it is nothing to copy. */
function tryRead(text: string, precedence: Precedence): string | undefined {
  try {
    return format(readFilter(text, precedence).filter);
  } catch (error) {
    if (error instanceof FilterError) return undefined;
    throw error;
  }
}
