import type { CalendarItem } from "../entities";
import { failedMessage, responseAnswer, responseMessage } from "./answers";
import { byStart, calendarSpan, viewCalendar } from "./calendar-view";
import type { EwsContext, EwsOperation } from "./context";
import { each } from "./each";
import { notPlayed } from "./ews-error";
import { namedFolders } from "./folder-targets";
import type { FolderTarget } from "./folder-targets";
import { itemView } from "./item-view";
import { messages } from "./namespaces";
import { indexedPage, pageAttributes } from "./pages";
import type { Page } from "./pages";
import { enumerated, requiredAttribute, requiredChild, shapeOf } from "./schema";
import { child } from "./xml-reader";
import type { XmlElement } from "./xml-reader";
import { element } from "./xml-writer";

export const findItem: EwsOperation = {
  name: "FindItem",
  partial:
    "Only calendars hold items. CalendarView and IndexedPageItemView; restrictions, queries, grouping and sorting are refused. Times are UTC, whatever TimeZoneContext says.",
  run,
};

const traversals = ["Shallow", "SoftDeleted", "Associated"] as const;
const refused = [
  "Restriction",
  "QueryString",
  "GroupBy",
  "DistinguishedGroupBy",
  "SortOrder",
  "FractionalPageItemView",
  "SeekToConditionPageItemView",
  "ContactsView",
];

function run(context: EwsContext, request: XmlElement): Response {
  const traversal = enumerated(request, requiredAttribute(request, "Traversal"), traversals);
  const shape = shapeOf(request, "ItemShape");
  const parents = namedFolders(request, requiredChild(request, messages, "ParentFolderIds"));
  const view = child(request, messages, "CalendarView");
  const span = view && calendarSpan(view);
  const unknown = refused.find((name) => child(request, messages, name));
  if (unknown !== undefined) throw notPlayed(`${unknown} of FindItem`);

  const find = (target: FolderTarget): Page<CalendarItem> => {
    if (span) return viewCalendar(context.tenant, target, span);
    const all = traversal === "Shallow" ? itemsIn(context, target) : [];
    return indexedPage(child(request, messages, "IndexedPageItemView"), all);
  };
  const answers = each(
    parents,
    (parent) => {
      const page = find(parent.open(context));
      const items = page.entries.map((item) => itemView(item, shape, "FindItem"));
      return responseMessage(
        request.name,
        element("m:RootFolder", pageAttributes(page), element("t:Items", {}, items)),
      );
    },
    (error) => failedMessage(request.name, error),
  );
  return responseAnswer(request.name, element("m:ResponseMessages", {}, answers));
}

function itemsIn({ tenant }: EwsContext, { mailbox, folder }: FolderTarget): CalendarItem[] {
  if (folder.id !== "calendar") return [];
  return tenant.store.calendarItems.filter((item) => item.mailbox === mailbox.exchangeGuid).sort(byStart);
}
