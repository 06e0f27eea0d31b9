import type { Comparison, Filter } from "./filter";

/** Properties that every recipient has, in lower case. */
const ALWAYS_SET = new Set([
  "alias",
  "displayname",
  "distinguishedname",
  "emailaddresses",
  "exchangeversion",
  "guid",
  "id",
  "legacyexchangedn",
  "name",
  "objectcategory",
  "objectclass",
  "recipienttype",
  "recipienttypedetails",
  "whenchanged",
  "whenchangedutc",
  "whencreated",
  "whencreatedutc",
]);

/**
 * Whether a filter plainly lets everybody through, such as `Alias -like '*'`. It cannot see all such filters, only those
 * that say nothing but "has a value" of a property that everybody has.
 */
export function matchesEveryone(filter: Filter): boolean {
  switch (filter.kind) {
    case "comparison":
      return asksForPresence(filter) && ALWAYS_SET.has(filter.property.toLowerCase());
    case "and":
      return filter.operands.every(matchesEveryone);
    case "or":
      return filter.operands.some(matchesEveryone);
    case "not":
      return filter.operand.kind === "not" && matchesEveryone(filter.operand.operand);
  }
}

function asksForPresence({ operator, value }: Comparison): boolean {
  if (operator === "-ne") return value.kind === "null";
  return operator === "-like" && value.kind === "text" && value.text === "*";
}
