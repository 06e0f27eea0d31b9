import { checkComparison } from "./comparison-checks";
import { FilterError, type FilterFault } from "./filter-error";
import { readFilter, type Reading } from "./parser";
import { matchesEveryone } from "./reach";
import { describeReadings } from "./readings";
import { extentOf } from "./scanner";

/** What is wrong with a filter, and what is only doubtful about it. */
export interface Examination {
  /** Why the filter must not be sent; empty if it may be. */
  refusals: FilterError[];
  /** What its author should know. */
  warnings: string[];
}

const MOST_REFUSALS = 10;

/** The reasons to refuse a filter, each in words that its author can act on; none if it may be sent. */
export function refuseFilter(text: string): string[] {
  return examineFilter(text).refusals.map(({ message }) => message);
}

/** Reads a filter as its author's adviser: may it be sent, and will it do what it says? */
export function examineFilter(text: string): Examination {
  const reading = tryRead(text);
  if (reading instanceof FilterError) return { refusals: [reading], warnings: [] };
  if (reading.mixedAt !== undefined)
    return { refusals: [new FilterError(text, mixFault(text, reading.mixedAt))], warnings: [] };
  const refusals: FilterError[] = [];
  const warnings = new Set<string>();
  for (const placed of reading.comparisons) {
    const found = checkComparison(placed);
    if (found.fault !== undefined) refusals.push(new FilterError(text, found.fault));
    if (refusals.length >= MOST_REFUSALS) break;
    for (const warning of found.warnings ?? []) warnings.add(warning);
  }
  if (refusals.length === 0 && matchesEveryone(reading.filter))
    refusals.push(new FilterError(text, EVERYONE));
  return { refusals, warnings: [...warnings] };
}

/** The filter without the pair of braces that PowerShell's quoting puts around it: what Exchange is sent. */
export function withoutBraces(text: string): string {
  const { start, end } = extentOf(text);
  return text.slice(start, end).trim();
}

function tryRead(text: string): Reading | FilterError {
  try {
    // An empty filter would widen every grant on its scope to the whole organisation.
    if (withoutBraces(text) === "") return new FilterError(text, EMPTY);
    return readFilter(text, "andFirst");
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
}

const EMPTY: FilterFault = {
  offset: 0,
  found: "an empty filter",
  expected: "at least one comparison",
  help: "Name the recipients, for example RecipientTypeDetails -eq 'RoomMailbox'.",
};

const EVERYONE: FilterFault = {
  offset: 0,
  found: "a filter that every recipient passes",
  expected: "a filter that leaves somebody out",
  help: "Every recipient has this property. A grant that is to reach everybody says so with { organizationWide: true }.",
};

function mixFault(text: string, offset: number): FilterFault {
  return {
    offset,
    found: "-and and -or side by side",
    expected: "parentheses that say what belongs together",
    help: describeReadings(text),
  };
}
