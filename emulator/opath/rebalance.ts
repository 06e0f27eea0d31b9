import { fold } from "./expression";
import type { Expression } from "./expression";

/** The same filter with every chain of -or as a tree of the least depth. */
export function rebalance<Leaf>(root: Expression<Leaf>): Expression<Leaf> {
  return balanced(
    fold<Leaf, Expression<Leaf>>(root, {
      leaf: (leaf) => ({ kind: "leaf", leaf }),
      not: (operand) => ({ kind: "not", operand: balanced(operand) }),
      and: (left, right) => ({ kind: "and", left: balanced(left), right: balanced(right) }),
      or: (left, right) => ({ kind: "or", left, right }),
    }),
  );
}

/** Called where a chain ends, so that each is taken apart once. */
function balanced<Leaf>(top: Expression<Leaf>): Expression<Leaf> {
  if (top.kind !== "or") return top;
  const operands: Expression<Leaf>[] = [];
  const pending: Expression<Leaf>[] = [top];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === "or") pending.push(node.right, node.left);
    else operands.push(node);
  }
  const join = (from: number, to: number): Expression<Leaf> => {
    if (to - from === 1) return operands[from] as Expression<Leaf>;
    const middle = Math.ceil((from + to) / 2);
    return { kind: "or", left: join(from, middle), right: join(middle, to) };
  };
  return join(0, operands.length);
}
