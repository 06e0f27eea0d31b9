import { EwsError } from "./ews-error";
import { enumerated, integer, requiredAttribute } from "./schema";
import type { XmlElement } from "./xml-reader";
import type { Attributes } from "./xml-writer";

export interface Page<T> {
  readonly entries: readonly T[];
  /** Of all that there is. */
  readonly total: number;
  readonly isLast: boolean;
  /** Where the next page begins; only views by index have one. */
  readonly nextOffset?: number;
}

/** The part that an IndexedPageItemView or IndexedPageFolderView asks for; all without one. */
export function indexedPage<T>(view: XmlElement | undefined, found: readonly T[]): Page<T> {
  if (!view) return { entries: found, total: found.length, isLast: true };
  requiredAttribute(view, "Offset");
  const offset = integer(view, "Offset") ?? 0;
  const fromEnd = enumerated(view, requiredAttribute(view, "BasePoint"), ["Beginning", "End"]) === "End";
  const most = maxEntries(view) ?? found.length;
  if (offset < 0) {
    throw new EwsError(
      "ErrorInvalidIndexedPagingParameters",
      "Paging offset must be greater than or equal to 0.",
    );
  }
  const end = fromEnd ? Math.max(found.length - offset, 0) : Math.min(offset + most, found.length);
  const start = fromEnd ? Math.max(end - most, 0) : Math.min(offset, found.length);
  return {
    entries: found.slice(start, end),
    total: found.length,
    isLast: fromEnd ? start === 0 : end === found.length,
    nextOffset: fromEnd ? found.length - start : end,
  };
}

/** Documented: zero and less are refused. */
export function maxEntries(view: XmlElement): number | undefined {
  const most = integer(view, "MaxEntriesReturned");
  if (most === undefined || most > 0) return most;
  throw new EwsError("ErrorInvalidPagingMaxRows", "Paging max rows should be greater than 0.");
}

export function pageAttributes({ total, isLast, nextOffset }: Page<unknown>): Attributes {
  return {
    IndexedPagingOffset: nextOffset,
    TotalItemsInView: total,
    IncludesLastItemInRange: isLast,
  };
}
