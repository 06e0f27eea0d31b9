import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { sourceFiles } from "../../../tools/sources-digest";
import { cmdletsOf } from "../../../providers/exchange/powershell/cmdlets";

const script = readFileSync(
  path.join(__dirname, "../../../providers/exchange/powershell/bridge.ps1"),
  "utf8",
);
const root = path.join(__dirname, "../../..");
const code = script.replace(/^\s*#.*$/gm, "").replace(/'[^'\n]*'/g, "''");

test("the script is ASCII: Windows PowerShell reads a file without a byte order mark as ANSI", () => {
  // eslint-disable-next-line no-control-regex
  expect(script).toMatch(/^[\x09\x0a\x20-\x7e]*$/);
});

test("the script has nothing that only PowerShell 7 knows", () => {
  expect(code).not.toMatch(/\?\?|\?\.|&&|\|\||\s\?\s/);
  expect(code).not.toMatch(/-AsArray|-AsHashtable|-EnumsAsStrings|-DateKind|-NoEnumerate|-Parallel/i);
  expect(code).not.toMatch(/\[(ulong|uint|short|ushort)\]/i);
});

test("the script goes into the package: the build copies what it does not compile", () => {
  expect(sourceFiles(root)).toContain("providers/exchange/powershell/bridge.ps1");
});

test("the script never runs a text", () => {
  expect(code).not.toMatch(/Invoke-Expression|\biex\b|ExpandString|ScriptBlock\]::Create/i);
});

test("no secret goes through a cmdlet, whose input can end up in PowerShell's module log", () => {
  for (const line of code.split("\n").filter((each) => /Secrets|\$tokens/.test(each))) {
    expect(line).not.toMatch(/\|(?! ConvertFrom-Json)|ConvertTo-SecureString|Select-Object|ForEach-Object/);
  }
});

test("every name that is put in front of the script is one", () => {
  for (const name of Object.keys({ ...cmdletsOf("online"), ...cmdletsOf("onPremises") })) {
    expect(name).toMatch(/^[A-Z][a-z]+-[A-Za-z]+$/);
  }
});
