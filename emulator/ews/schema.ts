import { schemaViolation } from "./ews-error";
import { messages, types } from "./namespaces";
import { child } from "./xml-reader";
import type { XmlElement } from "./xml-reader";

/** The child that the schema demands. */
export function requiredChild(element: XmlElement, namespace: string, name: string): XmlElement {
  const found = child(element, namespace, name);
  if (found) return found;
  throw schemaViolation(
    `The element '${element.name}' in namespace '${element.namespace}' has incomplete content. ` +
      `List of possible elements expected: '${name}' in namespace '${namespace}'.`,
    element.place,
  );
}

export function requiredAttribute(element: XmlElement, name: string): string {
  const value = element.attributes.get(name);
  if (value !== undefined) return value;
  throw schemaViolation(`The required attribute '${name}' is missing.`, element.place);
}

/** One of the values that an enumeration of the schema has; they are case-sensitive. */
export function enumerated<T extends string>(element: XmlElement, value: string, values: readonly T[]): T {
  const found = values.find((each) => each === value);
  if (found !== undefined) return found;
  throw schemaViolation(
    `The '${element.name}' element is invalid - The value '${value}' is invalid - ` +
      "The Enumeration constraint failed.",
    element.place,
  );
}

export function integer(element: XmlElement, name: string): number | undefined {
  const text = element.attributes.get(name);
  if (text === undefined) return undefined;
  if (/^\s*[+-]?\d{1,10}\s*$/.test(text)) return Number(text);
  throw schemaViolation(
    `The '${name}' attribute is invalid - The string '${text}' is not a valid Int32 value.`,
    element.place,
  );
}

/** A moment; without an offset it is taken for UTC. */
export function dateTime(element: XmlElement, name: string): number {
  const text = requiredAttribute(element, name).trim();
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const time = form ? Date.parse(form[1] === undefined ? `${text}Z` : text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw schemaViolation(
    `The '${name}' attribute is invalid - The string '${text}' is not a valid DateTime value.`,
    element.place,
  );
}

/** A shape: how much of a folder or an item the caller wants to see. */
export interface Shape {
  readonly base: "IdOnly" | "Default" | "AllProperties";
  /** The paths of the additional properties: calendar:Start … */
  readonly additional: readonly string[];
}

const bases = ["IdOnly", "Default", "AllProperties"] as const;

export function shapeOf(operation: XmlElement, name: "FolderShape" | "ItemShape"): Shape {
  const shape = requiredChild(operation, messages, name);
  const base = requiredChild(shape, types, "BaseShape");
  const additional = child(shape, types, "AdditionalProperties")?.children ?? [];
  return {
    base: enumerated(base, base.text.trim(), bases),
    // Extended and indexed properties have no value in these mailboxes, and such are left out of an answer.
    additional: additional
      .filter((path) => path.name === "FieldURI")
      .map((path) => requiredAttribute(path, "FieldURI")),
  };
}
