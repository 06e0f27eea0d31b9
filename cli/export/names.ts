import type { Found } from "./kinds";

/** What an object is called in the program. */
export interface ProgramNames {
  /** The resource's name in Pulumi. */
  pulumiName: string;
  /** The constant that holds it. */
  identifier: string;
}

const maximumLength = 64;

/** Gives names that are unique, and the same whenever the same objects are exported. */
export function nameAll(objects: readonly Found[]): Map<string, ProgramNames> {
  const pulumiNames = unique(
    objects,
    (each) => `${each.kind} ${pulumiNameOf(each)}`,
    (each) => `-${shortGuid(each)}`,
  );
  const identifiers = unique(objects, identifierOf, shortGuid);
  return new Map(
    objects.map(({ guid, kind }) => [
      guid,
      {
        pulumiName: (pulumiNames.get(guid) ?? "").slice(kind.length + 1),
        identifier: identifiers.get(guid) ?? "",
      },
    ]),
  );
}

/** Those that are called alike all get a part of their Guid, whichever comes first. */
function unique(
  objects: readonly Found[],
  nameOf: (object: Found) => string,
  suffixOf: (object: Found) => string,
): Map<string, string> {
  const counts = new Map<string, number>();
  for (const object of objects) counts.set(nameOf(object), (counts.get(nameOf(object)) ?? 0) + 1);
  return new Map(
    objects.map((object) => {
      const name = nameOf(object);
      return [object.guid, counts.get(name) === 1 ? name : name + suffixOf(object)];
    }),
  );
}

function pulumiNameOf({ name, kind }: Found): string {
  const words = wordsOf(name).join("-").toLowerCase().slice(0, maximumLength);
  return words === "" ? wordsOf(kind).join("-").toLowerCase() : words;
}

/** Ends with what it is: so it is no reserved word, and a scope and a group of one name have two. */
function identifierOf({ name, kind }: Found): string {
  const suffix = wordsOf(kind).at(-1) ?? kind;
  const words = wordsOf(name).map((word) => word.toLowerCase());
  if (words.at(-1) === suffix.toLowerCase()) words.pop();
  const [first = "", ...rest] = words;
  const camel = first + rest.map(capitalised).join("");
  const identifier = camel.slice(0, maximumLength) + (camel === "" ? suffix.toLowerCase() : suffix);
  return /^\p{ID_Start}/u.test(identifier) ? identifier : `_${identifier}`;
}

/** What may stand in an identifier; a name in camel case counts as several words. */
function wordsOf(name: string): string[] {
  return name
    .normalize("NFKC")
    .replace(/(?<=\p{Ll}|\p{Nd})(?=\p{Lu})/gu, " ")
    .split(/[^\p{ID_Continue}]+|_/u)
    .filter((word) => word !== "");
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function shortGuid({ guid }: Found): string {
  return guid.slice(0, 8);
}
