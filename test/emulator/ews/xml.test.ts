import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { child, readXml, XmlError } from "../../../emulator/ews/xml-reader";
import { element } from "../../../emulator/ews/xml-writer";

describe("the reader of requests", () => {
  it("resolves prefixes, whatever they are called and wherever they are declared", () => {
    const spellings = [
      '<a:x xmlns:a="urn:one"><b:y xmlns:b="urn:two" Id="1"/></a:x>',
      '<x xmlns="urn:one"><y xmlns="urn:two" Id="1"></y></x>',
      '<ns1:x xmlns:ns1="urn:one" xmlns:ns2="urn:two"><ns2:y Id=\'1\' /></ns1:x>',
      '<x xmlns="urn:one" xmlns:x="urn:two"><x:y\n  Id = "1"/></x>',
    ];
    for (const spelling of spellings) {
      const root = readXml(spelling);
      expect([root.namespace, root.name]).toEqual(["urn:one", "x"]);
      expect(child(root, "urn:two", "y")?.attributes.get("Id")).toBe("1");
    }
  });

  it("lets an inner declaration hide an outer one, and ends it with its element", () => {
    const root = readXml('<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"/><p:c/></p:a>');
    expect(root.children.map(({ namespace }) => namespace)).toEqual(["urn:2", "urn:1"]);
  });

  it("reads text with references, CDATA, comments, instructions and a byte order mark", () => {
    const root = readXml(
      '\uFEFF<?xml version="1.0"?><!-- < --><a>x &amp; &#x41;&#66;<!--y--><![CDATA[<&>]]></a>\n',
    );
    expect(root.text).toBe("x & AB<&>");
  });

  it.each([
    ["an open end", "<a><b></a>", 1, 7],
    ["a second root", "<a/>\n<b/>", 2, 1],
    ["text at the root", "x<a/>", 1, 1],
    ["an unknown entity", "<a>\n &nbsp;</a>", 1, 4],
    ["a bare ampersand", "<a>&</a>", 1, 4],
    ["an undeclared prefix", "<s:a/>", 1, 1],
    ["an attribute twice", '<a b="1" b="2"/>', 1, 1],
    ["a document type", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 1, 1],
    ["nothing", "", 1, 1],
    ["an end too early", "<a>", 1, 4],
    ["a lesser sign in an attribute", '<a b="<"/>', 1, 1],
  ])("refuses %s and says where", (_, text, line, position) => {
    try {
      readXml(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(XmlError);
      expect((error as XmlError).place).toEqual({ line, position });
    }
  });

  it("reads back every text that the writer writes", () => {
    const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\uFFFD"));
    fc.assert(
      fc.property(text, text, (content, attribute) => {
        const root = readXml(element("a", { b: attribute }, content).markup);
        expect([root.text, root.attributes.get("b")]).toEqual([content, attribute]);
      }),
    );
  });

  it("puts a sign in the place of what no document may hold", () => {
    expect(element("a", {}, "x\u0000y\uD800z").markup).toBe("<a>x\uFFFDy\uFFFDz</a>");
  });
});
