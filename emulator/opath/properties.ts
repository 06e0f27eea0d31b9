import enums from "./enums.json";
import table from "./properties.json";

export type PropertyKind = keyof typeof table.kinds;

/** A recipient property that a filter may name. */
export interface Property {
  /** In the spelling of the schema. */
  readonly name: string;
  readonly kind: PropertyKind;
  /** Whether -like may be used with a pattern. */
  readonly wildcards: boolean;
  readonly onPremises: boolean;
  readonly online: boolean;
  /** The members of an enum and their numbers, where those are published. */
  readonly members: ReadonlyMap<string, number | null>;
  /** A second property that a filter on this one looks at too. */
  readonly alsoSearches?: string;
}

/** Every property that is documented as filterable, by its name in lower case. */
export const filterableProperties: ReadonlyMap<string, Property> = new Map(
  Object.entries(table.kinds).flatMap(([kind, names]) =>
    words(names).map((name) => [name.toLowerCase(), property(name, kind as PropertyKind)] as const),
  ),
);

function property(name: string, kind: PropertyKind): Property {
  return {
    name,
    kind,
    wildcards: kind === "string" || kind === "guid" || words(table.wildcards).includes(name),
    onPremises: !words(table.onlineOnly).includes(name),
    online: !words(table.onPremisesOnly).includes(name),
    members: new Map(kind === "enum" ? Object.entries(members(name)) : []),
    // Documented: a filter on the primary address finds the other addresses as well.
    ...(name === "PrimarySmtpAddress" ? { alsoSearches: "EmailAddresses" } : {}),
  };
}

function members(name: string): Readonly<Record<string, number | null>> {
  const type = name === "PreviousRecipientTypeDetails" ? "RecipientTypeDetails" : name;
  return (enums as Readonly<Record<string, Readonly<Record<string, number | null>>>>)[type] ?? {};
}

function words(names: string): string[] {
  return names.split(" ");
}
