import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { deniedCode, meaningOfCode, meanings } from "../../providers/access/ews-codes";

const page = readFileSync(path.join(__dirname, "..", "..", "docs", "on-premises.md"), "utf8");
const rows = [...page.matchAll(/^\| `(\w+)` +\| (open|refused|unclear) +\|/gm)].map(([, code, answer]) => ({
  code,
  answer,
}));

test("docs/on-premises.md has a row for each code that is known, and no other", () => {
  expect(rows.map(({ code }) => code).sort()).toEqual(Object.keys(meanings).sort());
});

test("docs/on-premises.md counts one code as open and one as refused, as the product does", () => {
  expect(rows.filter(({ answer }) => answer === "open")).toEqual([{ code: "NoError", answer: "open" }]);
  expect(rows.filter(({ answer }) => answer === "refused")).toEqual([
    { code: deniedCode, answer: "refused" },
  ]);
});

test("a code that is not known is told in Exchange's words", () => {
  expect(meaningOfCode("ErrorNew", "Something new.")).toBe("Something new.");
  expect(meaningOfCode("ErrorNew", "")).toBe("not known to this command");
});
