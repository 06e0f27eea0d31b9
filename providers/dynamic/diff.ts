import { isDeepStrictEqual } from "node:util";
import { withoutProvider } from "./check";
import type { Lifecycle, Properties, ResourceContext } from "./lifecycle";
import { autoNameKey } from "./names";
import { containsUnknown } from "./unknowns";

export interface Difference {
  /** `undefined` lets the engine work the property diff out and show it; `true` would show none. */
  changes: false | undefined;
  replaces?: string[];
  deleteBeforeReplace?: boolean;
}

/** Compares what is (outputs, as last read) with what is wanted (checked inputs), by meaning and not by spelling. No I/O. */
export function diff<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  olds: Properties,
  news: Properties,
): Difference {
  const changed = Object.keys(lifecycle.schema.shape).filter(
    (property) =>
      !isCreationWord(lifecycle, property) &&
      !isSame(lifecycle, property, olds[property], news[property], olds),
  );
  if (changed.length === 0) return { changes: false };
  const replaces = changed.filter((property) => forcesReplacement(lifecycle, property, olds[property], news));
  if (replaces.length === 0) return { changes: undefined };
  // Two objects cannot bear one name; only with names of our own can the new one exist before the old one goes.
  const deleteBeforeReplace = news[autoNameKey] === undefined || lifecycle.excludes?.(olds, news) === true;
  return { changes: undefined, replaces, deleteBeforeReplace };
}

/** How an object comes under control says nothing about the object. */
export function isCreationWord<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  property: string,
): boolean {
  return (
    property === "adopt" ||
    (lifecycle.creationWords as readonly string[] | undefined)?.includes(property) === true
  );
}

export function isSame<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  property: string,
  before: unknown,
  after: unknown,
  outputs: Properties,
): boolean {
  if (isDeepStrictEqual(before, after)) return true;
  if (before === undefined || after === undefined || containsUnknown(after)) return false;
  return lifecycle.same[property as keyof Inputs]?.(before, after, withoutProvider(outputs)) ?? false;
}

function forcesReplacement<Inputs extends object, Context extends ResourceContext>(
  lifecycle: Lifecycle<Inputs, Context>,
  property: string,
  before: unknown,
  news: Properties,
): boolean {
  const after = news[property];
  // A value that is not known yet may turn out the same: it never announces a replacement.
  if (containsUnknown(after)) return false;
  const rule = lifecycle.replaceOn[property as keyof Inputs];
  return typeof rule === "function" ? rule(before, after, news) : rule === true;
}
