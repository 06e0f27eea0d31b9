/** Whether a text has the form of a distinguished name. */
export function isDistinguishedName(text: string): boolean {
  return /^\s*(?:cn|ou|dc|o|l|st|c|uid)\s*=/i.test(text);
}

/** Two DNs with the same key name the same object: case and the space around a separating comma do not count. */
export function distinguishedNameKey(text: string): string {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === ",") {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...parts, text.slice(start).trim()].join(",").toLowerCase();
}
