import { failedMessage, responseAnswer, responseMessage } from "./answers";
import type { EwsContext, EwsOperation } from "./context";
import { each } from "./each";
import { EwsError, notPlayed } from "./ews-error";
import { decodeId } from "./ids";
import { messages } from "./namespaces";
import { requiredAttribute, requiredChild } from "./schema";
import type { XmlElement } from "./xml-reader";
import { element } from "./xml-writer";

/** exchangelib sends it first, with an id that means nothing, to learn the server's version from the answer. */
export const convertId: EwsOperation = {
  name: "ConvertId",
  partial: "Only from EwsId to EwsId; it tells malformed ids from others.",
  run,
};

function run(_context: EwsContext, request: XmlElement): Response {
  const destination = requiredAttribute(request, "DestinationFormat");
  const sources = requiredChild(request, messages, "SourceIds").children;
  const answers = each(
    sources,
    (source) => {
      const Id = requiredAttribute(source, "Id");
      if (!decodeId(Id)) throw new EwsError("ErrorInvalidIdMalformed", "Id is malformed.");
      const format = requiredAttribute(source, "Format");
      if (format !== "EwsId" || destination !== "EwsId") throw notPlayed("conversions of ids");
      const converted = { Format: destination, Id, Mailbox: requiredAttribute(source, "Mailbox") };
      return responseMessage(
        request.name,
        element("m:AlternateId", {
          ...converted,
          "xsi:type": "t:AlternateIdType",
          "xmlns:xsi": schemaInstance,
        }),
      );
    },
    (error) => failedMessage(request.name, error),
  );
  return responseAnswer(request.name, element("m:ResponseMessages", {}, answers));
}

const schemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
