/**
 * What is known of several objects: for each, every word that Exchange may use for it, in lower case, its Guid first.
 * The state keeps it, so that a program's words can be compared with Exchange's without asking.
 */
export type IdentityGroup = readonly string[];

/** Reads what the state keeps under a property. */
export function identityGroupsIn(value: unknown): IdentityGroup[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((group: unknown) => (Array.isArray(group) ? [group.map(String)] : []));
}

/** Adds to each object what is known of it from elsewhere; objects are told apart by their Guid. */
export function withKnownWords(
  objects: readonly IdentityGroup[],
  known: readonly IdentityGroup[],
): IdentityGroup[] {
  return objects.map((words) => {
    const [guid] = words;
    const more = known.filter((group) => guid !== undefined && group.includes(guid)).flat();
    return [...new Set([...words, ...more])];
  });
}

/** Whether the words name each object exactly once, and nothing else. */
export function namesExactly(words: readonly string[], objects: readonly IdentityGroup[]): boolean {
  return (
    words.length === objects.length && objects.every((object) => words.some((word) => isOneOf(word, object)))
  );
}

/** Whether every word names one of the objects. */
export function namesSome(words: readonly string[], objects: readonly IdentityGroup[]): boolean {
  return words.every((word) => objects.some((object) => isOneOf(word, object)));
}

export function isOneOf(word: string, object: IdentityGroup): boolean {
  return object.includes(word.toLowerCase());
}
