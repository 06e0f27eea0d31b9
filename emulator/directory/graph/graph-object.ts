import type { Json } from "../../entities";
import type { Body } from "./graph-env";

/** Names that clients spell in other ways than Graph does. */
const canonicalNames = new Map(
  ["displayName", "mailNickname", "accountEnabled", "description", "signInAudience", "tags"].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/**
 * What of a body is kept on the object: annotations and navigation are not, nor what the service alone writes.
 * Nulls are kept; they mean "not set", and clients expect to read them back.
 */
export function writableProperties(body: Body, readOnly: readonly string[]): Record<string, Json> {
  const fixed = new Set(readOnly.map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => !name.includes("@odata.") && !fixed.has(name.toLowerCase()) && name !== "owners")
      .map(([name, value]) => [canonicalNames.get(name.toLowerCase()) ?? name, value as Json]),
  );
}

/** A copy of the object that lacks the given properties. */
export function without(object: object, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
