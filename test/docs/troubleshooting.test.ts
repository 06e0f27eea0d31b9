import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.join(__dirname, "..", "..");
const page = readFileSync(path.join(root, "docs", "troubleshooting.md"), "utf8");
const messages = [...page.matchAll(/^### `(.*)`$/gm)].map(([, message = ""]) => message);

/** All text of the product, and of the tenant that plays Exchange and Entra; texts that are put together, in one piece. */
const written = ["providers", "cli", "emulator"]
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      path.join(root, folder, file),
    ),
  )
  .filter((file) => file.endsWith(".ts"))
  .map((file) => inOnePiece(readFileSync(file, "utf8")))
  .join("\n");

function inOnePiece(source: string): string {
  return source
    .replace(/["'`]\s*\+\s*["'`]/g, "")
    .replaceAll('\\"', '"')
    .replaceAll("\\n", "\n");
}

describe("docs/troubleshooting.md", () => {
  test("is about messages", () => {
    expect(messages.length).toBeGreaterThan(20);
    expect(page.match(/^### /gm)).toHaveLength(messages.length);
  });

  test.each(messages)("quotes a message that exists: %s", (message) => {
    const parts = message
      .split("…")
      .map((part) => part.trim())
      .filter((part) => part !== "");
    expect(parts.some((part) => part.length >= 12)).toBe(true);
    expect(parts.filter((part) => !written.includes(part))).toEqual([]);
  });
});
