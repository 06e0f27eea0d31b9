import fc from "fast-check";

/** A filter as the tests think of it, written down without help from the code under test. */
export type Model =
  | { kind: "leaf"; property: string; operator: string; value: ModelValue }
  | { kind: "not"; of: Model }
  | { kind: "and" | "or"; of: Model[] };

export type Leaf = Extract<Model, { kind: "leaf" }>;

export type ModelValue = string | boolean | null;

const OPERATORS = ["-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-like", "-notlike"];
const TEXT_PROPERTIES = ["Alias", "Department", "Office", "Name", "CustomAttribute7", "Title"];

const text = fc.oneof(
  fc.constantFrom(
    "rooms",
    "O'Brien",
    "a, b",
    "North Building",
    "Straße",
    "x*",
    "",
    "'",
    '"',
    "(",
    "-and",
    "$x",
    "1",
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);

const textLeaf = fc.record({
  kind: fc.constant("leaf" as const),
  property: fc.constantFrom(...TEXT_PROPERTIES),
  operator: fc.constantFrom(...OPERATORS),
  value: text.filter((value) => value !== "*"),
});

const presenceLeaf = fc.record({
  kind: fc.constant("leaf" as const),
  property: fc.constantFrom(...TEXT_PROPERTIES),
  operator: fc.constantFrom("-eq", "-ne"),
  value: fc.constant(null),
});

const booleanLeaf = fc.record({
  kind: fc.constant("leaf" as const),
  property: fc.constantFrom("IsMailboxEnabled", "HiddenFromAddressListsEnabled"),
  operator: fc.constantFrom("-eq", "-ne"),
  value: fc.boolean(),
});

export const leaf: fc.Arbitrary<Leaf> = fc.oneof(textLeaf, presenceLeaf, booleanLeaf);

/** Trees over any leaves. */
export function treeOf(leaves: fc.Arbitrary<Model>, maxOperands = 4): fc.Arbitrary<Model> {
  return fc.letrec<{ tree: Model }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaves,
      fc.record({ kind: fc.constant("not" as const), of: tie("tree") }),
      fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        of: fc.array(tie("tree"), { minLength: 2, maxLength: maxOperands }),
      }),
    ),
  })).tree;
}

export const model = treeOf(leaf);

/** Every leaf has a property of its own, so that no edit of one can be undone by another. */
export const modelOfDistinctLeaves: fc.Arbitrary<Model> = model.map((tree) => {
  let next = 0;
  const rename = (node: Model): Model => {
    if (node.kind === "leaf") return { ...node, property: `Distinct${next++}` };
    return node.kind === "not" ? { ...node, of: rename(node.of) } : { ...node, of: node.of.map(rename) };
  };
  return rename(tree);
});

export function leavesOf(node: Model): Leaf[] {
  if (node.kind === "leaf") return [node];
  return node.kind === "not" ? leavesOf(node.of) : node.of.flatMap(leavesOf);
}

/** What a model says about recipients of which the leaves are known. */
export function holds(node: Model, leafHolds: (each: Leaf) => boolean): boolean {
  switch (node.kind) {
    case "leaf":
      return leafHolds(node);
    case "not":
      return !holds(node.of, leafHolds);
    case "and":
      return node.of.every((each) => holds(each, leafHolds));
    case "or":
      return node.of.some((each) => holds(each, leafHolds));
  }
}
