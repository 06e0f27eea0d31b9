import type { Tenant } from "../tenant";
import type { FolderTarget } from "./folder-targets";
import { childFolders, folderNamed } from "./folders";
import { encodeId } from "./ids";
import type { Shape } from "./schema";
import { element } from "./xml-writer";
import type { Markup } from "./xml-writer";

const changeKey = "AQAAAA==";

/** The properties of a folder in the order of the schema, and the shapes that show them. */
const properties = [
  { path: "folder:ParentFolderId", shape: "AllProperties" },
  { path: "folder:FolderClass", shape: "AllProperties" },
  { path: "folder:DisplayName", shape: "Default" },
  { path: "folder:TotalCount", shape: "Default" },
  { path: "folder:ChildFolderCount", shape: "Default" },
  { path: "folder:EffectiveRights", shape: "AllProperties" },
  { path: "folder:UnreadCount", shape: "Default" },
] as const;

export function folderView(tenant: Tenant, target: FolderTarget, shape: Shape): Markup {
  const shown = properties.filter(
    (property) =>
      shape.additional.includes(property.path) ||
      shape.base === "AllProperties" ||
      (shape.base === "Default" && property.shape === "Default"),
  );
  return element(
    `t:${target.folder.kind}`,
    {},
    folderId("t:FolderId", target.mailbox.exchangeGuid ?? "", target.folder.id),
    shown.map(({ path }) => property(tenant, target, path)),
  );
}

function property(
  tenant: Tenant,
  { mailbox, folder }: FolderTarget,
  path: (typeof properties)[number]["path"],
): Markup | undefined {
  const store = mailbox.exchangeGuid ?? "";
  switch (path) {
    case "folder:ParentFolderId":
      // The root's parent is the root itself.
      return folderId("t:ParentFolderId", store, folderNamed(folder.parent)?.id ?? folder.id);
    case "folder:FolderClass":
      return element("t:FolderClass", {}, folder.folderClass);
    case "folder:DisplayName":
      return element("t:DisplayName", {}, folder.displayName);
    case "folder:TotalCount":
      return element("t:TotalCount", {}, itemCount(tenant, store, folder.id));
    case "folder:ChildFolderCount":
      return element("t:ChildFolderCount", {}, childFolders(folder).length);
    case "folder:EffectiveRights":
      return element("t:EffectiveRights", {}, rights);
    case "folder:UnreadCount":
      // Calendars and contacts have no such property.
      return folder.kind === "CalendarFolder" || folder.kind === "ContactsFolder"
        ? undefined
        : element("t:UnreadCount", {}, 0);
  }
}

/** Whoever opens a mailbox here has all rights in it. */
const rights = [
  "CreateAssociated",
  "CreateContents",
  "CreateHierarchy",
  "Delete",
  "Modify",
  "Read",
  "ViewPrivateItems",
].map((right) => element(`t:${right}`, {}, true));

function itemCount({ store }: Tenant, mailbox: string, folder: string): number {
  return folder === "calendar" ? store.calendarItems.filter((item) => item.mailbox === mailbox).length : 0;
}

export function folderId(tag: string, mailbox: string, folder: string): Markup {
  return element(tag, { Id: encodeId({ kind: "folder", mailbox, object: folder }), ChangeKey: changeKey });
}
