export interface Place {
  /** From 1. */
  readonly line: number;
  readonly position: number;
}

/** A document that cannot be read. */
export class XmlError extends Error {
  constructor(
    reason: string,
    readonly place: Place,
  ) {
    super(`${reason} Line ${place.line}, position ${place.position}.`);
    this.name = "XmlError";
  }
}

/** Tells the place of an offset in the document; asked from front to back, it reads the document once. */
export function placesOf(document: string): (offset: number) => Place {
  let line = 1;
  let lineStart = 0;
  let next = document.indexOf("\n");
  return (offset) => {
    while (next !== -1 && next < offset) {
      line += 1;
      lineStart = next + 1;
      next = document.indexOf("\n", lineStart);
    }
    return { line, position: offset - lineStart + 1 };
  };
}

const named: Readonly<Record<string, string | undefined>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** Only XML's own entities and character references: no document type can have declared others. */
export function decodeEntities(text: string, place: () => Place): string {
  return text.replace(/&([^;&\s]*);?/g, (reference: string, name: string) => {
    const decoded = reference.endsWith(";") ? (named[name] ?? character(name)) : undefined;
    if (decoded === undefined) throw new XmlError("An error occurred while parsing EntityName.", place());
    return decoded;
  });
}

function character(name: string): string | undefined {
  const [, hexadecimal, decimal] = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(name) ?? [];
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

export function encodeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#xD;");
}
