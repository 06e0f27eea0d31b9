import { GraphError } from "./graph-error";

export interface Token {
  kind: "string" | "word" | "sign" | "end";
  text: string;
}

const tokenPattern =
  /\s*(?:'((?:[^']|'')*)'|([0-9A-Fa-f-]{36}\b|[A-Za-z_$][\w.$]*(?:\/(?!any\b|all\b)[A-Za-z_][\w.]*)*|\/any|-?\d+(?:\.\d+)?)|([(),:]))/y;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.trim();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < source.length) {
    const match = tokenPattern.exec(source);
    if (!match) throw invalidFilter();
    const [, string, word, sign] = match;
    if (string !== undefined) tokens.push({ kind: "string", text: string.replaceAll("''", "'") });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else tokens.push({ kind: "sign", text: sign ?? "" });
  }
  return [...tokens, { kind: "end", text: "" }];
}

export function invalidFilter(): GraphError {
  return new GraphError(400, "BadRequest", "Invalid filter clause");
}
