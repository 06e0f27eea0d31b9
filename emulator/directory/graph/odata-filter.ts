import { invalidFilter, tokenize } from "./odata-tokens";
import type { Token } from "./odata-tokens";

/** A parsed `$filter`. */
export interface ODataFilter {
  matches(entity: object): boolean;
  /** Property paths that it names. */
  properties: string[];
  /** `ne`, `not` and `endswith` are advanced queries on directory objects. */
  advanced: boolean;
}

type Value = string | number | boolean | null;
type Predicate = (entity: unknown) => boolean;

/** Understands eq, ne, in, and, or, not, startswith, endswith, contains, parentheses and `any`. */
export function parseODataFilter(text: string): ODataFilter {
  return new Parser(tokenize(text)).parse();
}

class Parser {
  private position = 0;
  private readonly properties: string[] = [];
  private advanced = false;

  constructor(private readonly tokens: Token[]) {}

  parse(): ODataFilter {
    const matches = this.or();
    if (this.next().kind !== "end") throw invalidFilter();
    return { matches, properties: this.properties, advanced: this.advanced };
  }

  private or(variable?: string): Predicate {
    let left = this.and(variable);
    while (this.accept("or")) {
      const [first, second] = [left, this.and(variable)];
      left = (entity) => first(entity) || second(entity);
    }
    return left;
  }

  private and(variable?: string): Predicate {
    let left = this.term(variable);
    while (this.accept("and")) {
      const [first, second] = [left, this.term(variable)];
      left = (entity) => first(entity) && second(entity);
    }
    return left;
  }

  private term(variable?: string): Predicate {
    if (this.accept("not")) {
      this.advanced = true;
      const inner = this.term(variable);
      return (entity) => !inner(entity);
    }
    if (this.accept("(")) {
      const inner = this.or(variable);
      this.expect(")");
      return inner;
    }
    const text = this.word();
    const compare = textFunctions[text.toLowerCase()];
    if (compare && this.accept("(")) return this.textFunction(compare, text, variable);
    if (this.accept("/any")) return this.any(text);
    return this.comparison(this.property(text, variable));
  }

  private textFunction(
    compare: (text: string, part: string) => boolean,
    name: string,
    variable?: string,
  ): Predicate {
    if (name.toLowerCase() !== "startswith") this.advanced = true;
    const read = this.property(this.word(), variable);
    this.expect(",");
    const part = String(this.value()).toLowerCase();
    this.expect(")");
    return (entity) => {
      const value = read(entity);
      return typeof value === "string" && compare(value.toLowerCase(), part);
    };
  }

  private any(property: string): Predicate {
    const read = this.property(property);
    this.expect("(");
    const variable = this.word();
    this.expect(":");
    const inner = this.or(variable);
    this.expect(")");
    return (entity) => {
      const list = read(entity);
      return Array.isArray(list) && list.some(inner);
    };
  }

  private comparison(read: (entity: unknown) => unknown): Predicate {
    const operator = this.word().toLowerCase();
    if (operator === "in") {
      this.expect("(");
      const values = [this.value()];
      while (this.accept(",")) values.push(this.value());
      this.expect(")");
      return (entity) => values.some((value) => isEqual(read(entity), value));
    }
    const value = this.value();
    if (operator === "eq") return (entity) => isEqual(read(entity), value);
    if (operator !== "ne") throw invalidFilter();
    this.advanced = true;
    return (entity) => !isEqual(read(entity), value);
  }

  /** Within `any` the variable stands for the list's element. */
  private property(text: string, variable?: string): (entity: unknown) => unknown {
    const path = text.split("/");
    if (path[0] === variable) path.shift();
    else this.properties.push(text);
    return (entity) => path.reduce(readProperty, entity);
  }

  private value(): Value {
    const token = this.next();
    if (token.kind === "string") return token.text;
    if (token.kind !== "word") throw invalidFilter();
    if (token.text === "null") return null;
    if (token.text === "true" || token.text === "false") return token.text === "true";
    if (/^-?\d+(\.\d+)?$/.test(token.text)) return Number(token.text);
    if (/^[0-9a-f-]{36}$/i.test(token.text)) return token.text;
    throw invalidFilter();
  }

  private word(): string {
    const token = this.next();
    if (token.kind !== "word") throw invalidFilter();
    return token.text;
  }

  private accept(text: string): boolean {
    const token = this.tokens[this.position];
    if (!token || token.kind === "string" || token.text.toLowerCase() !== text) return false;
    this.position += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw invalidFilter();
  }

  private next(): Token {
    const token = this.tokens[this.position];
    if (!token) throw invalidFilter();
    this.position += 1;
    return token;
  }
}

const textFunctions: Record<string, ((text: string, part: string) => boolean) | undefined> = {
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

function readProperty(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : (value as Record<string, unknown>)[key];
}

/** Directory strings are compared without regard to case; a missing property is null. */
function isEqual(value: unknown, wanted: Value): boolean {
  if (wanted === null) return value === null || value === undefined;
  if (typeof value === "string" && typeof wanted === "string")
    return value.toLowerCase() === wanted.toLowerCase();
  return value === wanted;
}
