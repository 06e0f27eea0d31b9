import { describe, expect, test } from "vitest";

import { matches, parseFilter } from "../../../emulator/opath";
import { read, refusal, stored, without } from "./reading";

const recipient = { City: "a", Office: "b", Title: "c" };

/** A condition that is true or false for the recipient above. */
const yes = "City -eq 'a'";
const no = "City -eq 'x'";

const holds = (text: string, options = {}) => matches(read(text, options), recipient);

describe("precedence", () => {
  test("-and binds tighter than -or on its right", () => {
    expect(holds(`${yes} -or ${yes} -and ${no}`)).toBe(true);
  });

  test("-and binds tighter than -or on its left", () => {
    expect(holds(`${no} -and ${no} -or ${yes}`)).toBe(true);
  });

  test("parentheses change what binds", () => {
    expect(holds(`${no} -and ${yes} -or ${yes}`)).toBe(true);
    expect(holds(`${no} -and (${yes} -or ${yes})`)).toBe(false);
  });

  test("-not binds tighter than -and and -or", () => {
    expect(holds(`-not ${no} -and ${no}`)).toBe(false);
    expect(holds(`-not ${yes} -or ${yes}`)).toBe(true);
    expect(holds(`-not(${yes} -or ${yes})`)).toBe(false);
  });

  test("-not applies to the parentheses that follow it, and can be repeated", () => {
    expect(holds(`-not -not ${yes}`)).toBe(true);
    expect(holds(`-not (-not (${no}))`)).toBe(false);
  });

  test("the alternative reads -and and -or from left to right, as PowerShell", () => {
    const alike = without("filter-and-binds-tighter");
    expect(holds(`${yes} -or ${yes} -and ${no}`, alike)).toBe(false);
  });

  test("chains associate to the left", () => {
    expect(stored("City -eq 1 -and City -eq 2 -and City -eq 3")).toBe(
      "((((City -eq '1') -and (City -eq '2'))) -and (City -eq '3'))",
    );
  });
});

describe("values", () => {
  test.each([
    ["City -eq 'O''Brien'", "O'Brien"],
    ['City -eq "O\'Brien"', "O'Brien"],
    ['City -eq "O`\'Brien"', "O'Brien"],
    ['City -eq "a`"b"', 'a"b'],
    ["City -eq 'a`b'", "a`b"],
    ['City -eq "a`b"', "a`b"],
    ["City -eq 'say \"x\"'", 'say "x"'],
    ["City -eq ''", ""],
    ["City -eq user1", "user1"],
    ["City -eq room-1@contoso.com", "room-1@contoso.com"],
    ["(City -eq user1)", "user1"],
    ["City -eq -5", "-5"],
    ["City -eq '(a) -and (b'", "(a) -and (b"],
    ["City -eq ${true}", "True"],
    ["City -eq $FALSE", "False"],
    ["City -eq '$true'", "$true"],
    ["City -eq 'ö 会議室 🏢'", "ö 会議室 🏢"],
  ])("%s is read as %s", (text, city) => {
    expect(matches(read(text), { City: city, Name: "unlike" })).toBe(city !== "");
    expect(parseFilter(text).expression).toMatchObject({ kind: "leaf", leaf: { value: city } });
  });

  test("$null is no text", () => {
    expect(parseFilter("City -eq $null").expression).toMatchObject({ leaf: { value: null } });
    expect(parseFilter("City -eq '$null'").expression).toMatchObject({ leaf: { value: "$null" } });
  });
});

describe("spacing and casing", () => {
  test.each([
    "  City   -eq\t'a'\r\n-AND  Office -Eq 'b' ",
    "(City-eq'a')-and(Office-eq'b')",
    "city -EQ 'A' -and OFFICE -eq 'B'",
  ])("%j means the same", (text) => {
    expect(holds(text)).toBe(true);
  });
});

describe("refusals", () => {
  test.each([
    ["", 0],
    ["   ", 3],
    ["City", 4],
    ["City -eq", 8],
    ["City -eq -and Office -eq 'b'", 9],
    ["-eq 'a'", 0],
    ["City 'a'", 5],
    ["City eq 'a'", 5],
    ["City -eq 'a", 9],
    ["City -eq \"a'", 9],
    ["City -eq 'a' 'b'", 13],
    ['City -eq "a""b"', 12],
    ["City -eq \"a\"'b'", 12],
    ["City -eq 'a' Office -eq 'b'", 13],
    ["RecipientTypeDetails -eq 'RoomMailbox' -or 'EquipmentMailbox'", 43],
    ["City -eq 'a' -and", 17],
    ["-and City -eq 'a'", 0],
    ["-not", 4],
    ["(City -eq 'a'", 0],
    ["City -eq 'a')", 12],
    ["()", 1],
    ["!(City -eq 'a')", 0],
    ["City -eq $user", 9],
    ["City -eq $", 9],
    ["City -eq ${true", 9],
    ["{City -eq 'a'}", 0],
    ["City -eq 'a' -and not City -eq 'b'", 22],
  ])("%j is no filter, from character %i on", (text, position) => {
    expect(refusal(text)).toEqual({ kind: "ParsingInvalidFilter", position });
  });

  test.each(["match", "in", "contains", "notmatch", "ceq", "ieq", "xor", "bor", "startswith"])(
    "-%s is no operator of a filter",
    (operator) => {
      expect(refusal(`City -${operator} 'a'`)).toEqual({ kind: "ParsingInvalidFilterOperator", position: 5 });
    },
  );

  test("a comparison operator does not join conditions, nor -and values", () => {
    expect(refusal("City -eq 'a' -eq 'b'")?.kind).toBe("ParsingInvalidFilterOperator");
    expect(refusal("City -and 'a'")?.kind).toBe("ParsingInvalidFilterOperator");
  });

  test("the alternative ignores one pair of braces, and only around the whole", () => {
    const braces = without("filter-braces-refused");
    expect(holds(` { ${yes} } `, braces)).toBe(true);
    expect(refusal(`{{${yes}}}`, braces)?.kind).toBe("ParsingInvalidFilter");
    expect(refusal(`{${yes}} -and {${yes}}`, braces)?.kind).toBe("ParsingInvalidFilter");
    expect(refusal(`{${yes}`, braces)?.kind).toBe("ParsingInvalidFilter");
  });
});
