import { decodeEntities, placesOf, XmlError } from "./xml-text";
import type { Place } from "./xml-text";

export { XmlError } from "./xml-text";

/** An element with its prefix resolved: clients choose prefixes as they like. */
export interface XmlElement {
  /** Empty where there is none. */
  readonly namespace: string;
  readonly name: string;
  /** Those without a prefix, by name; declarations of namespaces left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly place: Place;
}

interface OpenElement {
  readonly tag: string;
  readonly element: XmlElement & { children: XmlElement[]; text: string };
  readonly namespaces: ReadonlyMap<string, string>;
}

const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?][^\s<>/]*)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const builtIn = new Map([
  ["", ""],
  ["xml", "http://www.w3.org/XML/1998/namespace"],
]);

/** Reads a document, or throws an XmlError that says where it breaks. A document type is refused, as WCF does. */
export function readXml(source: string): XmlElement {
  const document = source.replace(/^\uFEFF/, "");
  const placeOf = placesOf(document);
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  token.lastIndex = 0;
  for (let at = 0; at < document.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(document);
    if (!match) throw new XmlError("The document has text that is no markup.", placeOf(at));
    const [, cdata, closing, opening, attributes = "", selfClosing, characters] = match;
    const current = open.at(-1);
    if (opening !== undefined) {
      if (!current && root) throw new XmlError("There are multiple root elements.", placeOf(at));
      const started = start(opening, attributes, current?.namespaces ?? builtIn, placeOf(at));
      if (current) current.element.children.push(started.element);
      else root = started.element;
      if (selfClosing === "") open.push(started);
    } else if (closing !== undefined) {
      if (current?.tag !== closing) {
        const expected = current ? `'${current.tag}'` : "no element";
        throw new XmlError(`The end tag '${closing}' was found where ${expected} is open.`, placeOf(at));
      }
      open.pop();
    } else {
      const text = cdata ?? decodeEntities(characters ?? "", () => placeOf(at));
      if (current) current.element.text += text;
      else if (text.trim() !== "") {
        throw new XmlError("Data at the root level is invalid.", placeOf(at));
      }
    }
  }
  if (open.length > 0 || !root) {
    throw new XmlError("Unexpected end of the document.", placeOf(document.length));
  }
  return root;
}

export function child(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  return children(element, namespace, name)[0];
}

export function children(element: XmlElement, namespace: string, name: string): XmlElement[] {
  return element.children.filter((each) => each.namespace === namespace && each.name === name);
}

function start(tag: string, source: string, outer: ReadonlyMap<string, string>, place: Place): OpenElement {
  const namespaces = new Map(outer);
  const attributes = new Map<string, string>();
  const seen = new Set<string>();
  for (const [, name = "", double, single] of source.matchAll(attribute)) {
    if (seen.has(name)) throw new XmlError(`'${name}' is a duplicate attribute name.`, place);
    seen.add(name);
    const value = decodeEntities(double ?? single ?? "", () => place);
    if (name === "xmlns") namespaces.set("", value);
    else if (name.startsWith("xmlns:")) namespaces.set(name.slice("xmlns:".length), value);
    else if (!name.includes(":")) attributes.set(name, value);
  }
  const [local = "", prefix = ""] = tag.split(":").reverse();
  const namespace = namespaces.get(prefix);
  if (namespace === undefined) throw new XmlError(`'${prefix}' is an undeclared prefix.`, place);
  return {
    tag,
    element: { namespace, name: local, attributes, children: [], text: "", place },
    namespaces,
  };
}
