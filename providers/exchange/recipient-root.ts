/**
 * Whether two spellings of an organizational unit can be the same one: a name, a canonical name (`contoso.com/Rooms`) or
 * a distinguished name (`OU=Rooms,DC=contoso,DC=com`). A name alone is compared with the last part of a path.
 */
export function isSameRoot(a: string | undefined, b: string | undefined): boolean {
  const left = pathOf(a ?? "");
  const right = pathOf(b ?? "");
  if (left.length === 1 || right.length === 1) return left.at(-1) === right.at(-1);
  return left.length === right.length && left.every((part, index) => part === right[index]);
}

/** Whether an organizational unit certainly is the other one or lies below it. */
export function isBelowRoot(inner: string, outer: string): boolean {
  const [below, above] = [pathOf(inner), pathOf(outer)];
  return above.every((part, index) => part === below[index]);
}

/** From the domain down, in lower case. */
function pathOf(text: string): string[] {
  const root = text.trim().toLowerCase();
  if (!/^(ou|cn|dc)=/.test(root)) return root.split("/").filter((part, index) => part !== "" || index === 0);
  const parts = root.split(/(?<!\\),/).map((part) => part.trim());
  const valueOf = (part: string): string => part.slice(part.indexOf("=") + 1).replaceAll("\\", "");
  const domain = parts.filter((part) => part.startsWith("dc=")).map(valueOf);
  const units = parts.filter((part) => !part.startsWith("dc=")).map(valueOf);
  return [domain.join("."), ...units.reverse()];
}
