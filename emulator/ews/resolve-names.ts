import type { Recipient } from "../entities";
import { failedMessage, responseAnswer, responseMessage } from "./answers";
import type { EwsContext, EwsOperation } from "./context";
import { EwsError } from "./ews-error";
import { messages } from "./namespaces";
import { requiredAttribute, requiredChild } from "./schema";
import type { XmlElement } from "./xml-reader";
import { element } from "./xml-writer";
import type { Markup } from "./xml-writer";

export const resolveNames: EwsOperation = {
  name: "ResolveNames",
  partial: "From the directory, without contact data; one entry a request.",
  run,
};

/** Documented. */
const most = 100;

function run({ tenant, user }: EwsContext, request: XmlElement): Response {
  requiredAttribute(request, "ReturnFullContactData");
  const entry = requiredChild(request, messages, "UnresolvedEntry").text.trim();
  const found = tenant.store.recipients.filter((each) => isMeant(each, entry));
  return responseAnswer(request.name, element("m:ResponseMessages", {}, answer(user, request, entry, found)));
}

function answer(user: Recipient, request: XmlElement, entry: string, found: readonly Recipient[]): Markup {
  if (user.exchangeGuid === null) return failed(request, "ErrorNameResolutionNoMailbox", noMailbox);
  if (/^[\s,-]?$/.test(entry)) return failed(request, "ErrorInvalidNameForNameResolution", invalidName);
  const [only, ...others] = found;
  if (!only) return failed(request, "ErrorNameResolutionNoResults", "No results were found.");
  if (others.length === 0) return responseMessage(request.name, resolutions(found));
  const error = new EwsError("ErrorNameResolutionMultipleResults", "Multiple results were found.");
  return failedMessage(request.name, error, resolutions(found), "Warning");
}

const noMailbox = "The calling account does not have a mailbox.";
const invalidName = "The specified name is invalid for name resolution.";

function failed({ name }: XmlElement, code: string, text: string): Markup {
  return failedMessage(name, new EwsError(code, text));
}

/** As the address book does: a name, an alias or an address that begins with the entry. */
function isMeant(recipient: Recipient, entry: string): boolean {
  if (recipient.emailAddresses.length === 0) return false;
  const wanted = entry.replace(/^smtp:/i, "").toLowerCase();
  const { displayName, alias, emailAddresses, attributes } = recipient;
  const keys = [
    displayName,
    alias,
    attributes.firstName,
    attributes.lastName,
    ...emailAddresses.map((address) => address.replace(/^smtp:/i, "")),
  ];
  return keys.some((key) => typeof key === "string" && key.toLowerCase().startsWith(wanted));
}

function resolutions(found: readonly Recipient[]): Markup {
  const entries = found
    .slice(0, most)
    .map(({ displayName, primarySmtpAddress, exchangeGuid }) =>
      element(
        "t:Resolution",
        {},
        element(
          "t:Mailbox",
          {},
          element("t:Name", {}, displayName),
          element("t:EmailAddress", {}, primarySmtpAddress),
          element("t:RoutingType", {}, "SMTP"),
          element("t:MailboxType", {}, exchangeGuid === null ? "PublicDL" : "Mailbox"),
        ),
      ),
    );
  const shown = { TotalItemsInView: entries.length, IncludesLastItemInRange: found.length <= most };
  return element("m:ResolutionSet", shown, entries);
}
