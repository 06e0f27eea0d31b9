import type { Properties } from "../../providers/dynamic/lifecycle";
import type { Description, Found } from "./kinds";
import { nameAll, type ProgramNames } from "./names";

/** An object as it is exported. */
export interface ExportedObject extends Found, ProgramNames, Description {
  /** Guids of the exported objects that it refers to. */
  refersTo: ReadonlySet<string>;
}

/** An object that no program can declare as it is. */
export interface LeftOut {
  object: Found;
  reasons: string[];
}

export interface Exported {
  organizationGuid: string;
  /** Each after what it refers to. */
  objects: ExportedObject[];
  leftOut: LeftOut[];
  /** Whether these are all objects of the tenant, so that what is not among them does not exist. */
  isComplete: boolean;
}

/** Turns what was found into what a program declares, with references where objects name one another. */
export function describeAll(
  found: readonly Found[],
  organizationGuid: string,
  isComplete: boolean,
): Exported {
  const order = [...new Set(found.map(({ kind }) => kind))];
  const sorted = [...found].sort(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) || compare(a.name, b.name) || compare(a.guid, b.guid),
  );
  const leftOut = sorted
    .map((object) => ({ object, reasons: object.describe(object.live, organizationGuid).faults }))
    .filter(({ reasons }) => reasons.length > 0);
  const declarable = sorted.filter((each) => !leftOut.some(({ object }) => object === each));

  const words = wordsFor(declarable);
  const names = nameAll(declarable.map((object) => ({ ...object, name: withNames(object, declarable) })));
  const objects = declarable.map((object): ExportedObject => {
    const spelling = spell(object.live, (word) => words.get(word.toLowerCase()) ?? word);
    const description = object.describe(spelling as Properties, organizationGuid);
    const { pulumiName, identifier } = names.get(object.guid) as ProgramNames;
    const refersTo = new Set<string>();
    spell(description.inputs, (word) => {
      if (names.has(word) && word !== object.guid) refersTo.add(word);
      return word;
    });
    return { ...object, ...description, pulumiName, identifier, refersTo };
  });
  return { organizationGuid, objects: inOrder(objects), leftOut, isComplete };
}

/**
 * What may stand for an object elsewhere. Whether it really does is judged by the kind that says it: a role that is called
 * like a scope is not the scope.
 */
function wordsFor(objects: readonly Found[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const { name, guid } of objects) words.set(name.toLowerCase(), guid);
  for (const { live, guid } of objects) {
    if (typeof live["objectId"] === "string") words.set(live["objectId"], guid);
  }
  for (const { guid } of objects) words.set(guid, guid);
  return words;
}

/** Exchange names a grant after its role and assignee: after the Guid of an application, cut off where there is no room. */
function withNames({ name }: Found, objects: readonly Found[]): string {
  const [tail, guid] = /-([0-9a-f]{8}-[0-9a-f-]+)$/i.exec(name) ?? [];
  if (tail === undefined || guid === undefined) return name;
  const named = objects.find(
    ({ live, guid: own }) => own.startsWith(guid) || String(live["objectId"]).startsWith(guid),
  );
  return named === undefined ? name : `${name.slice(0, -tail.length)} ${named.name}`;
}

/** The same value with each text in another spelling. */
function spell(value: unknown, spelling: (word: string) => string): unknown {
  if (typeof value === "string") return spelling(value);
  if (Array.isArray(value)) return value.map((inner) => spell(inner, spelling));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spell(inner, spelling)]));
}

function inOrder(objects: readonly ExportedObject[]): ExportedObject[] {
  const ordered = new Set<ExportedObject>();
  const visiting = new Set<ExportedObject>();
  const visit = (object: ExportedObject): void => {
    if (visiting.has(object)) return;
    visiting.add(object);
    for (const other of objects) if (object.refersTo.has(other.guid)) visit(other);
    ordered.add(object);
  };
  objects.forEach(visit);
  return [...ordered];
}

/** The same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
