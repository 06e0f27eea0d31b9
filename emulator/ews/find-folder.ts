import { failedMessage, responseAnswer, responseMessage } from "./answers";
import type { EwsContext, EwsOperation } from "./context";
import { each } from "./each";
import { notPlayed } from "./ews-error";
import { namedFolders } from "./folder-targets";
import { folderView } from "./folder-view";
import { childFolders, foldersBelow } from "./folders";
import { messages } from "./namespaces";
import { indexedPage, pageAttributes } from "./pages";
import { enumerated, requiredAttribute, requiredChild, shapeOf } from "./schema";
import { child } from "./xml-reader";
import type { XmlElement } from "./xml-reader";
import { element } from "./xml-writer";

export const findFolder: EwsOperation = {
  name: "FindFolder",
  partial: "Restrictions and fractional views are refused.",
  run,
};

const traversals = ["Shallow", "Deep", "SoftDeleted"] as const;

function run(context: EwsContext, request: XmlElement): Response {
  const traversal = enumerated(request, requiredAttribute(request, "Traversal"), traversals);
  const shape = shapeOf(request, "FolderShape");
  const parents = namedFolders(request, requiredChild(request, messages, "ParentFolderIds"));
  for (const name of ["Restriction", "FractionalPageFolderView"]) {
    if (child(request, messages, name)) throw notPlayed(`${name} of FindFolder`);
  }
  const answers = each(
    parents,
    (parent) => {
      const { mailbox, folder } = parent.open(context);
      const found = {
        Shallow: childFolders(folder),
        Deep: foldersBelow(folder),
        SoftDeleted: [],
      }[traversal];
      const page = indexedPage(child(request, messages, "IndexedPageFolderView"), found);
      const views = page.entries.map((each) => folderView(context.tenant, { mailbox, folder: each }, shape));
      const root = element("m:RootFolder", pageAttributes(page), element("t:Folders", {}, views));
      return responseMessage(request.name, root);
    },
    (error) => failedMessage(request.name, error),
  );
  return responseAnswer(request.name, element("m:ResponseMessages", {}, answers));
}
