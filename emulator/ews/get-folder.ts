import { failedMessage, responseAnswer, responseMessage } from "./answers";
import type { EwsContext, EwsOperation } from "./context";
import { each } from "./each";
import { namedFolders } from "./folder-targets";
import { folderView } from "./folder-view";
import { messages } from "./namespaces";
import { requiredChild, shapeOf } from "./schema";
import type { XmlElement } from "./xml-reader";
import { element } from "./xml-writer";

export const getFolder: EwsOperation = { name: "GetFolder", run };

/** Documented: as many response messages as folders, and one that fails does not hinder the others. */
function run(context: EwsContext, request: XmlElement): Response {
  const shape = shapeOf(request, "FolderShape");
  const folders = namedFolders(request, requiredChild(request, messages, "FolderIds"));
  const answers = each(
    folders,
    (folder) => {
      const target = folder.open(context);
      return responseMessage(
        request.name,
        element("m:Folders", {}, folderView(context.tenant, target, shape)),
      );
    },
    (error) => failedMessage(request.name, error, element("m:Folders", {})),
  );
  return responseAnswer(request.name, element("m:ResponseMessages", {}, answers));
}
