import { distinguishedNameKey, isDistinguishedName } from "./distinguished-name";
import type { Property, PropertyKind } from "./properties";
import {
  parseDateTime,
  parseSize,
  parseTimeSpan,
  renderDateTime,
  renderSize,
  renderTimeSpan,
} from "./quantities";

/** A value of a property's type: how it is printed, and what it is compared by. */
export interface Value {
  readonly text: string;
  readonly key: string | number;
}

/** Makes a text a value of the property's type; undefined if it is none. */
export function convert(property: Property, text: string): Value | undefined {
  if (text.length > longest && !isText.has(property.kind)) return undefined;
  return conversions[property.kind](text, property);
}

/** No value of a type that has a form of its own is longer, and none is worth looking into. */
const longest = 256;

const isText: ReadonlySet<PropertyKind> = new Set<PropertyKind>(["string", "plainString", "dn"]);

type Conversion = (text: string, property: Property) => Value | undefined;

const asText: Conversion = (text) => ({ text, key: text.toLowerCase() });

const conversions: Readonly<Record<PropertyKind, Conversion>> = {
  string: asText,
  plainString: asText,
  boolean: (text) => {
    const name = /^\s*(true|false)\s*$/i.exec(text)?.[1]?.toLowerCase();
    return name === undefined ? undefined : { text: name === "true" ? "True" : "False", key: name };
  },
  dn: (text) => (isDistinguishedName(text) ? { text, key: distinguishedNameKey(text) } : undefined),
  guid: (text) => {
    const found = /^\s*\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?\s*$/i
      .exec(text)?.[1]
      ?.toLowerCase();
    return found === undefined ? undefined : { text: found, key: found };
  },
  integer: integer,
  unlimitedInteger: (text) => unlimited(text) ?? integer(text),
  // Only whether there is a value can be asked.
  presence: () => undefined,
  dateTime: (text) => quantity(parseDateTime(text), renderDateTime),
  size: (text) => unlimited(text) ?? quantity(parseSize(text), renderSize),
  timeSpan: (text) => quantity(parseTimeSpan(text), renderTimeSpan),
  enum: (text, { members }) => {
    const wanted = text.trim().toLowerCase();
    for (const [name, number] of members) {
      if (name.toLowerCase() === wanted || String(number) === wanted)
        return { text: name, key: name.toLowerCase() };
    }
    return undefined;
  },
};

function integer(text: string): Value | undefined {
  if (!/^\s*[+-]?\d{1,15}\s*$/.test(text)) return undefined;
  return { text: String(Number(text)), key: Number(text) };
}

function unlimited(text: string): Value | undefined {
  return /^\s*unlimited\s*$/i.test(text) ? { text: "Unlimited", key: Infinity } : undefined;
}

function quantity(amount: number | undefined, render: (amount: number) => string): Value | undefined {
  return amount === undefined ? undefined : { text: render(amount), key: amount };
}
