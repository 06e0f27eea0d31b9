import { FilterError, printable } from "./filter-error";

const WHITESPACE = /[ \t\r\n\f\v]*/y;
const FOUND_LIMIT = 40;

/**
 * A filter's text and how far it has been read. The text keeps its length up to the closing brace, so that
 * offsets are those of the text as given.
 */
export class Scanner {
  readonly source: string;
  offset: number;

  /** @param text The filter as given: a byte order mark and one pair of outer braces (PowerShell's quoting) are skipped. */
  constructor(readonly text: string) {
    const { start, end } = extentOf(text);
    this.source = text.slice(0, end);
    this.offset = start;
    this.skipWhitespace();
  }

  get atEnd(): boolean {
    return this.offset >= this.source.length;
  }

  /** The character that comes next, "" at the end. */
  get next(): string {
    return this.source.charAt(this.offset);
  }

  /** The beginning of what comes next: enough to recognise a slip. */
  get rest(): string {
    return this.source.slice(this.offset, this.offset + 16);
  }

  /** Reads what a sticky pattern matches here, if it does. */
  take(pattern: RegExp): string | undefined {
    const matched = this.peek(pattern);
    if (matched !== undefined) this.offset += matched.length;
    return matched;
  }

  peek(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    return pattern.exec(this.source)?.[0];
  }

  takeCharacter(character: string): boolean {
    if (this.next !== character) return false;
    this.offset += 1;
    return true;
  }

  skipWhitespace(): void {
    this.take(WHITESPACE);
  }

  /** The fault that something else stands here than what the grammar asks for. */
  fault(expected: string, help?: string): FilterError {
    return new FilterError(this.text, { offset: this.offset, found: this.describeNext(), expected, help });
  }

  private describeNext(): string {
    if (this.atEnd) return "the end of the filter";
    const character = String.fromCodePoint(this.source.codePointAt(this.offset) ?? 0);
    if (/[^\x21-\x7e]/.test(character)) return `"${printable(character)}" (${codePointName(character)})`;
    const word = this.peek(/['"]|[()]|[^\s()'"]+/y) ?? character;
    return `"${printable(word.length > FOUND_LIMIT ? `${word.slice(0, FOUND_LIMIT)}…` : word)}"`;
  }
}

/** Where the filter itself starts and ends in a text: without surrounding whitespace and one pair of braces. */
export function extentOf(text: string): { start: number; end: number } {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const first = text.slice(start).search(/[^ \t\r\n\f\v]/) + start;
  if (first < start) return { start: text.length, end: text.length };
  let end = text.length;
  while (" \t\r\n\f\v".includes(text.charAt(end - 1))) end -= 1;
  const braced = end - first >= 2 && text.charAt(first) === "{" && text.charAt(end - 1) === "}";
  return braced ? { start: first + 1, end: end - 1 } : { start: first, end };
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
