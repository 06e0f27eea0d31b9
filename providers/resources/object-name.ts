import { z } from "zod";

/** A name for an Exchange object. Patterns are refused because Exchange would look up other objects by them. */
export const objectName = z
  .string({ error: "must be a text" })
  .min(1, "must not be empty; leave it out for a generated name")
  .max(64, "is longer than 64 characters, the most that Exchange takes")
  .refine((name) => !/[*?[\]]/.test(name), "contains *, ?, [ or ], which Exchange reads as a pattern")
  .refine((name) => !/[\p{Cc}\\]/u.test(name), "contains a control character or a backslash")
  .refine((name) => name === name.trim(), "begins or ends with a space");
