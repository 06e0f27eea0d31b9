import type { Value } from "./filter";
import { FilterError } from "./filter-error";
import { helpForSlip, TYPOGRAPHIC_QUOTE } from "./hints";
import type { Scanner } from "./scanner";

const EXPECTED = "a value, as in 'text', 500, $true, $false or $null";
const VARIABLE = /\$(?:([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)\})(?=[\s)]|$)/y;
const BRACED_GUID = /\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}(?=[\s)]|$)/iy;
const BARE_WORD = /[^\s)]+/y;
const QUOTE_IT = "Put the value into single quotes, and double every ' inside: 'O''Brien'.";

/** Reads the value of a comparison. */
export function readValue(scanner: Scanner): Value {
  if (scanner.next === "'") return { kind: "text", text: readSingleQuoted(scanner) };
  if (scanner.next === '"') return { kind: "text", text: readDoubleQuoted(scanner) };
  if (scanner.next === "$") return readSystemValue(scanner);
  const guid = scanner.take(BRACED_GUID);
  if (guid !== undefined) return { kind: "text", text: guid };
  return readBareWord(scanner);
}

function readSingleQuoted(scanner: Scanner): string {
  const { source, offset: start } = scanner;
  for (let close = source.indexOf("'", start + 1); close !== -1; close = source.indexOf("'", close + 2)) {
    if (source.charAt(close + 1) === "'") continue;
    scanner.offset = close + 1;
    return source.slice(start + 1, close).replaceAll("''", "'");
  }
  throw missingQuote(scanner, "'");
}

/**
 * Reads "text". A backtick escapes a quotation mark in it. What any other backtick means to Exchange is not
 * documented, so it is refused instead of guessed.
 */
function readDoubleQuoted(scanner: Scanner): string {
  const { source, offset: start } = scanner;
  const special = /["`]/g;
  special.lastIndex = start + 1;
  for (let found = special.exec(source); found !== null; found = special.exec(source)) {
    if (found[0] === '"') {
      scanner.offset = found.index + 1;
      return source.slice(start + 1, found.index).replace(/`(['"])/g, "$1");
    }
    if (!/['"]/.test(source.charAt(found.index + 1))) {
      scanner.offset = found.index;
      throw scanner.fault(
        "no backtick except before ' or \"",
        "Write the value in single quotes instead: nothing but ' is special there.",
      );
    }
    special.lastIndex = found.index + 2;
  }
  throw missingQuote(scanner, '"');
}

function readSystemValue(scanner: Scanner): Value {
  const matched = scanner.take(VARIABLE);
  if (matched === undefined)
    throw scanner.fault(
      EXPECTED,
      "PowerShell expands expressions before Exchange sees them; a filter holds the final text.",
    );
  const name = matched.replace(/[${}]/g, "");
  switch (name.toLowerCase()) {
    case "true":
      return { kind: "boolean", value: true };
    case "false":
      return { kind: "boolean", value: false };
    case "null":
      return { kind: "null" };
    default:
      return { kind: "variable", name };
  }
}

function readBareWord(scanner: Scanner): Value {
  const word = scanner.peek(BARE_WORD);
  if (word === undefined)
    throw scanner.fault(EXPECTED, scanner.atEnd ? undefined : helpForSlip(scanner.next));
  if (/^-?[0-9]+$/.test(word)) {
    scanner.offset += word.length;
    return { kind: "number", text: word };
  }
  if (/^-[A-Za-z]/.test(word)) throw scanner.fault(EXPECTED, "The value of the comparison is missing.");
  if (/^@/.test(word))
    throw scanner.fault(EXPECTED, "A filter has no lists. Write one comparison per value, joined by -or.");
  if (TYPOGRAPHIC_QUOTE.test(word.charAt(0)) || /^[=!<>&|,;{}]/.test(word))
    throw scanner.fault(EXPECTED, helpForSlip(word));
  const foreign = word.search(/['"(){}\p{Cc}\p{Cf}\u2018-\u201f`]/u);
  if (foreign !== -1) {
    scanner.offset += foreign;
    throw scanner.fault("a word without quotation marks, parentheses or braces", QUOTE_IT);
  }
  scanner.offset += word.length;
  return { kind: "text", text: word };
}

function missingQuote(scanner: Scanner, quote: string): FilterError {
  return new FilterError(scanner.text, {
    offset: scanner.offset,
    found: `an opening ${quote} that nothing closes`,
    expected: `a closing ${quote}`,
    help:
      quote === "'"
        ? "Add the missing '. A ' inside the text is doubled: 'O''Brien'."
        : 'Add the missing ", or use single quotes.',
  });
}
