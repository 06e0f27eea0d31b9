import { MAX_DEPTH, type Comparison, type Filter } from "./filter";
import { FilterError } from "./filter-error";

export type Connective = "and" | "or";

/**
 * Which connective binds tighter. Exchange reads `andFirst`; `leftToRight` is PowerShell's rule, `orFirst`
 * what people mean by `A -and B -or C` surprisingly often.
 */
export type Precedence = "andFirst" | "orFirst" | "leftToRight";

/** A part of a filter before chains are flattened: as deep as its parentheses. */
export type Unsettled =
  | Comparison
  | { readonly kind: Connective; readonly operands: readonly Unsettled[] }
  | { readonly kind: "not"; readonly operand: Unsettled; readonly at: number };

interface Pending {
  part: Unsettled;
  depth: number;
  /** The connective whose operands are being collected. */
  within: Connective | undefined;
  collect: (filter: Filter) => void;
}

/** Joins the operands between one pair of parentheses. There is one connective less than operands. */
export function joinGroup(
  operands: readonly Unsettled[],
  connectives: readonly Connective[],
  precedence: Precedence,
): Unsettled {
  if (precedence === "leftToRight") return joinLeftToRight(operands, connectives);
  const tight: Connective = precedence === "andFirst" ? "and" : "or";
  const loose: Connective = tight === "and" ? "or" : "and";
  const outer: Unsettled[] = [];
  let inner: Unsettled[] = [];
  operands.forEach((operand, index) => {
    if (index > 0 && connectives[index - 1] === loose) {
      outer.push(join(tight, inner));
      inner = [];
    }
    inner.push(operand);
  });
  outer.push(join(tight, inner));
  return join(loose, outer);
}

function joinLeftToRight(operands: readonly Unsettled[], connectives: readonly Connective[]): Unsettled {
  return operands.reduce((left, right, index) => join(connectives[index - 1] ?? "and", [left, right]));
}

function join(kind: Connective, operands: readonly Unsettled[]): Unsettled {
  const [first] = operands;
  return first !== undefined && operands.length === 1 ? first : { kind, operands };
}

/**
 * Flattens chains of one connective into one node. It works from a list, since Exchange's rendering of a long
 * chain is as deep as the chain is long; only what is left nested counts towards MAX_DEPTH.
 */
export function settle(root: Unsettled, text: string): Filter {
  let settled: Filter | undefined;
  const pending: Pending[] = [{ part: root, depth: 0, within: undefined, collect: (filter) => (settled = filter) }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { part, depth, within, collect } = next;
    if (depth > MAX_DEPTH) throw tooDeep(text);
    if (part.kind === "comparison") collect(part);
    else if (part.kind === "not") {
      const negation: { kind: "not"; operand: Filter } = { kind: "not", operand: UNFILLED };
      collect(negation);
      pending.push({ part: part.operand, depth: depth + 1, within: undefined, collect: (filter) => (negation.operand = filter) });
    } else {
      const chain = part.kind === within ? undefined : { kind: part.kind, operands: [] as Filter[] };
      if (chain !== undefined) collect(chain);
      const into = chain === undefined ? next : { depth: depth + 1, within: part.kind, collect: (filter: Filter) => void chain.operands.push(filter) };
      for (let index = part.operands.length - 1; index >= 0; index -= 1) {
        const operand = part.operands[index];
        if (operand !== undefined) pending.push({ part: operand, depth: into.depth, within: into.within, collect: into.collect });
      }
    }
  }
  return settled ?? UNFILLED;
}
