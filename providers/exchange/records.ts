import { z } from "zod";
import { ServiceError } from "../connection/errors";
import type { ExchangeRecord } from "./transport";

// Exchange writes one value in several ways, depending on the serialisation level: these readers take them all.

const guid = z.union([z.guid(), z.object({ Guid: z.guid() }).transform((value) => value.Guid)]);
const entry = z.union([z.string(), guid]);
const boolean = z.union([
  z.boolean(),
  z.stringbool({ truthy: ["true"], falsy: ["false"] }),
  z.object({ IsPresent: z.boolean() }).transform((value) => value.IsPresent),
]);

export function guidOf(cmdlet: string, record: ExchangeRecord): string {
  const parsed = guid.safeParse(record["Guid"] ?? record["ExchangeObjectId"]);
  if (!parsed.success) throw malformed(cmdlet, "Guid");
  return parsed.data.toLowerCase();
}

/** A text that must be there. */
export function textOf(cmdlet: string, record: ExchangeRecord, property: string): string {
  const text = optionalText(record, property);
  if (text === undefined) throw malformed(cmdlet, property);
  return text;
}

/** A text, or `undefined` where Exchange says null, nothing or an empty text. */
export function optionalText(record: ExchangeRecord, property: string): string | undefined {
  const value = record[property];
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * A list of texts; a single text counts as a list of one, and null as none. Something else in it is an error: to leave it
 * out would make people vanish from a list of people.
 */
export function textsOf(cmdlet: string, record: ExchangeRecord, property: string): string[] {
  const value = record[property] ?? [];
  const parsed = z.array(entry).safeParse(Array.isArray(value) ? value : [value]);
  if (!parsed.success) throw malformed(cmdlet, property);
  return parsed.data.filter((each) => each !== "");
}

export function booleanOf(cmdlet: string, record: ExchangeRecord, property: string): boolean {
  const parsed = boolean.safeParse(record[property]);
  if (!parsed.success) throw malformed(cmdlet, property);
  return parsed.data;
}

function malformed(cmdlet: string, property: string): ServiceError {
  return new ServiceError({
    kind: "unexpected",
    operation: cmdlet,
    said: `an object came without a readable ${property}`,
  });
}
