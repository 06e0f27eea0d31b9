import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { cloudEnvironment } from "../../providers/connection/environments";
import { configKeys } from "../../providers/connection/settings";

const root = path.join(__dirname, "..", "..");
const page = readFileSync(path.join(root, "docs", "configuration.md"), "utf8");

function section(title: string): string {
  const [, rest = ""] = page.split(`## ${title}\n`);
  return rest.split("\n## ")[0] ?? "";
}

function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}

/** First cells of a table's rows. */
function rowsOf(title: string): string[][] {
  return section(title)
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .slice(2);
}

describe("docs/configuration.md", () => {
  test("has a row for each config key, and no other", () => {
    const keys = rowsOf("Keys").map(([, key = ""]) => key.replaceAll("`", ""));
    expect(keys.sort()).toEqual(configKeys.map((key) => `exchange:${key}`).sort());
  });

  test("names each cloud, and no other", () => {
    const [row = []] = rowsOf("Keys").filter(([, key]) => key === "`exchange:environment`");
    const clouds = codeIn(row[3] ?? "");
    const named = /Valid are ([^.]*), or/
      .exec(messageOf(() => cloudEnvironment("nowhere")))?.[1]
      ?.split(", ");
    expect(clouds).toEqual(named);
  });

  test("names each variable of the credentials, and no other", () => {
    const source = readFileSync(path.join(root, "providers", "connection", "credentials.ts"), "utf8");
    const calls = [...source.matchAll(/\b(?:read|isOn)\(((?:"[A-Z_]+"(?:, )?)+)\)/g)];
    const inCode = calls.flatMap(([, names = ""]) =>
      [...names.matchAll(/"([A-Z_]+)"/g)].map(([, name]) => name),
    );
    const onPage = codeIn(section("Credentials")).filter(
      (code) => /^[A-Z_]+$/.test(code) && !code.endsWith("_"),
    );
    expect([...new Set(onPage)].sort()).toEqual([...new Set(inCode)].sort());
  });

  test("names each variable of an account on-premises, and no other", () => {
    const source = readFileSync(
      path.join(root, "providers", "connection", "credentials-on-premises.ts"),
      "utf8",
    );
    const inCode = [...source.matchAll(/\bread\("([A-Z]+)"\)/g)].map(([, name = ""]) => `EXCHANGE_${name}`);
    const onPage = codeIn(section("Credentials on-premises")).filter((code) =>
      /^EXCHANGE_[A-Z]+$/.test(code),
    );
    expect([...new Set(onPage)].sort()).toEqual([...new Set(inCode)].sort());
  });
});

function messageOf(call: () => unknown): string {
  try {
    call();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}
