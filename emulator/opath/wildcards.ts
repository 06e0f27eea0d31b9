/** Whether a pattern asks for nothing but that there is a value. */
export function isOnlyWildcards(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}

/** Whether a pattern has a wildcard anywhere but at its end. */
export function hasInnerWildcard(pattern: string): boolean {
  let end = pattern.length;
  while (pattern[end - 1] === "*") end -= 1;
  return pattern.slice(0, end).includes("*");
}

/** Whether a text fits a pattern in which * stands for any text. Both in one case. */
export function fitsPattern(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
