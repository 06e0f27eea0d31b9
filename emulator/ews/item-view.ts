import type { CalendarItem } from "../entities";
import { folderId } from "./folder-view";
import { encodeId } from "./ids";
import type { Shape } from "./schema";
import { element } from "./xml-writer";
import type { Content, Markup } from "./xml-writer";

interface Property {
  readonly path: string;
  readonly shape: "Default" | "AllProperties" | "asked";
  /** Documented: FindItem shows no bodies. */
  readonly onlyGetItem?: boolean;
  readonly content: (item: CalendarItem, isFound: boolean) => Content;
}

const text = (name: string, value: string | number | boolean | null): Content =>
  value === null ? undefined : element(`t:${name}`, {}, value);

/** The properties of a calendar item in the order of the schema, and the shapes that show them. */
const properties: readonly Property[] = [
  {
    path: "item:ParentFolderId",
    shape: "AllProperties",
    content: ({ mailbox }) => folderId("t:ParentFolderId", mailbox, "calendar"),
  },
  {
    path: "item:ItemClass",
    shape: "AllProperties",
    content: () => text("ItemClass", "IPM.Appointment"),
  },
  { path: "item:Subject", shape: "Default", content: ({ subject }) => text("Subject", subject) },
  { path: "item:Sensitivity", shape: "AllProperties", content: () => text("Sensitivity", "Normal") },
  {
    path: "item:Body",
    shape: "Default",
    onlyGetItem: true,
    content: ({ body }) => element("t:Body", { BodyType: "Text" }, body),
  },
  {
    path: "item:DateTimeReceived",
    shape: "AllProperties",
    content: ({ lastModified }) => text("DateTimeReceived", moment(lastModified)),
  },
  { path: "item:Importance", shape: "AllProperties", content: () => text("Importance", "Normal") },
  {
    path: "item:DateTimeCreated",
    shape: "AllProperties",
    content: ({ lastModified }) => text("DateTimeCreated", moment(lastModified)),
  },
  { path: "item:ReminderIsSet", shape: "AllProperties", content: () => text("ReminderIsSet", false) },
  { path: "item:HasAttachments", shape: "Default", content: () => text("HasAttachments", false) },
  {
    path: "item:LastModifiedTime",
    shape: "AllProperties",
    content: ({ lastModified }) => text("LastModifiedTime", moment(lastModified)),
  },
  { path: "calendar:UID", shape: "asked", content: ({ id }) => text("UID", id) },
  { path: "calendar:Start", shape: "Default", content: ({ start }) => text("Start", moment(start)) },
  { path: "calendar:End", shape: "Default", content: ({ end }) => text("End", moment(end)) },
  {
    path: "calendar:IsAllDayEvent",
    shape: "AllProperties",
    content: ({ isAllDay }) => text("IsAllDayEvent", isAllDay),
  },
  {
    path: "calendar:LegacyFreeBusyStatus",
    shape: "Default",
    content: ({ freeBusyStatus }) => text("LegacyFreeBusyStatus", freeBusyStatus),
  },
  { path: "calendar:Location", shape: "Default", content: ({ location }) => text("Location", location) },
  { path: "calendar:IsMeeting", shape: "AllProperties", content: () => text("IsMeeting", false) },
  { path: "calendar:IsCancelled", shape: "AllProperties", content: () => text("IsCancelled", false) },
  { path: "calendar:IsRecurring", shape: "AllProperties", content: () => text("IsRecurring", false) },
  {
    path: "calendar:CalendarItemType",
    shape: "Default",
    content: () => text("CalendarItemType", "Single"),
  },
  {
    path: "calendar:MyResponseType",
    shape: "AllProperties",
    content: () => text("MyResponseType", "Organizer"),
  },
  {
    path: "calendar:Organizer",
    shape: "Default",
    content: ({ organizer }, isFound) => element("t:Organizer", {}, organizerMailbox(organizer, isFound)),
  },
];

/** A calendar item as a shape shows it; what FindItem has found shows less than what GetItem fetches. */
export function itemView(item: CalendarItem, shape: Shape, by: "FindItem" | "GetItem"): Markup {
  const shown = properties.filter((property) => {
    if (property.onlyGetItem === true && by !== "GetItem") return false;
    if (shape.additional.includes(property.path)) return true;
    if (property.shape === "asked") return false;
    return shape.base === "AllProperties" || shape.base === property.shape;
  });
  const id = { Id: encodeId({ kind: "item", mailbox: item.mailbox, object: item.id }), ChangeKey: changeKey };
  return element(
    "t:CalendarItem",
    {},
    element("t:ItemId", id),
    shown.map((property) => property.content(item, by === "FindItem")),
  );
}

const changeKey = "DwAAABYAAAAA";

/** Documented: FindItem names the organizer and leaves the address out. */
function organizerMailbox({ name, address }: CalendarItem["organizer"], isFound: boolean): Markup {
  return element(
    "t:Mailbox",
    {},
    text("Name", name),
    isFound ? undefined : [text("EmailAddress", address), text("RoutingType", "SMTP")],
    isFound ? undefined : text("MailboxType", "Mailbox"),
  );
}

/** Exchange Web Services print times without fractions of a second. */
function moment(time: string): string {
  return time.replace(/\.\d+Z$/, "Z");
}
