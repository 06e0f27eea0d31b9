import { splitDistinguishedName } from "./distinguished-name";
import { MAX_DEPTH, type Comparison, type Filter, type Value } from "./filter";
import { findProperty, type PropertyKind } from "./properties";

/** What is left of a filter once everything that spelling can vary is gone. */
type Canonical =
  { kind: "leaf" } | { kind: "not"; operand: number } | { kind: "and" | "or"; operands: readonly number[] };

/**
 * Numbers filters so that equal ones, and only those, get the same number. Equality is syntactic: order, nesting and
 * repetition of operands, double negation, and the spellings that Exchange itself rewrites. Nothing is
 * distributed or negated inwards, so different filters never meet.
 */
export class CanonicalFilters {
  readonly #numbers = new Map<string, number>();
  readonly #forms: Canonical[] = [];

  numberOf(filter: Filter): number {
    return this.#number(filter, 0);
  }

  #number(filter: Filter, depth: number): number {
    if (depth > MAX_DEPTH)
      throw new TypeError(`A filter nests at most ${MAX_DEPTH} levels of and, or and not.`);
    switch (filter.kind) {
      case "comparison":
        return this.#comparison(filter);
      case "not":
        return this.#not(this.#number(filter.operand, depth + 1));
      case "and":
      case "or":
        return this.#chain(
          filter.kind,
          filter.operands.map((operand) => this.#number(operand, depth + 1)),
        );
    }
  }

  #not(operand: number): number {
    const form = this.#forms[operand];
    return form?.kind === "not" ? form.operand : this.#intern(`not ${operand}`, { kind: "not", operand });
  }

  #chain(kind: "and" | "or", members: readonly number[]): number {
    const flat = members.flatMap((member) => {
      const form = this.#forms[member];
      return form?.kind === kind ? form.operands : [member];
    });
    const operands = [...new Set(flat)].sort((one, other) => one - other);
    const [first] = operands;
    if (first !== undefined && operands.length === 1) return first;
    return this.#intern(`${kind} ${operands.join(" ")}`, { kind, operands });
  }

  #comparison({ property, operator, value }: Comparison): number {
    const halves = HALVES[operator];
    if (halves) {
      return this.#chain(
        "or",
        halves.map((half) => this.#comparison({ kind: "comparison", property, operator: half, value })),
      );
    }
    const name = property.toLowerCase();
    const positive = POSITIVE[operator];
    const leaf = isPresenceTest(operator, value)
      ? `${name} exists`
      : `${name} ${positive ?? operator} ${canonicalValue(name, operator, value)}`;
    const number = this.#intern(leaf, { kind: "leaf" });
    // -eq $null asks for absence, -ne $null for presence: the other way round than with any other value.
    const negated =
      value.kind === "null" && isPresenceTest(operator, value) ? operator === "-eq" : positive !== undefined;
    return negated ? this.#not(number) : number;
  }

  #intern(key: string, form: Canonical): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#forms.length);
    return this.#forms.push(form) - 1;
  }
}

/** Operators that Exchange may store as two: whether it prints them back as they are is not known. */
const HALVES: Readonly<Partial<Record<Comparison["operator"], readonly Comparison["operator"][]>>> = {
  "-ge": ["-gt", "-eq"],
  "-le": ["-lt", "-eq"],
};

/** Operators that Exchange stores as the negation of another. */
const POSITIVE: Readonly<Partial<Record<Comparison["operator"], Comparison["operator"]>>> = {
  "-ne": "-eq",
  "-notlike": "-like",
};

function isPresenceTest(operator: Comparison["operator"], value: Value): boolean {
  if (value.kind === "null") return operator === "-eq" || operator === "-ne";
  return value.kind === "text" && value.text === "*" && (operator === "-like" || operator === "-notlike");
}

function canonicalValue(property: string, operator: Comparison["operator"], value: Value): string {
  switch (value.kind) {
    case "null":
      return "$null";
    case "variable":
      return `$${value.name.toLowerCase()}`;
    // Exchange stores $true as 'True'.
    case "boolean":
      return `'${value.value}`;
    case "number":
      return `'${value.text}`;
    case "text":
      return `'${foldCase(withoutSpelling(value.text, operator, findProperty(property)?.kind))}`;
  }
}

/** Takes away what does not matter to the kind of property; in an ordinary text everything matters. */
function withoutSpelling(
  text: string,
  operator: Comparison["operator"],
  kind: PropertyKind | undefined,
): string {
  if (operator === "-like" || operator === "-notlike") return text;
  if (kind === "guid") return text.replace(/^\{([0-9a-f-]{36})\}$/i, "$1");
  if (kind === "distinguishedName") return splitDistinguishedName(text)?.join(",") ?? text;
  return text;
}

/**
 * Exchange compares without regard to case. Beyond ASCII only letters whose two cases map to each other are folded:
 * lower-casing as a whole would make the Kelvin sign a k and depend on a sigma's place in the word.
 */
function foldCase(text: string): string {
  return text.replace(/[A-Z]+|[^\0-\x7f]/gu, (part) => {
    const lower = part.toLowerCase();
    return lower.toUpperCase() === part ? lower : part;
  });
}
