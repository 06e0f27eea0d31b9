import { CanonicalFilters } from "./canonical";
import type { Filter } from "./filter";
import { FilterError } from "./filter-error";
import { parse } from "./parser";

/**
 * Whether two texts are the same filter, however either is spelled. Filters are never called equal that could
 * select different recipients. A text that is no filter equals only itself, give or take whitespace.
 */
export function equal(textA: string, textB: string): boolean {
  if (textA === textB) return true;
  const filterA = tryParse(textA);
  const filterB = tryParse(textB);
  if (filterA === undefined && filterB === undefined) return collapse(textA) === collapse(textB);
  return filterA !== undefined && filterB !== undefined && sameFilter(filterA, filterB);
}

export function sameFilter(filterA: Filter, filterB: Filter): boolean {
  const filters = new CanonicalFilters();
  return filters.numberOf(filterA) === filters.numberOf(filterB);
}

function tryParse(text: string): Filter | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof FilterError) return undefined;
    throw error;
  }
}

/** The text with every run of whitespace outside of quotation marks made one space. */
function collapse(text: string): string {
  const pieces: string[] = [];
  let outside = 0;
  for (let index = 0; index < text.length; index += 1) {
    const quote = text.charAt(index);
    if (quote !== "'" && quote !== '"') continue;
    const close = text.indexOf(quote, index + 1);
    const end = close === -1 ? text.length : close + 1;
    pieces.push(text.slice(outside, index).replace(/\s+/g, " "), text.slice(index, end));
    index = end - 1;
    outside = end;
  }
  pieces.push(text.slice(outside).replace(/\s+/g, " ").trimEnd());
  return pieces.join("").trimStart();
}
