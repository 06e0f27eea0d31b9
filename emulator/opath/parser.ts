import { OpathError } from "./errors";
import type { Expression } from "./expression";
import type { Comparison, ComparisonOperator, Filter } from "./filter";
import { withDefaults } from "./options";
import type { OpathOptions } from "./options";
import { createScanner } from "./scanner";
import type { Scanner, Token } from "./scanner";

/** Reads the text of a filter. Throws an OpathError where Exchange would refuse it. */
export function parseFilter(text: string, options: OpathOptions = {}): Filter {
  const { behaves } = withDefaults(options);
  // Braces are PowerShell's way to quote, gone before a filter is sent; what still has them is refused.
  const braced = behaves("filter-braces-refused") ? null : /^\s*\{([^]*)\}\s*$/.exec(text);
  const scanner = createScanner(braced?.[1] ?? text);
  return { text, expression: parse(scanner, precedences(behaves("filter-and-binds-tighter"))) };
}

type Junction = "and" | "or";
type Waiting = Junction | "not" | "open";

/** PowerShell itself gives both the same precedence; the filter language does not. */
function precedences(andBindsTighter: boolean): Readonly<Record<Junction, number>> {
  return { and: andBindsTighter ? 2 : 1, or: 1 };
}

/** Operator precedence with an explicit stack, so that no depth of parentheses can exhaust the call stack. */
function parse(scanner: Scanner, precedence: Readonly<Record<Junction, number>>): Expression<Comparison> {
  const operands: Expression<Comparison>[] = [];
  const waiting: { kind: Waiting; position: number }[] = [];

  const top = () => waiting.at(-1)?.kind;
  const popOperand = () => operands.pop() as Expression<Comparison>;

  const reduceNots = () => {
    for (; top() === "not"; waiting.pop()) operands.push({ kind: "not", operand: popOperand() });
  };
  const reduceJunctions = (least: number) => {
    for (let kind = top(); kind === "and" || kind === "or"; kind = top()) {
      if (precedence[kind] < least) return;
      waiting.pop();
      const right = popOperand();
      operands.push({ kind, left: popOperand(), right });
    }
  };

  const readOperand = (token: Token): boolean => {
    if (token.kind === "open") waiting.push({ kind: "open", position: token.position });
    else if (token.kind === "operator" && token.text === "not") {
      waiting.push({ kind: "not", position: token.position });
    } else if (token.kind === "property") {
      operands.push({ kind: "leaf", leaf: comparison(scanner, token) });
      reduceNots();
      return false;
    } else throw invalid(token, "A condition is missing.");
    return true;
  };

  const readOperator = (token: Token): boolean => {
    if (token.kind === "close") {
      reduceJunctions(0);
      if (waiting.pop()?.kind !== "open")
        throw invalid(token, "A parenthesis is closed that was not opened.");
      reduceNots();
      return false;
    }
    if (token.kind !== "operator") throw invalid(token, "-and or -or is missing.");
    if (token.text !== "and" && token.text !== "or") throw invalidOperator(token);
    reduceJunctions(precedence[token.text]);
    waiting.push({ kind: token.text, position: token.position });
    return true;
  };

  let wantsOperand = true;
  for (let token = scanner.next(); ; token = scanner.next()) {
    if (token.kind === "end" && !wantsOperand) break;
    wantsOperand = wantsOperand ? readOperand(token) : readOperator(token);
  }
  reduceJunctions(0);
  const open = waiting.pop();
  if (open) throw invalid(open, "A parenthesis is not closed.");
  return popOperand();
}

const comparisonOperators: ReadonlySet<string> = new Set<ComparisonOperator>([
  "eq",
  "ne",
  "gt",
  "ge",
  "lt",
  "le",
  "like",
  "notlike",
]);

function comparison(scanner: Scanner, property: Token): Comparison {
  const operator = scanner.next();
  if (operator.kind !== "operator") throw invalid(operator, "A comparison operator is missing.");
  if (!isComparison(operator.text)) throw invalidOperator(operator);
  const value = scanner.value();
  return {
    property: property.text,
    operator: operator.text,
    value: value.kind === "variable" ? system(value) : value.text,
    position: property.position,
  };
}

/** There is no PowerShell session to look in for other variables. */
function system(variable: Token): string | null {
  if (variable.text === "null") return null;
  if (variable.text === "true") return "True";
  if (variable.text === "false") return "False";
  throw invalid(variable, `The variable $${variable.text} is not known.`);
}

function isComparison(operator: string): operator is ComparisonOperator {
  return comparisonOperators.has(operator);
}

function invalid(at: { position: number }, message: string): OpathError {
  return new OpathError("ParsingInvalidFilter", at.position, message);
}

function invalidOperator(operator: Token): OpathError {
  return new OpathError(
    "ParsingInvalidFilterOperator",
    operator.position,
    `-${operator.text} is not an operator of a filter.`,
  );
}
