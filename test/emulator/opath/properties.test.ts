import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  bindFilter,
  matches,
  OpathError,
  opathBehaviours,
  parseFilter,
  renderFilter,
} from "../../../emulator/opath";
import { read, stored } from "./reading";

type Leaf = { property: string; operator: string; value: string | null };
type Tree = Leaf | { not: Tree } | { join: "and" | "or"; left: Tree; right: Tree };
type Recipient = Readonly<Record<string, string | null>>;

const properties = ["City", "Office", "CustomAttribute1"];
const words = fc.constantFrom(
  "a",
  "B",
  "ab",
  "O'Brien",
  'say "x"',
  "(a) -and (b",
  "`'",
  "a*b",
  "$null",
  " ",
  "é",
);

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    property: fc.constantFrom(...properties),
    operator: fc.constantFrom("eq", "ne", "gt", "ge", "lt", "le"),
    value: words,
  }),
  fc.record({
    property: fc.constantFrom(...properties),
    operator: fc.constantFrom("like", "notlike"),
    value: fc.constantFrom("a", "a*", "*", "o'b*"),
  }),
  fc.record({
    property: fc.constantFrom(...properties),
    operator: fc.constantFrom("eq", "ne"),
    value: fc.constant(null),
  }),
);

const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({ not: tie("tree") }),
    fc.record({
      join: fc.constantFrom("and" as const, "or" as const),
      left: tie("tree"),
      right: tie("tree"),
    }),
  ),
})).tree;

const recipient: fc.Arbitrary<Recipient> = fc.record({
  City: fc.option(words),
  Office: fc.option(words),
  CustomAttribute1: fc.option(words),
});

/** Spends choices on everything in the spelling of a filter that does not count. */
function spell(node: Tree, choices: Iterator<number>, around = 0): string {
  const choose = (count: number) => (choices.next().value as number) % count;
  const cased = (text: string) => [text, text.toUpperCase(), text.toLowerCase()][choose(3)] ?? text;
  const gap = () => [" ", "  ", "\t", "\r\n"][choose(4)] ?? " ";
  const rank = "not" in node ? 3 : "join" in node ? (node.join === "and" ? 2 : 1) : 4;
  let text: string;
  if ("not" in node) text = `${cased("-not")}${gap()}${spell(node.not, choices, 3)}`;
  else if ("join" in node) {
    const right = spell(node.right, choices, rank + 1);
    text = `${spell(node.left, choices, rank)}${gap()}${cased(`-${node.join}`)}${gap()}${right}`;
  } else text = [cased(node.property), cased(`-${node.operator}`), quote(node.value, choose(3))].join(gap());
  return rank < around || choose(4) === 0 ? `(${text})` : text;
}

function quote(value: string | null, choice: number): string {
  if (value === null) return choice === 0 ? "${NULL}" : "$null";
  if (choice === 0 && /^[a-z][\w*]*$/i.test(value)) return value;
  if (choice === 1) return `"${value.replace(/["']/g, "`$&")}"`;
  return `'${value.replace(/'/g, "''")}'`;
}

/** The meaning of a tree, told a second time. */
function meaning(node: Tree, { ...actual }: Recipient): boolean {
  if ("not" in node) return !meaning(node.not, actual);
  if ("join" in node) {
    const both = [meaning(node.left, actual), meaning(node.right, actual)];
    return node.join === "and" ? both.every(Boolean) : both.some(Boolean);
  }
  const has = actual[node.property]?.toLowerCase();
  if (node.value === null) return (node.operator === "eq") === (has === undefined);
  const wanted = node.value.toLowerCase();
  const star = wanted.endsWith("*");
  const fits = has !== undefined && (star ? has.startsWith(wanted.slice(0, -1)) : has === wanted);
  switch (node.operator) {
    case "eq":
      return has === wanted;
    case "ne":
      return has !== wanted;
    case "like":
      return fits;
    case "notlike":
      return !fits;
    default:
      if (has === undefined) return false;
      if (node.operator === "gt") return has > wanted;
      if (node.operator === "ge") return has >= wanted;
      return node.operator === "lt" ? has < wanted : has <= wanted;
  }
}

const choices = fc.infiniteStream(fc.nat({ max: 11 }));

describe("for any filter", () => {
  test("evaluation gives what the conditions and the documented precedence say", () => {
    fc.assert(
      fc.property(tree, choices, recipient, (node, spelling, actual) => {
        expect(matches(read(spell(node, spelling)), actual)).toBe(meaning(node, actual));
      }),
      { numRuns: 1500 },
    );
  });

  test("what is stored does not depend on the spelling", () => {
    fc.assert(
      fc.property(tree, choices, choices, (node, one, other) => {
        expect(stored(spell(node, one))).toBe(stored(spell(node, other)));
      }),
      { numRuns: 500 },
    );
  });

  test("what is stored is stored again unchanged, under any answers", () => {
    const answers = fc.subarray(
      opathBehaviours.map(({ id }) => id).filter((id) => id !== "filter-ge-le-kept"),
    );
    fc.assert(
      fc.property(tree, choices, answers, (node, spelling, off) => {
        const options = { behaves: (id: string) => !off.includes(id) };
        const once = renderFilter(bindFilter(parseFilter(spell(node, spelling), options), options));
        expect(stored(once, options)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test("the stored text means the same, under any answers that print it otherwise", () => {
    const answers = fc.subarray(printing);
    fc.assert(
      fc.property(tree, choices, recipient, answers, (node, spelling, actual, off) => {
        const options = { behaves: (id: string) => !off.includes(id) };
        expect(matches(read(stored(spell(node, spelling), options)), actual)).toBe(meaning(node, actual));
      }),
      { numRuns: 1000 },
    );
  });
});

const printing = [
  "filter-rerendered",
  "filter-property-casing",
  "filter-enum-names",
  "filter-values-quoted",
  "filter-composites-nested",
  "filter-or-chains-left-nested",
  "filter-notlike-as-not",
  "filter-null-as-presence",
  "filter-ge-le-kept",
];

describe("any text", () => {
  const pieces = fc.constantFrom(
    ..."( ) ' \" ` $ { } * - ! , ; \\ \n \0 \u2019 -and -or -not -eq -like -foo City Guid True 5 $true $null a".split(
      " ",
    ),
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(" ")),
    fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join("")),
  );

  test("is a filter, or refused at a place within it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(stored(renderFilter(read(text)))).toBe(stored(text));
        } catch (error) {
          expect(error).toBeInstanceOf(OpathError);
          const { position } = error as OpathError;
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("is kept as a value, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const text = `City -eq '${value.replaceAll("'", "''")}'`;
        expect(stored(text)).toBe(text);
        if (value !== "") expect(matches(read(text), { City: value })).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
