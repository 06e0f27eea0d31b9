/** What a FilterError says, before it is put into words. */
export interface FilterFault {
  /** Where the fault is, counted from 0 in UTF-16 code units of the text as given. */
  offset: number;
  found: string;
  expected: string;
  /** What to do about it. */
  help?: string | undefined;
}

const LONGEST_QUOTED = 80;
const EXCERPT_BEFORE = 60;
const EXCERPT_AFTER = 40;

/** A filter that cannot be read, or that would not do what its author means. The message is for a person. */
export class FilterError extends Error {
  override readonly name = "FilterError";
  /** Counted from 0. */
  readonly offset: number;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  readonly found: string;
  readonly expected: string;
  readonly help: string | undefined;

  constructor(text: string, fault: FilterFault) {
    const { line, column } = positionAt(text, fault.offset);
    const help = fault.help === undefined ? "" : `\n${fault.help}`;
    super(
      `Filter, line ${line}, column ${column}: found ${fault.found}, expected ${fault.expected}.` +
        `\n${excerptAt(text, fault.offset)}${help}`,
    );
    this.offset = fault.offset;
    this.line = line;
    this.column = column;
    this.found = fault.found;
    this.expected = fault.expected;
    this.help = fault.help;
  }
}

/** Line and column, both counted from 1, of an offset. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < offset; next = text.indexOf("\n", next + 1)) {
    line += 1;
    lineStart = next + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/** Part of a text made fit for one line of a terminal: nothing in it moves the cursor or breaks UTF-8. */
export function printable(text: string): string {
  return text.replace(/[\t\r\n]/g, " ").replace(/[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}

/** A part of a filter as a message may quote it. */
export function shorten(text: string): string {
  return printable(text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text);
}

function excerptAt(text: string, offset: number): string {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const newline = text.indexOf("\n", offset);
  const lineEnd = newline === -1 ? text.length : newline;
  const start = Math.max(lineStart, offset - EXCERPT_BEFORE);
  const end = Math.min(lineEnd, offset + EXCERPT_AFTER);
  const before = `  ${start > lineStart ? "…" : ""}${printable(text.slice(start, offset))}`;
  const after = `${printable(text.slice(offset, end))}${end < lineEnd ? "…" : ""}`;
  return `${before}${after}\n${" ".repeat(before.length)}^`;
}
