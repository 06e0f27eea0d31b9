import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equal, FilterError, format, parse } from "../../../providers/exchange/filter";
import { examineFilter } from "../../../providers/exchange/filter/safety";

const MANY = 100_000;
const terms = (count: number, connective: string): string =>
  Array.from({ length: count }, (_, index) => `CustomAttribute1 -eq '${index}'`).join(` ${connective} `);

/** Ends with a filter or a FilterError, whatever is asked. */
function survives(text: string): FilterError | undefined {
  expect(equal(text, ` ${text}`)).toBe(true);
  examineFilter(text);
  try {
    format(parse(text));
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(FilterError);
    return error as FilterError;
  }
}

describe("whatever the text, the outcome is a filter or a FilterError", () => {
  it("for garbage", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => void survives(`${text}x`)),
      { numRuns: 3000 },
    );
  });

  it("for lone surrogates and control characters", () => {
    const units = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
      .map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(units, (text) => void survives(`Alias -eq '${text}`)),
      { numRuns: 2000 },
    );
  });

  it("for the pieces of filters in any order", () => {
    const pieces = [
      "(",
      ")",
      "{",
      "}",
      "-and",
      "-or",
      "-not",
      "-eq",
      "-like",
      "Alias",
      "'a'",
      '"',
      "'",
      "`",
      "$null",
      "$x",
      "*",
      "!",
      ",",
      "\\",
      "\u2019",
      " ",
      "\n",
      "\0",
      "\ud800",
      "1",
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 14 }),
        (parts) => void survives(`${parts.join(" ")} x`),
      ),
      { numRuns: 5000 },
    );
  });
});

describe("size costs time, never more", () => {
  it.each<[string, string]>([
    [`${MANY} nested parentheses`, `${"(".repeat(MANY)}City -eq 'a'${")".repeat(MANY)}`],
    [`${MANY} terms`, terms(MANY, "-and")],
    [
      `${MANY} nested pairs, as Exchange writes a chain`,
      `${"((".repeat(MANY)}City -eq 'a'${`) -or (City -eq 'b'))`.repeat(MANY)}`,
    ],
    [
      `${MANY} pairs nested to the right`,
      `${"(City -eq 'a') -and (".repeat(MANY)}City -eq 'b'${")".repeat(MANY)}`,
    ],
    ["a value of 1 MB", `Alias -ne '${"x''".repeat(350_000)}'`],
    ["a value of 1 MB of backtick escapes", `Alias -ne "${"`'".repeat(500_000)}"`],
    ["1 MB of spaces", `Alias -ne${" ".repeat(1_000_000)}'a'`],
    ["a property of 1 MB", `${"P".repeat(1_000_000)} -ne 'a'`],
    ["a distinguished name of 1 MB", `MemberOfGroup -ne '${"CN=a, ".repeat(170_000)}DC=x'`],
  ])("with %s", (_, text) => {
    expect(within(20_000, () => survives(text))).toBeUndefined();
  });

  it.each<[string, string]>([
    [`${MANY} open parentheses`, "(".repeat(MANY)],
    [`${MANY} closed parentheses`, ")".repeat(MANY)],
    [`${MANY} -not`, `${"-not ".repeat(MANY)}City -eq 'a'`],
    [
      `${MANY} alternations`,
      `${"(City -eq 'a' -and (City -eq 'b' -or ".repeat(MANY / 4)}City -eq 'c'${"))".repeat(MANY / 4)}`,
    ],
    ["1 MB of one letter", "x".repeat(1_000_000)],
    ["1 MB of quotation marks", "'".repeat(1_000_001)],
    ["1 MB of double quotation marks", `Alias -eq ${'"'.repeat(1_000_001)}`],
    ["1 MB of hyphens", "-".repeat(1_000_000)],
    ["1 MB of NUL", "\0".repeat(1_000_000)],
    ["1 MB of lone surrogates", `Alias -eq ${"\ud800(".repeat(500_000)}`],
    ["1 MB of lines", "\n".repeat(1_000_000)],
    ["an unclosed value of 1 MB", `Alias -eq '${"x".repeat(1_000_000)}`],
    [`${MANY} misspelt properties and a broken end`, `${"Aliass -eq 'a' -or ".repeat(MANY)}!`],
  ])("with %s, which is refused", (_, text) => {
    const error = within(20_000, () => survives(text));
    expect(error?.message.length).toBeLessThan(2000);
  });

  it("where it finds fault with every term, or doubts it", () => {
    const misspelt = Array.from({ length: MANY }, (_, index) => `CustomAttribut${index} -eq 'a'`).join(
      " -or ",
    );
    expect(within(20_000, () => examineFilter(misspelt)).refusals).toHaveLength(10);
    const unknown = Array.from({ length: MANY }, (_, index) => `SomethingElse${index} -eq 'a'`).join(" -or ");
    expect(within(20_000, () => examineFilter(unknown)).refusals).toEqual([]);
  });

  it("up to 250 levels of -and, -or and -not, and says so beyond", () => {
    const nested = (levels: number): string => `${"-not (".repeat(levels)}City -eq 'a'${")".repeat(levels)}`;
    expect(survives(nested(250))).toBeUndefined();
    expect(survives(nested(251))?.message).toMatch(/more than 250 levels .* expected at most 250/);
    expect(survives(nested(251))?.offset).toBe(250 * "-not (".length);
  });

  function within<T>(milliseconds: number, work: () => T): T {
    const start = performance.now();
    const result = work();
    expect(performance.now() - start).toBeLessThan(milliseconds);
    return result;
  }
});
