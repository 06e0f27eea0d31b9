import type { Recipient } from "../entities";
import type { EwsContext } from "./context";
import { EwsError } from "./ews-error";
import { distinguishedFolderIds, folderNamed } from "./folders";
import type { Folder } from "./folders";
import { decodeId } from "./ids";
import { openMailbox, openMailboxOfId } from "./mailboxes";
import { types } from "./namespaces";
import { enumerated, requiredAttribute, requiredChild } from "./schema";
import { schemaViolation } from "./ews-error";
import { child } from "./xml-reader";
import type { XmlElement } from "./xml-reader";

/** A folder of a mailbox that has opened. */
export interface FolderTarget {
  readonly mailbox: Recipient;
  readonly folder: Folder;
}

/** A folder that a request names; to be opened one by one, because each has an answer of its own. */
export interface NamedFolder {
  readonly open: (context: EwsContext) => FolderTarget;
}

/** The folders below FolderIds or ParentFolderIds. What the schema forbids is refused before any is opened. */
export function namedFolders(operation: XmlElement, list: XmlElement): readonly NamedFolder[] {
  const named = list.children.map((id) => namedFolder(operation.name, id));
  if (named.length === 0) {
    throw schemaViolation(
      `The element '${list.name}' in namespace '${list.namespace}' has incomplete content. ` +
        `List of possible elements expected: 'FolderId, DistinguishedFolderId' in namespace '${types}'.`,
      list.place,
    );
  }
  return named;
}

function namedFolder(operation: string, element: XmlElement): NamedFolder {
  const id = requiredAttribute(element, "Id");
  if (element.namespace === types && element.name === "FolderId") {
    return { open: (context) => folderOfId(context, operation, id) };
  }
  if (element.namespace !== types || element.name !== "DistinguishedFolderId") {
    throw schemaViolation(`The element has invalid child element '${element.name}'.`, element.place);
  }
  enumerated(element, id, distinguishedFolderIds);
  const mailbox = child(element, types, "Mailbox");
  const address = mailbox && requiredChild(mailbox, types, "EmailAddress").text.trim();
  return {
    open: (context) => ({
      mailbox: openMailbox(context, operation, address),
      folder: existing(id),
    }),
  };
}

function folderOfId(context: EwsContext, operation: string, text: string): FolderTarget {
  if (text === "") throw new EwsError("ErrorInvalidIdEmpty", "Id must be non-empty.");
  const id = decodeId(text);
  if (!id) throw new EwsError("ErrorInvalidIdMalformed", "Id is malformed.");
  if (id.kind !== "folder") {
    throw new EwsError("ErrorCannotUseItemIdForFolderId", "Id must be a folder id, not an item id.");
  }
  return {
    mailbox: openMailboxOfId(context, operation, id.mailbox),
    folder: existing(id.object),
  };
}

function existing(id: string): Folder {
  const folder = folderNamed(id);
  if (folder) return folder;
  throw new EwsError("ErrorFolderNotFound", "The specified folder could not be found in the store.");
}
