import { encodeText } from "./xml-text";

/** Markup that is written as it is; only `element` makes it, so that text is always escaped. */
export interface Markup {
  readonly markup: string;
}

export type Content = Markup | string | number | boolean | undefined | readonly Content[];
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with what is in it; what is undefined is left out. */
export function element(tag: string, attributes: Attributes, ...content: readonly Content[]): Markup {
  const written = Object.entries(attributes).map(([name, value]) =>
    value === undefined ? "" : ` ${name}="${encodeText(String(value))}"`,
  );
  const inner = write(content);
  const start = `<${tag}${written.join("")}`;
  return { markup: inner === "" ? `${start}/>` : `${start}>${inner}</${tag}>` };
}

function write(content: Content): string {
  if (content === undefined) return "";
  if (Array.isArray(content)) return (content as readonly Content[]).map(write).join("");
  if (typeof content === "object") return (content as Markup).markup;
  return encodeText(String(content));
}
