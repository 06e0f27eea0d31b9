/** `CN=`, `OU=`, `2.5.4.3=`: how every part of a distinguished name begins. */
const ATTRIBUTE_TYPE = /^(?:[A-Za-z][A-Za-z0-9-]*|[0-9]+(?:\.[0-9]+)+)=/;

/**
 * The parts of a distinguished name without the spaces after the commas that separate them, or undefined if the
 * text is none. An escaped comma (`CN=Rooms\, North`) belongs to its part.
 */
export function splitDistinguishedName(text: string): string[] | undefined {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "\\") index += 1;
    // The old quoted form has commas of its own; it is left as it stands.
    else if (character === '"') return undefined;
    else if (character === "," || index === text.length) {
      const part = text.slice(start, index);
      parts.push(start === 0 ? part : part.replace(/^ +/, ""));
      start = index + 1;
    }
  }
  if (start <= text.length) return undefined;
  return parts.every((part) => ATTRIBUTE_TYPE.test(part)) ? parts : undefined;
}
