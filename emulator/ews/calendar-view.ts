import type { CalendarItem } from "../entities";
import type { Tenant } from "../tenant";
import { EwsError } from "./ews-error";
import type { FolderTarget } from "./folder-targets";
import { maxEntries } from "./pages";
import type { Page } from "./pages";
import { dateTime } from "./schema";
import type { XmlElement } from "./xml-reader";

/** A span of the calendar: what ends at its start, or starts at its end or later, is not in it. */
export interface CalendarSpan {
  readonly start: number;
  readonly end: number;
  readonly view: XmlElement;
}

/** What the schema asks for is checked here, because it fails the whole request. */
export function calendarSpan(view: XmlElement): CalendarSpan {
  return { view, start: dateTime(view, "StartDate"), end: dateTime(view, "EndDate") };
}

/** The items of a span in the order of their start; throws where the folder or the span is not to be viewed. */
export function viewCalendar(
  tenant: Tenant,
  { folder, mailbox }: FolderTarget,
  { view, start, end }: CalendarSpan,
): Page<CalendarItem> {
  const { behaviours, store } = tenant;
  if (folder.kind !== "CalendarFolder" && behaviours.on("calendar-view-needs-calendar")) {
    const text = "CalendarView can only be applied to a calendar folder.";
    throw new EwsError("ErrorCalendarFolderIsInvalidForCalendarView", text);
  }
  if (end < start) throw endsBeforeStart(tenant);
  if (end > twoYearsAfter(start) && behaviours.on("calendar-view-two-years")) {
    const text = "The specified view range exceeds the maximum range of two years.";
    throw new EwsError("ErrorCalendarViewRangeTooBig", text);
  }
  const most = maxEntries(view);
  const found = store.calendarItems
    .filter((item) => folder.id === "calendar" && item.mailbox === mailbox.exchangeGuid)
    .filter((item) => Date.parse(item.end) > start && Date.parse(item.start) < end)
    .sort(byStart);
  const entries = found.slice(0, most);
  return { entries, total: found.length, isLast: entries.length === found.length };
}

export function byStart(one: CalendarItem, other: CalendarItem): number {
  return Date.parse(one.start) - Date.parse(other.start) || (one.id < other.id ? -1 : 1);
}

/** Documented: the widest span. */
function twoYearsAfter(start: number): number {
  const date = new Date(start);
  return date.setUTCFullYear(date.getUTCFullYear() + 2);
}

/** Documented as an error; which one is our reading of the codes' descriptions. */
function endsBeforeStart({ behaviours }: Tenant): EwsError {
  return behaviours.on("calendar-view-end-code")
    ? new EwsError("ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate.")
    : new EwsError("ErrorInvalidTimeInterval", "The specified time interval is invalid.");
}
