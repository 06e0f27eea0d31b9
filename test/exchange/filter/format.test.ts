import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equal, format, parse, type Filter } from "../../../providers/exchange/filter";
import { model } from "./model";
import { writeMinimal } from "./writers";

describe("format", () => {
  it.each([
    ['recipientTypeDetails  -EQ "RoomMailbox"', "recipientTypeDetails -eq 'RoomMailbox'"],
    ["{Alias -eq a -and -not City -like 'b*'}", "(Alias -eq 'a') -and (-not (City -like 'b*'))"],
    [
      "Alias -eq 'a' -or City -eq 'b' -and Office -ne $NULL",
      "(Alias -eq 'a') -or ((City -eq 'b') -and (Office -ne $null))",
    ],
    [
      "((((Alias -eq 'a') -and (City -eq 'b'))) -and (Office -eq 'c'))",
      "(Alias -eq 'a') -and (City -eq 'b') -and (Office -eq 'c')",
    ],
    ["-not(-not(Name -eq 'O''Brien'))", "-not (-not (Name -eq 'O''Brien'))"],
    [
      "ResourceCapacity -ge 10 -and IsMailboxEnabled -eq $True",
      "(ResourceCapacity -ge 10) -and (IsMailboxEnabled -eq $true)",
    ],
    ["Alias -eq $user", "Alias -eq ${user}"],
  ])("writes %s in one way", (text, written) => {
    expect(format(parse(text))).toBe(written);
    expect(format(parse(written))).toBe(written);
  });

  it("writes what reads as the same tree and an equal filter", () => {
    fc.assert(
      fc.property(model, (tree) => {
        const text = writeMinimal(tree);
        const filter = parse(text);
        expect(parse(format(filter))).toEqual(filter);
        expect(equal(format(filter), text)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("refuses trees that no text stands for", () => {
    const comparison = parse("Alias -eq 'a'") as Extract<Filter, { kind: "comparison" }>;
    expect(() => format({ kind: "and", operands: [] })).toThrow(TypeError);
    expect(() => format({ ...comparison, property: "Alias -eq 'x' -or Name" })).toThrow(
      /not the name of a property/,
    );
    expect(() => format({ ...comparison, operator: "-eq 'x' -or Name -eq" as "-eq" })).toThrow(
      /not a comparison operator/,
    );
    let deep: Filter = comparison;
    for (let level = 0; level < 50_000; level += 1) deep = { kind: "not", operand: deep };
    expect(() => format(deep)).toThrow(/at most 250 levels/);
  });

  it("writes a chain of one as its only member", () => {
    expect(format({ kind: "or", operands: [parse("Alias -eq 'a'")] })).toBe("Alias -eq 'a'");
  });
});
