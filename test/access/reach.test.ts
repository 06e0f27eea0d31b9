import { expect, test } from "vitest";
import { describeReach, isBounded, isWithin, nameReach } from "../../providers/access/reach";
import type { GrantScope } from "../../providers/exchange/role-assignments";

const everywhere: GrantScope = { organizationWide: true };

test.each<[string, GrantScope, GrantScope, boolean]>([
  [
    "the same management scope in other capitals",
    { managementScope: "Rooms" },
    { managementScope: "rooms" },
    true,
  ],
  ["another management scope", { managementScope: "Rooms" }, { managementScope: "Equipment" }, false],
  ["anything within everything", { managementScope: "Rooms" }, everywhere, true],
  ["everything within something", everywhere, { managementScope: "Rooms" }, false],
  ["everything within everything", everywhere, everywhere, true],
  ["a scope of the same name and of another kind", { group: "Rooms" }, { managementScope: "Rooms" }, false],
  [
    "an exclusive scope within an ordinary one",
    { exclusiveScope: "Rooms" },
    { managementScope: "Rooms" },
    false,
  ],
  [
    "a unit below",
    { organizationalUnit: "contoso.com/Rooms/Oslo" },
    { organizationalUnit: "OU=Rooms,DC=contoso,DC=com" },
    true,
  ],
  [
    "a unit in the domain",
    { organizationalUnit: "contoso.com/Rooms" },
    { organizationalUnit: "contoso.com" },
    true,
  ],
  ["a unit above", { organizationalUnit: "contoso.com" }, { organizationalUnit: "contoso.com/Rooms" }, false],
  [
    "a unit beside whose name begins alike",
    { organizationalUnit: "contoso.com/Rooms2" },
    { organizationalUnit: "contoso.com/Rooms" },
    false,
  ],
  [
    "a unit of the same name elsewhere",
    { organizationalUnit: "contoso.com/Oslo/Rooms" },
    { organizationalUnit: "Rooms" },
    false,
  ],
  ["what is the assignee's own", { relative: "Self" }, { managementScope: "Rooms" }, true],
  ["other relative reach", { relative: "MyGAL" }, { managementScope: "Rooms" }, false],
])("%s", (_, inner, outer, expected) => {
  expect(isWithin(inner, outer)).toBe(expected);
});

test("every kind of reach has its words, and only one kind leaves nobody out", () => {
  const kinds: GrantScope[] = [
    { managementScope: "x" },
    { exclusiveScope: "x" },
    { group: "x" },
    { administrativeUnit: "x" },
    { organizationalUnit: "x" },
    { relative: "x" },
  ];
  for (const scope of kinds) {
    expect(isBounded(scope)).toBe(true);
    expect(describeReach(scope)).toContain("x");
    expect(nameReach(scope)).toBe(`${Object.keys(scope)[0] ?? ""} x`);
  }
  expect(new Set([...kinds, everywhere].map(describeReach)).size).toBe(7);
  expect([isBounded(everywhere), nameReach(everywhere)]).toEqual([false, "organizationWide"]);
});
