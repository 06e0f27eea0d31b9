import recipientEnums from "../opath/enums.json";
import enums from "./enums.json";

/** What a conversion answers with when the value is none of the type. */
export const refused = Symbol("refused");

export type Conversion = (value: unknown, lenient: Leniency) => unknown;

/** Answers of the service that are not known for sure. */
export interface Leniency {
  /** Whether the texts "true" and "false" are taken for a Boolean or a switch. */
  readonly booleanTexts: boolean;
}

/** How a single value of a type is made; every type that is not named is text to Exchange. */
export function conversionOf(type: string): Conversion {
  return conversions.get(type) ?? memberOf(type) ?? text;
}

const text: Conversion = (value) => {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  // As .NET prints them.
  if (typeof value === "boolean") return value ? "True" : "False";
  return refused;
};

const boolean: Conversion = (value, { booleanTexts }) => {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  const word = booleanTexts && typeof value === "string" ? value.trim().toLowerCase() : "";
  return word === "true" || (word === "false" ? false : refused);
};

const guid: Conversion = (value) => {
  const found =
    typeof value === "string" && /^\s*\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?\s*$/i.exec(value);
  return found ? (found[1] ?? "").toLowerCase() : refused;
};

const unlimited: Conversion = (value) => {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return refused;
  if (/^\s*unlimited\s*$/i.test(value)) return "Unlimited";
  if (/^\s*\d+\s*$/.test(value)) return Number(value);
  return /^\s*\d+(?:\.\d+)?\s*[KMGT]?B\b/i.test(value) ? value : refused;
};

const address: Conversion = (value) =>
  typeof value === "string" && /^[^\s@]+@[^\s@]+$/.test(value) ? value : refused;

const dateTime: Conversion = (value) => {
  const time = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? refused : new Date(time).toISOString();
};

/** PowerShell rounds a fraction to the nearest even integer without a word. */
function integer(least: number, most: number): Conversion {
  return (value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number !== "number" || Number.isNaN(number)) return refused;
    const down = Math.floor(number);
    const rounded = number - down === 0.5 ? down + (down % 2 === 0 ? 0 : 1) : Math.round(number);
    return rounded < least || rounded > most ? refused : rounded;
  };
}

const conversions: ReadonlyMap<string, Conversion> = new Map<string, Conversion>([
  ["Boolean", boolean],
  ["System.Boolean", boolean],
  ["SwitchParameter", boolean],
  ["Guid", guid],
  ["Unlimited", unlimited],
  ["ByteQuantifiedSize", unlimited],
  ["SmtpAddress", address],
  ["DateTime", dateTime],
  ["Int16", integer(-(2 ** 15), 2 ** 15 - 1)],
  ["Int32", integer(-(2 ** 31), 2 ** 31 - 1)],
  ["UInt32", integer(0, 2 ** 32 - 1)],
  ["Int64", integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)],
  ["SecureString", (value) => (typeof value === "string" ? value : refused)],
  ["PSCredential", (value) => (typeof value === "object" && !Array.isArray(value) ? value : refused)],
]);

function memberOf(type: string): Conversion | undefined {
  const members = membersOf(type);
  if (!members) return undefined;
  return (value) =>
    (typeof value === "string" &&
      members.find((name) => name.toLowerCase() === value.trim().toLowerCase())) ||
    refused;
}

function membersOf(type: string): readonly string[] | undefined {
  if (type === "RecipientTypeDetails") return Object.keys(recipientEnums.RecipientTypeDetails);
  return (enums as Readonly<Record<string, string>>)[type]?.split(" ");
}
