/** A default folder of every mailbox, by the name that DistinguishedFolderId gives it. */
export interface Folder {
  readonly id: string;
  /** Empty for the root. */
  readonly parent: string;
  readonly displayName: string;
  readonly kind: "Folder" | "CalendarFolder" | "ContactsFolder" | "TasksFolder" | "SearchFolder";
  readonly folderClass: string;
}

const folder = (
  id: string,
  parent: string,
  displayName: string,
  folderClass = "IPF.Note",
  kind: Folder["kind"] = "Folder",
): Folder => ({ id, parent, displayName, kind, folderClass });

export const folders: readonly Folder[] = [
  folder("root", "", "", "IPF"),
  folder("msgfolderroot", "root", "Top of Information Store"),
  folder("calendar", "msgfolderroot", "Calendar", "IPF.Appointment", "CalendarFolder"),
  folder("contacts", "msgfolderroot", "Contacts", "IPF.Contact", "ContactsFolder"),
  folder("conversationhistory", "msgfolderroot", "Conversation History"),
  folder("deleteditems", "msgfolderroot", "Deleted Items"),
  folder("drafts", "msgfolderroot", "Drafts"),
  folder("inbox", "msgfolderroot", "Inbox"),
  folder("journal", "msgfolderroot", "Journal", "IPF.Journal"),
  folder("junkemail", "msgfolderroot", "Junk Email"),
  folder("notes", "msgfolderroot", "Notes", "IPF.StickyNote"),
  folder("outbox", "msgfolderroot", "Outbox"),
  folder("sentitems", "msgfolderroot", "Sent Items"),
  folder("tasks", "msgfolderroot", "Tasks", "IPF.Task", "TasksFolder"),
  folder("recoverableitemsroot", "root", "Recoverable Items"),
  folder("recoverableitemsdeletions", "recoverableitemsroot", "Deletions"),
  folder("recoverableitemspurges", "recoverableitemsroot", "Purges"),
  folder("recoverableitemsversions", "recoverableitemsroot", "Versions"),
  folder("searchfolders", "root", "Finder"),
  folder("todosearch", "root", "To-Do Search", "Outlook.Reminder", "SearchFolder"),
];

/** Names that the schema has, of folders that these mailboxes do not: archives, sync issues … */
const absent: ReadonlySet<string> = new Set([
  "adminauditlogs",
  "archivedeleteditems",
  "archiveinbox",
  "archivemsgfolderroot",
  "archiverecoverableitemsdeletions",
  "archiverecoverableitemspurges",
  "archiverecoverableitemsroot",
  "archiverecoverableitemsversions",
  "archiveroot",
  "conflicts",
  "directory",
  "favorites",
  "imcontactlist",
  "localfailures",
  "mycontacts",
  "peopleconnect",
  "publicfoldersroot",
  "quickcontacts",
  "recipientcache",
  "serverfailures",
  "syncissues",
  "voicemail",
]);

const byId = new Map(folders.map((each) => [each.id, each]));

export const distinguishedFolderIds: readonly string[] = [...byId.keys(), ...absent];

export function folderNamed(id: string): Folder | undefined {
  return byId.get(id);
}

export function childFolders({ id }: Folder): readonly Folder[] {
  return folders.filter(({ parent }) => parent === id);
}

/** The folder's children, their children, and so on. */
export function foldersBelow(folder: Folder): readonly Folder[] {
  return childFolders(folder).flatMap((each) => [each, ...foldersBelow(each)]);
}
