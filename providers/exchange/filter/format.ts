import {
  COMPARISON_OPERATORS,
  MAX_DEPTH,
  PROPERTY_NAME,
  type Comparison,
  type Filter,
  type Value,
} from "./filter";

/**
 * Writes a filter as one readable text that parses to an equal filter: single quotes, every operand of -and and
 * -or in parentheses, properties in the spelling that the filter has.
 * @throws TypeError for a tree that no text stands for: a chain without operands, a property that is not a name.
 */
export function format(filter: Filter): string {
  return write(filter, 0);
}

function write(filter: Filter, depth: number): string {
  if (depth > MAX_DEPTH)
    throw new TypeError(`A filter nests at most ${MAX_DEPTH} levels of and, or and not.`);
  switch (filter.kind) {
    case "comparison":
      return writeComparison(filter);
    case "not":
      return `-not (${write(filter.operand, depth + 1)})`;
    case "and":
    case "or": {
      const operands = filter.operands.map((operand) => write(operand, depth + 1));
      const [first] = operands;
      if (first === undefined) throw new TypeError(`A filter of kind "${filter.kind}" has no operands.`);
      return operands.length === 1
        ? first
        : operands.map((operand) => `(${operand})`).join(` -${filter.kind} `);
    }
  }
}

function writeComparison({ property, operator, value }: Comparison): string {
  PROPERTY_NAME.lastIndex = 0;
  if (PROPERTY_NAME.exec(property)?.[0] !== property)
    throw new TypeError(`${JSON.stringify(property)} is not the name of a property.`);
  if (!COMPARISON_OPERATORS.includes(operator))
    throw new TypeError(`${JSON.stringify(operator)} is not a comparison operator.`);
  return `${property} ${operator} ${writeValue(value)}`;
}

function writeValue(value: Value): string {
  switch (value.kind) {
    case "text":
      return `'${value.text.replaceAll("'", "''")}'`;
    case "number":
      return value.text;
    case "boolean":
      return value.value ? "$true" : "$false";
    case "null":
      return "$null";
    case "variable":
      return `\${${value.name}}`;
  }
}
