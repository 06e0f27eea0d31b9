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
  | { readonly kind: Connective; readonly operands: readonly Unsettled[]; readonly at: number }
  | { readonly kind: "not"; readonly operand: Unsettled; readonly at: number };

interface Pending {
  part: Unsettled;
  depth: number;
  /** The connective whose operands are being collected. */
  within: Connective | undefined;
  collect: (filter: Filter) => void;
}

/** What stands between one pair of parentheses. There is one connective less than operands. */
export interface Joinable {
  openedAt: number;
  operands: readonly Unsettled[];
  connectives: readonly Connective[];
}

/** Joins the operands between one pair of parentheses. */
export function joinGroup(group: Joinable, precedence: Precedence): Unsettled {
  const { operands, connectives, openedAt: at } = group;
  if (precedence === "leftToRight")
    return operands.reduce((left, right, index) => join(connectives[index - 1] ?? "and", [left, right], at));
  const tight: Connective = precedence === "andFirst" ? "and" : "or";
  const loose: Connective = tight === "and" ? "or" : "and";
  const outer: Unsettled[] = [];
  let inner: Unsettled[] = [];
  operands.forEach((operand, index) => {
    if (index > 0 && connectives[index - 1] === loose) {
      outer.push(join(tight, inner, at));
      inner = [];
    }
    inner.push(operand);
  });
  outer.push(join(tight, inner, at));
  return join(loose, outer, at);
}

function join(kind: Connective, operands: readonly Unsettled[], at: number): Unsettled {
  const [first] = operands;
  return first !== undefined && operands.length === 1 ? first : { kind, operands, at };
}

/**
 * Flattens chains of one connective into one node. It works from a list, since Exchange's rendering of a long
 * chain is as deep as the chain is long; only what is left nested counts towards MAX_DEPTH.
 */
export function settle(root: Unsettled, text: string): Filter {
  const settled = {} as { filter: Filter };
  const pending: Pending[] = [
    { part: root, depth: 0, within: undefined, collect: (filter) => (settled.filter = filter) },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { part, within, collect } = next;
    if (part.kind === "comparison") {
      collect(part);
      continue;
    }
    if (next.depth >= MAX_DEPTH) throw tooDeep(text, part.at);
    const depth = next.depth + 1;
    if (part.kind === "not") {
      // The operand is the next entry of the list, which fills it in.
      const negation = { kind: "not" } as { kind: "not"; operand: Filter };
      collect(negation);
      pending.push({
        part: part.operand,
        depth,
        within: undefined,
        collect: (filter) => (negation.operand = filter),
      });
    } else if (part.kind === within) {
      for (const operand of part.operands.slice().reverse()) pending.push({ ...next, part: operand });
    } else {
      const operands: Filter[] = [];
      collect({ kind: part.kind, operands });
      const inside = { depth, within: part.kind, collect: (filter: Filter) => void operands.push(filter) };
      for (const operand of part.operands.slice().reverse()) pending.push({ ...inside, part: operand });
    }
  }
  return settled.filter;
}

function tooDeep(text: string, offset: number): FilterError {
  return new FilterError(text, {
    offset,
    found: `more than ${MAX_DEPTH} levels of -and, -or and -not inside each other`,
    expected: `at most ${MAX_DEPTH}`,
    help: "Write the filter flatter; a list of alternatives needs only one level of -or.",
  });
}
