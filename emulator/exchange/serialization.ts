import type { WireObject } from "../cmdlets/wire";
import type { Behaviours } from "../behaviours";

type Body = Readonly<Record<string, unknown>>;

/** An object as this tenant prints it. Clients have met Guids, Booleans and dates in more than one form. */
export function serialized(behaviours: Behaviours, object: WireObject): Body {
  const typeOf = (name: string) => object[`${name}@data.type`];
  const print = (name: string, value: WireObject[string]): unknown => {
    if (typeOf(name) === "System.Guid" && !behaviours.on("guids-as-text")) return { Guid: value };
    if (typeOf(name) === "System.DateTime" && !behaviours.on("dates-in-iso-form")) {
      return `/Date(${Date.parse(String(value))})/`;
    }
    if (typeof value === "boolean" && !behaviours.on("booleans-as-json")) return value ? "True" : "False";
    return value;
  };
  const isPrinted = ([name, value]: [string, WireObject[string]]) =>
    (value !== null || behaviours.on("nulls-sent")) &&
    (!name.includes("@") || behaviours.on("data-type-companions"));
  return Object.fromEntries(
    Object.entries(object)
      .filter(isPrinted)
      .map(([name, value]) => [name, print(name, value)]),
  );
}

/** `$select` keeps a property together with the companion that says its type. */
export function reduced(object: Body, selected: readonly string[]): Body {
  const wanted = new Set(selected.map((name) => name.toLowerCase()));
  const isWanted = (name: string) => wanted.has(name.toLowerCase().replace(/@data\.type$/, ""));
  return Object.fromEntries(Object.entries(object).filter(([name]) => isWanted(name)));
}
