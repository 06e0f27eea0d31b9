import { printable, type FilterFault } from "./filter-error";
import type { PlacedComparison } from "./parser";

/** What one comparison gives cause for. */
export interface Findings {
  fault?: FilterFault | undefined;
  warnings?: string[] | undefined;
}

/** Looks at a comparison for one kind of fault; undefined if there is nothing to say. */
export type Check = (placed: PlacedComparison) => Findings | undefined;

const LONGEST_QUOTED = 80;

/** A part of a filter as a message may quote it. */
export function shorten(text: string): string {
  return printable(text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text);
}
