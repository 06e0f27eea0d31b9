import type { CalendarItem } from "../entities";
import { failedMessage, responseAnswer, responseMessage } from "./answers";
import type { EwsContext, EwsOperation } from "./context";
import { each } from "./each";
import { EwsError, schemaViolation } from "./ews-error";
import { decodeId } from "./ids";
import { itemView } from "./item-view";
import { notFound, openMailboxOfId } from "./mailboxes";
import { messages, types } from "./namespaces";
import { requiredAttribute, requiredChild, shapeOf } from "./schema";
import type { XmlElement } from "./xml-reader";
import { element } from "./xml-writer";

export const getItem: EwsOperation = {
  name: "GetItem",
  partial: "Calendar items by their ItemId; no attendees, no attachments.",
  run,
};

function run(context: EwsContext, request: XmlElement): Response {
  const shape = shapeOf(request, "ItemShape");
  const list = requiredChild(request, messages, "ItemIds");
  const ids = list.children.map((id) => {
    if (id.namespace === types && id.name === "ItemId") return requiredAttribute(id, "Id");
    throw schemaViolation(`The element 'ItemIds' has invalid child element '${id.name}'.`, id.place);
  });
  const answers = each(
    ids,
    (id) => {
      const view = itemView(itemOfId(context, id), shape, "GetItem");
      return responseMessage(request.name, element("m:Items", {}, view));
    },
    (error) => failedMessage(request.name, error, element("m:Items", {})),
  );
  return responseAnswer(request.name, element("m:ResponseMessages", {}, answers));
}

function itemOfId(context: EwsContext, text: string): CalendarItem {
  if (text === "") throw new EwsError("ErrorInvalidIdEmpty", "Id must be non-empty.");
  const id = decodeId(text);
  if (!id) throw new EwsError("ErrorInvalidIdMalformed", "Id is malformed.");
  if (id.kind !== "item") {
    throw new EwsError("ErrorCannotUseFolderIdForItemId", "Id must be an item id, not a folder id.");
  }
  const mailbox = openMailboxOfId(context, "GetItem", id.mailbox);
  const item = context.tenant.store.calendarItems.get(id.object);
  if (!item || item.mailbox !== mailbox.exchangeGuid) throw notFound();
  return item;
}
