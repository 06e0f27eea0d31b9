import { OpathError } from "./errors";

export interface Token {
  readonly kind: "open" | "close" | "operator" | "property" | "text" | "variable" | "end";
  readonly text: string;
  readonly position: number;
}

export interface Scanner {
  /** The next token where a property, an operator, a parenthesis or the end may stand. */
  next(): Token;
  /** The next token where a value must stand. */
  value(): Token;
}

export function createScanner(text: string): Scanner {
  let at = 0;

  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };

  const skipSpace = () => void take(space);

  const quoted = (quote: "'" | '"'): Token => {
    const position = at;
    at += 1;
    let content = "";
    for (;;) {
      const run = take(quote === "'" ? untilSingleQuote : untilDoubleQuote);
      content += run;
      const here = text[at];
      const following = text[at + 1];
      if (here === undefined) throw invalid(position, "A string is not closed.");
      if (here === "`") {
        // Only the two quotes are escaped by a backtick; before anything else it stands for itself.
        const escapes = following === "'" || following === '"';
        content += escapes ? following : here;
        at += escapes ? 2 : 1;
      } else if (quote === "'" && following === "'") {
        content += "'";
        at += 2;
      } else {
        at += 1;
        return { kind: "text", text: content, position };
      }
    }
  };

  return {
    next: () => {
      skipSpace();
      const position = at;
      const here = text[at];
      if (here === undefined) return { kind: "end", text: "", position };
      if (here === "(" || here === ")") {
        at += 1;
        return { kind: here === "(" ? "open" : "close", text: here, position };
      }
      const operator = take(operatorWord);
      if (operator) return { kind: "operator", text: operator.slice(1).toLowerCase(), position };
      const property = take(identifier);
      if (property) return { kind: "property", text: property, position };
      throw invalid(position, `'${here}' cannot stand here.`);
    },
    value: () => {
      skipSpace();
      const position = at;
      const here = text[at];
      if (here === "'" || here === '"') return quoted(here);
      if (here === "$") {
        const name = take(variable);
        if (!name) throw invalid(position, "A variable has no name.");
        return { kind: "variable", text: name.replace(/[${}]/g, "").toLowerCase(), position };
      }
      const operator = text.startsWith("-", at) && /[a-z]/i.test(text[at + 1] ?? "");
      const word = operator ? "" : take(bareWord);
      if (!word) throw invalid(position, "A value is missing.");
      return { kind: "text", text: word, position };
    },
  };
}

const space = /\s*/y;
const operatorWord = /-[a-z]+/iy;
const identifier = /[a-z_][\w.]*/iy;
const variable = /\$(?:\w+|\{\w+\})/y;
const bareWord = /[^\s)]+/y;
const untilSingleQuote = /[^']*/y;
const untilDoubleQuote = /[^"`]*/y;

function invalid(position: number, message: string): OpathError {
  return new OpathError("ParsingInvalidFilter", position, message);
}
