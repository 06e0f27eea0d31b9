import { readComparison, type PlacedComparison } from "./comparisons";
import type { Filter } from "./filter";
import { positionAt } from "./filter-error";
import { helpForSlip } from "./hints";
import { joinGroup, settle, type Connective, type Precedence, type Unsettled } from "./precedence";
import { Scanner } from "./scanner";

/** A filter's text as it was understood. */
export interface Reading {
  filter: Filter;
  /** All comparisons, in the order of the text. */
  comparisons: PlacedComparison[];
  /** The first connective that stands beside the other one with no parentheses to say what belongs together. */
  mixedAt: number | undefined;
}

/** What stands between one pair of parentheses, as far as it has been read. */
interface Group {
  openedAt: number;
  /** Offsets of the -not in front of the operand that comes next. */
  negations: number[];
  operands: Unsettled[];
  connectives: Connective[];
}

const NOT = /-not(?![A-Za-z0-9_])/iy;
const CONNECTIVE = /-(?:and|or)(?![A-Za-z0-9_])/iy;

/**
 * Reads a filter. In OPATH -and binds tighter than -or, unlike in PowerShell, where both bind alike.
 * @throws FilterError
 */
export function parse(text: string): Filter {
  return readFilter(text, "andFirst").filter;
}

/** Reads a filter with a given precedence of the connectives. Open parentheses are a list, not recursion. */
export function readFilter(text: string, precedence: Precedence): Reading {
  const scanner = new Scanner(text);
  const comparisons: PlacedComparison[] = [];
  const groups: Group[] = [];
  let mixedAt: number | undefined;
  let group = openGroup(scanner.offset);
  for (;;) {
    scanner.skipWhitespace();
    const at = scanner.offset;
    if (scanner.take(NOT) !== undefined) {
      group.negations.push(at);
      continue;
    }
    if (scanner.takeCharacter("(")) {
      groups.push(group);
      group = openGroup(at);
      continue;
    }
    const placed = readComparison(scanner, comparisons.at(-1)?.comparison);
    comparisons.push(placed);
    addOperand(group, placed.comparison);
    scanner.skipWhitespace();
    while (scanner.next === ")") {
      const parent = groups.pop();
      if (parent === undefined)
        throw scanner.fault("-and, -or or the end of the filter", "No parenthesis is open here.");
      scanner.offset += 1;
      addOperand(parent, joinGroup(group, precedence));
      group = parent;
      scanner.skipWhitespace();
    }
    if (scanner.atEnd) break;
    const connectiveAt = scanner.offset;
    const connective = readConnective(scanner, groups.length > 0);
    if (group.connectives.length > 0 && group.connectives[0] !== connective) mixedAt ??= connectiveAt;
    group.connectives.push(connective);
  }
  if (groups.length > 0) throw unclosed(scanner, group.openedAt, groups.length);
  const filter = settle(joinGroup(group, precedence), text);
  return { filter, comparisons, mixedAt };
}

function openGroup(openedAt: number): Group {
  return { openedAt, negations: [], operands: [], connectives: [] };
}

function addOperand(group: Group, operand: Unsettled): void {
  group.operands.push(
    group.negations.reduceRight<Unsettled>((negated, at) => ({ kind: "not", operand: negated, at }), operand),
  );
  group.negations = [];
}

function readConnective(scanner: Scanner, inParentheses: boolean): Connective {
  const word = scanner.take(CONNECTIVE);
  if (word !== undefined) return word.toLowerCase() === "-and" ? "and" : "or";
  const touching = scanner.offset > 0 && /['"]/.test(scanner.source.charAt(scanner.offset - 1));
  const help =
    touching && /[\w'"]/.test(scanner.next)
      ? "A ' inside single-quoted text is doubled: 'O''Brien'."
      : helpForSlip(scanner.rest);
  throw scanner.fault(inParentheses ? "-and, -or or )" : "-and, -or or the end of the filter", help);
}

function unclosed(scanner: Scanner, openedAt: number, count: number): Error {
  const { line, column } = positionAt(scanner.text, openedAt);
  const open = count === 1 ? "One parenthesis is" : `${count} parentheses are`;
  return scanner.fault("-and, -or or )", `${open} still open, the last from line ${line}, column ${column}.`);
}
