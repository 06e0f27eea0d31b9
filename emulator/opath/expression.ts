export type Expression<Leaf> =
  | { readonly kind: "leaf"; readonly leaf: Leaf }
  | { readonly kind: "not"; readonly operand: Expression<Leaf> }
  | { readonly kind: "and" | "or"; readonly left: Expression<Leaf>; readonly right: Expression<Leaf> };

export interface Visitor<Leaf, Result> {
  leaf(leaf: Leaf): Result;
  not(operand: Result): Result;
  and(left: Result, right: Result): Result;
  or(left: Result, right: Result): Result;
}

/** Visits operands before operators, without recursion: a filter may be nested deeper than the call stack. */
export function fold<Leaf, Result>(root: Expression<Leaf>, visitor: Visitor<Leaf, Result>): Result {
  const pending: { node: Expression<Leaf>; ready: boolean }[] = [{ node: root, ready: false }];
  const results: Result[] = [];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, ready } = next;
    if (node.kind === "leaf") results.push(visitor.leaf(node.leaf));
    else if (!ready) {
      pending.push({ node, ready: true });
      if (node.kind === "not") pending.push({ node: node.operand, ready: false });
      else pending.push({ node: node.right, ready: false }, { node: node.left, ready: false });
    } else if (node.kind === "not") results.push(visitor.not(results.pop() as Result));
    else {
      const right = results.pop() as Result;
      results.push(visitor[node.kind](results.pop() as Result, right));
    }
  }
  return results[0] as Result;
}

/** The same filter with other leaves. */
export function mapLeaves<From, To>(root: Expression<From>, change: (leaf: From) => To): Expression<To> {
  return fold<From, Expression<To>>(root, {
    leaf: (leaf) => ({ kind: "leaf", leaf: change(leaf) }),
    not: (operand) => ({ kind: "not", operand }),
    and: (left, right) => ({ kind: "and", left, right }),
    or: (left, right) => ({ kind: "or", left, right }),
  });
}
