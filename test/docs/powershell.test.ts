import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { cmdletsOf } from "../../providers/exchange/powershell/cmdlets";

const page = readFileSync(path.join(__dirname, "..", "..", "docs", "powershell.md"), "utf8");

/** That each of them is run stands in the contract itself, which fails when one is not asked for. */
test("the table of cmdlets and transports is the one of the cmdlets that the provider uses", () => {
  const [online, onPremises] = [cmdletsOf("online"), cmdletsOf("onPremises")];
  const names = [...new Set([...Object.keys(online), ...Object.keys(onPremises)])];
  const cells = (isThere: boolean, ...texts: string[]): string[] =>
    texts.map((text) => (isThere ? text : ""));
  const expected = names.map((name) => [
    `\`${name}\``,
    ...cells(name in online, "yes", "yes", "pwsh"),
    ...cells(name in onPremises, "yes", "pwsh"),
  ]);
  const [, section = ""] = page.split("### Cmdlet by cmdlet\n");
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  const found = rows.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(found.slice(2)).toEqual(expected);
});
