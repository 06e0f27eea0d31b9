import type { FilterFault } from "./filter-error";
import type { PlacedComparison } from "./comparisons";

/** What one comparison gives cause for. */
export interface Findings {
  fault?: FilterFault | undefined;
  warnings?: string[] | undefined;
}

/** Looks at a comparison for one kind of fault; undefined if there is nothing to say. */
export type Check = (placed: PlacedComparison) => Findings | undefined;
