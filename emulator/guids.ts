import { createHash, randomUUID } from "node:crypto";

export function newGuid(): string {
  return randomUUID();
}

/** The same Guid for the same words, so that what a seed does not name is still fixed (RFC 4122, version 5). */
export function derivedGuid(...words: readonly string[]): string {
  const bytes = createHash("sha1").update(words.join("\u0000")).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export function isGuid(text: string): boolean {
  return /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text);
}
