import { conversionOf, refused } from "./conversions";
import type { Leniency } from "./conversions";
import { BindingError } from "./errors";

/** A change of a multi-valued property that leaves its other values alone. */
export interface MultiValuedChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export interface ValueRules extends Leniency {
  /** Whether a hashtable must say that it is one. */
  readonly taggedHashtables: boolean;
}

/** Makes a JSON value one of the parameter's type. Null stays null where the type has one. */
export function convertValue(parameter: string, type: string, value: unknown, rules: ValueRules): unknown {
  const refuse = () => {
    throw new BindingError(
      "conversion",
      `Cannot process argument transformation on parameter '${parameter}'. Cannot convert value to type "${type}".`,
      parameter,
    );
  };
  if (value === null) return nullable(type) ? null : type === "SwitchParameter" ? false : refuse();
  if (multiValued.has(type)) return isHashtable(value) ? (change(value, rules) ?? refuse()) : list("String");
  return type.endsWith("[]") ? list(type.slice(0, -2)) : single(type, value);

  function list(elements: string): unknown[] {
    return (Array.isArray(value) ? value : [value]).map((element) => single(elements, element));
  }

  function single(elementType: string, element: unknown): unknown {
    const converted = conversionOf(elementType)(element, rules);
    return converted === refused ? refuse() : converted;
  }
}

export function isMultiValuedChange(value: unknown): value is MultiValuedChange {
  return typeof value === "object" && value !== null && "add" in value && "remove" in value;
}

const multiValued: ReadonlySet<string> = new Set(["MultiValuedProperty", "ProxyAddressCollection"]);

const withoutNull: ReadonlySet<string> = new Set([
  "Boolean",
  "System.Boolean",
  "SwitchParameter",
  "Guid",
  "Int16",
  "Int32",
  "Int64",
  "UInt32",
  "Unlimited",
]);

function nullable(type: string): boolean {
  return !withoutNull.has(type);
}

function isHashtable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const tag = "@odata.type";

/** An empty hashtable clears the property. */
function change(
  hashtable: Readonly<Record<string, unknown>>,
  { taggedHashtables }: ValueRules,
): MultiValuedChange | [] | undefined {
  if (taggedHashtables && hashtable[tag] !== "#Exchange.GenericHashTable") return undefined;
  const entries = Object.entries(hashtable).filter(([key]) => !key.startsWith("@"));
  if (entries.length === 0) return [];
  const changes: Record<"add" | "remove", string[]> = { add: [], remove: [] };
  for (const [key, value] of entries) {
    const verb = key.toLowerCase();
    if (verb !== "add" && verb !== "remove") return undefined;
    changes[verb] = (Array.isArray(value) ? value : [value]).map(String);
  }
  return changes;
}
