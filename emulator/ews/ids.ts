/** What a FolderId or an ItemId of ours means. */
export interface StoreId {
  readonly kind: "folder" | "item";
  /** The mailbox's ExchangeGuid. */
  readonly mailbox: string;
  /** The folder's distinguished name, or the item's id. */
  readonly object: string;
}

/** Real ids begin with these bytes, and so in Base64 with AAMk. */
const start = Buffer.from([0x00, 0x03, 0x24]);

/** Opaque to clients. */
export function encodeId({ kind, mailbox, object }: StoreId): string {
  return Buffer.concat([start, Buffer.from(`${kind}:${mailbox}:${object}`)]).toString("base64");
}

/** Nothing for a text that is no id. */
export function decodeId(text: string): StoreId | undefined {
  const bytes = Buffer.from(text, "base64");
  if (!bytes.subarray(0, start.length).equals(start)) return undefined;
  const [kind, mailbox, object] = bytes.subarray(start.length).toString("utf8").split(":");
  if ((kind !== "folder" && kind !== "item") || !mailbox || !object) return undefined;
  const decoded = { kind, mailbox, object } as const;
  return encodeId(decoded) === text ? decoded : undefined;
}
