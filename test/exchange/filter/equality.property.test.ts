import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equal, parse, type Filter } from "../../../providers/exchange/filter";
import { holds, leaf, leavesOf, model, modelOfDistinctLeaves, treeOf, type Leaf, type Model } from "./model";
import { respell, writeAsServer, writeLeaf, writeMinimal, type Decide } from "./writers";

const runs = { numRuns: 1500 };

const decisions: fc.Arbitrary<Decide> = fc.infiniteStream(fc.nat()).map((stream) => (bound) => {
  const next = stream.next();
  return next.done === true ? 0 : next.value % bound;
});

describe("a filter is equal to", () => {
  it("every other spelling of itself", () => {
    fc.assert(
      fc.property(model, decisions, decisions, (tree, decide, decideAgain) => {
        const one = respell(tree, decide);
        const other = respell(tree, decideAgain);
        expect(equal(one, other), `${one}\n${other}`).toBe(true);
        expect(equal(other, writeMinimal(tree)), `${other}\n${writeMinimal(tree)}`).toBe(true);
      }),
      runs,
    );
  });

  it.each(["nested", "flat"] as const)("what Exchange makes of it, with %s chains", (chains) => {
    fc.assert(
      fc.property(model, decisions, (tree, decide) => {
        const stored = writeAsServer(tree, chains);
        expect(equal(respell(tree, decide), stored), stored).toBe(true);
        expect(equal(writeMinimal(tree), stored), stored).toBe(true);
      }),
      runs,
    );
  });
});

describe("a filter differs from", () => {
  const differs = (before: Model, after: Model): void => {
    const texts = [writeMinimal(before), writeMinimal(after)] as const;
    expect(equal(...texts), texts.join("\n")).toBe(false);
  };

  it("itself negated", () => {
    fc.assert(
      fc.property(model, (tree) => differs(tree, { kind: "not", of: tree })),
      runs,
    );
  });

  it("itself with one term more", () => {
    const added: Leaf = { kind: "leaf", property: "Company", operator: "-eq", value: "added" };
    fc.assert(
      fc.property(model, fc.constantFrom("and" as const, "or" as const), (tree, kind) =>
        differs(tree, { kind, of: [tree, added] }),
      ),
      runs,
    );
  });

  it.each<[string, (each: Leaf) => Leaf]>([
    ["operator", (each) => ({ ...each, operator: each.operator === "-gt" ? "-lt" : "-gt" })],
    [
      "negated operator",
      (each) => ({ ...each, operator: each.operator === "-ne" ? "-eq" : "-ne", value: each.value ?? "" }),
    ],
    ["property", (each) => ({ ...each, property: `${each.property}x` })],
    ["value", (each) => ({ ...each, value: `${String(each.value)}x` })],
    ["value by a space at its end", (each) => ({ ...each, value: `${String(each.value ?? "")} ` })],
    ["value by a space at its start", (each) => ({ ...each, value: ` ${String(each.value ?? "")}` })],
    [
      "value to the absence of one",
      (each) => ({ ...each, operator: "-eq", value: each.value === null ? "null" : null }),
    ],
  ])("itself with another %s in one place", (_, change) => {
    fc.assert(
      fc.property(modelOfDistinctLeaves, fc.nat(), (tree, pick) => {
        const leaves = leavesOf(tree);
        const target = leaves[pick % leaves.length];
        const edit = (node: Model): Model => {
          if (node.kind === "leaf") return node === target ? change(node) : node;
          return node.kind === "not" ? { ...node, of: edit(node.of) } : { ...node, of: node.of.map(edit) };
        };
        differs(tree, edit(tree));
      }),
      runs,
    );
  });

  it("itself with -and and -or swapped in one place", () => {
    fc.assert(
      fc.property(modelOfDistinctLeaves, fc.nat(), (tree, pick) => {
        const chains: Model[] = [];
        const visit = (node: Model): void => {
          if (node.kind === "leaf") return;
          if (node.kind !== "not") chains.push(node);
          (node.kind === "not" ? [node.of] : node.of).forEach(visit);
        };
        visit(tree);
        fc.pre(chains.length > 0);
        const target = chains[pick % chains.length];
        const edit = (node: Model): Model => {
          if (node.kind === "leaf") return node;
          if (node.kind === "not") return { ...node, of: edit(node.of) };
          const kind = node !== target ? node.kind : node.kind === "and" ? "or" : "and";
          return { kind, of: node.of.map(edit) };
        };
        differs(tree, edit(tree));
      }),
      runs,
    );
  });
});

describe("the meaning of a filter", () => {
  it("is that of -not before -and before -or", () => {
    fc.assert(
      fc.property(model, fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }), (tree, truths) => {
        const keys = [...new Set(leavesOf(tree).map(writeLeaf))];
        const truthOf = (text: string): boolean => truths[keys.indexOf(text) % truths.length] ?? false;
        const expected = holds(tree, (each) => truthOf(writeLeaf(each)));
        expect(matches(parse(writeMinimal(tree)), truthOf), writeMinimal(tree)).toBe(expected);
      }),
      runs,
    );
  });

  it("is the same wherever two filters are equal", () => {
    const few: fc.Arbitrary<Leaf> = fc.constantFrom("Alias", "City", "Office").map((property) => ({
      kind: "leaf",
      property,
      operator: "-eq",
      value: "x",
    }));
    let met = 0;
    fc.assert(
      fc.property(treeOf(few, 3), treeOf(few, 3), (one, other) => {
        if (!equal(writeMinimal(one), writeMinimal(other))) return;
        met += 1;
        for (let truths = 0; truths < 8; truths += 1) {
          const truthOf = (each: Leaf): boolean =>
            (truths >> ["Alias", "City", "Office"].indexOf(each.property)) % 2 === 1;
          expect(holds(one, truthOf)).toBe(holds(other, truthOf));
        }
      }),
      { numRuns: 6000 },
    );
    expect(met).toBeGreaterThan(50);
  });

  it("differs between any two comparisons that Exchange does not store alike", () => {
    const stored = (each: Leaf): string =>
      asciiLower(writeAsServer(each, "nested").replaceAll(" -ne '", " not-eq '"));
    fc.assert(
      fc.property(leaf, leaf, (one, other) => {
        if (equal(writeLeaf(one), writeLeaf(other)))
          expect(stored(one).toLowerCase()).toBe(stored(other).toLowerCase());
      }),
      { numRuns: 6000 },
    );
  });
});

function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Evaluates what was parsed; every comparison is found again by its own text. */
function matches(filter: Filter, truthOf: (text: string) => boolean): boolean {
  switch (filter.kind) {
    case "comparison": {
      const { value } = filter;
      const written =
        value.kind === "null"
          ? null
          : value.kind === "boolean"
            ? value.value
            : value.kind === "text"
              ? value.text
              : "";
      return truthOf(
        writeLeaf({ kind: "leaf", property: filter.property, operator: filter.operator, value: written }),
      );
    }
    case "not":
      return !matches(filter.operand, truthOf);
    case "and":
      return filter.operands.every((each) => matches(each, truthOf));
    case "or":
      return filter.operands.some((each) => matches(each, truthOf));
  }
}
