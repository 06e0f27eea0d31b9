import { isBelowRoot } from "../exchange/recipient-root";
import { kindOf, referenceOf, type GrantScope } from "../exchange/role-assignments";

/** Whether a scope keeps anybody out. */
export function isBounded(scope: GrantScope): boolean {
  return kindOf(scope) !== "organizationWide";
}

/**
 * Whether a scope certainly reaches nobody whom the other does not reach. Two filters are not compared: of two management
 * scopes each counts as reaching somebody else.
 */
export function isWithin(inner: GrantScope, outer: GrantScope): boolean {
  if (!isBounded(outer)) return true;
  // What is the assignee's own is reached anyway.
  if ("relative" in inner && referenceOf(inner) === "self") return true;
  if (kindOf(inner) !== kindOf(outer)) return false;
  if ("organizationalUnit" in inner) return isBelowRoot(referenceOf(inner), referenceOf(outer));
  return referenceOf(inner) === referenceOf(outer);
}

/** What a scope reaches, in the words of a sentence. */
export function describeReach(scope: GrantScope): string {
  const text = String(Object.values(scope)[0]);
  return {
    organizationWide: "the whole organisation",
    managementScope: `the recipients of the scope ${text}`,
    exclusiveScope: `the recipients of the exclusive scope ${text}`,
    group: `the members of ${text}`,
    administrativeUnit: `the administrative unit ${text}`,
    organizationalUnit: `the organizational unit ${text}`,
    relative: `its own reach (${text})`,
  }[kindOf(scope)];
}

/** A scope in the shortest words that tell it from others, as they stand in states. */
export function nameReach(scope: GrantScope): string {
  const kind = kindOf(scope);
  return kind === "organizationWide" ? kind : `${kind} ${String(Object.values(scope)[0])}`;
}
