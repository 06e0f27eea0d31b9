import { describe, expect, test } from "vitest";

import { matches, parseFilter, renderFilter } from "../../../emulator/opath";
import { read, refusal, without } from "./reading";

const condition = "City -eq 'a'";
const times = (count: number, text: string) => text.repeat(count);

describe("a filter of any size and depth is answered, without exhausting the call stack", () => {
  test.each([
    ["parentheses", times(100_000, "(") + condition + times(100_000, ")")],
    ["negations", times(100_000, "-not ") + condition],
    ["negated parentheses", times(100_000, "-not(") + condition + times(100_000, ")")],
    ["an -and chain", condition + times(20_000, ` -and ${condition}`)],
    [
      "an -or chain nested to the right",
      times(20_000, `${condition} -or (`) + condition + times(20_000, ")"),
    ],
    ["a long value", `City -eq '${times(500_000, "''")}'`],
    ["long white space", `City${times(1_000_000, " ")}-eq 'a'`],
  ])("%s", { timeout: 20_000 }, (_, text) => {
    const filter = read(text);
    const printed = renderFilter(filter);
    expect(printed).not.toBe("");
    expect(renderFilter(read(printed))).toBe(printed);
    expect(matches(filter, { City: "a" })).toBe(!text.includes("''"));
    const flat = without("filter-composites-nested", "filter-or-chains-left-nested");
    expect(matches(read(renderFilter(read(text, flat))), { City: "a" })).toBe(!text.includes("''"));
  });

  test.each([
    ["open parentheses", times(1_000_000, "(")],
    ["closed parentheses", condition + times(1_000_000, ")")],
    ["negations of nothing", times(200_000, "-not ")],
    ["quotes", `City -eq ${times(1_000_001, "'")}`],
    ["a value that never ends", `City -eq "${times(1_000_000, "`'")}`],
    ["braces", times(1_000_000, "{")],
  ])("or refused: %s", { timeout: 20_000 }, (_, text) => {
    expect(refusal(text)?.kind).toBe("ParsingInvalidFilter");
  });

  test.each([
    ["MaxSendSize", `1${times(500_000, " ")}x`],
    ["WhenCreated", times(1_000_000, "1/")],
    ["Guid", times(1_000_000, "{")],
    ["RecipientTypeDetails", times(1_000_000, " ")],
    ["HiddenFromAddressListsEnabled", times(1_000_000, " ")],
    ["MemberOfGroup", times(1_000_000, ",")],
  ])("and so is a long value of %s", { timeout: 20_000 }, (property, value) => {
    expect(refusal(`${property} -eq '${value}'`)?.kind).toBe("ParsingInvalidValue");
  });

  test("a pattern that ends in many wildcards is looked at once", () => {
    expect(refusal(`City -like 'a${times(1_000_000, "*")}'`)).toBeUndefined();
    expect(refusal(`City -like 'a${times(1_000_000, "*")}b'`)?.kind).toBe("ParsingInvalidValue");
  });

  test("a pattern of many wildcards is tried in one pass", () => {
    const pattern = `City -like '${times(20_000, "a*")}b'`;
    const filter = read(pattern, { mode: "onPremises" });
    expect(matches(filter, { City: times(50_000, "a") })).toBe(false);
    expect(parseFilter(pattern).text).toBe(pattern);
  });
});
