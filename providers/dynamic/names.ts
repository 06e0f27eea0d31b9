import { createHash } from "node:crypto";
import { containsUnknown, unknownValue } from "./unknowns";

const maximumLength = 64;

/**
 * The input under which a resource carries who it is (project, stack and Pulumi name) to `check`, which Pulumi tells
 * neither. In the state stands the name that was generated from it, if one was.
 */
export const autoNameKey = "__autoName";

/**
 * A name that is the same whenever the same resource of the same stack asks for it, and another one for a replacement.
 * So a create that was cut off finds its own object again, and a replacement can exist beside what it replaces.
 */
export function generatedName(seed: string, identity: unknown[]): string {
  if (containsUnknown(identity)) return unknownValue;
  const hash = createHash("sha256")
    .update(JSON.stringify([seed, identity]))
    .digest("hex")
    .slice(0, 10);
  // Exchange reads *, ? and [] in an identity as a pattern, and "\" as the separator of a path.
  const readable = seed.slice(seed.lastIndexOf("/") + 1).replace(/[^\p{L}\p{N} ._-]/gu, "-");
  const room = maximumLength - hash.length - 1;
  return `${readable.slice(0, room).replace(/[\ud800-\udbff]$/, "")}-${hash}`;
}
