import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equal } from "../../../providers/exchange/filter";
import { refuseFilter } from "../../../providers/exchange/filter/safety";

const page = readFileSync("docs/filters.md", "utf8");

/** The code in the cells of each row of a table with such a heading. */
function rowsOf(heading: RegExp): string[][] {
  const start = page.search(heading);
  const table = page.slice(start, page.indexOf("\n\n", start)).split("\n").slice(2);
  return table.map((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code));
}

describe("the page about filters", () => {
  const refused = rowsOf(/^\| Filter +\| Why +\|$/m).map(([filter = ""]) => filter);
  const pairs = rowsOf(/^\| Filter +\| Is equal to +\|$/m).map(
    ([one = "", other = ""]) => [one, other] as const,
  );

  it("has its tables", () => {
    expect(refused.length).toBeGreaterThan(10);
    expect(pairs.length).toBeGreaterThan(5);
  });

  it.each(refused)("is right that this is refused: %s", (filter) => {
    expect(refuseFilter(filter)).toHaveLength(1);
  });

  it.each(pairs)("is right that these are equal: %s and %s", (one, other) => {
    expect(one).not.toBe(other);
    expect(equal(one, other)).toBe(true);
    expect(refuseFilter(one)).toEqual([]);
  });

  it("shows the example program as it is", () => {
    const code = /```ts\n([^]*?)```/.exec(page)?.[1];
    expect(code).toBe(readFileSync("examples/filters/lint.ts", "utf8"));
  });
});

describe("the example program", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "filters-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("prints good filters tidied and points at the fault of a bad one", async () => {
    const good = join(folder, "rooms.opath");
    const bad = join(folder, "bad.opath");
    writeFileSync(good, '{RecipientTypeDetails -eq "RoomMailbox"}\n');
    writeFileSync(bad, "City -eq 'Oslo'\n  -and RecipientTypeDetails -match 'Room'\n");
    const { code, output, errors } = await run("examples/filters/lint.ts", good, bad);
    expect(output).toBe(`${good}: RecipientTypeDetails -eq 'RoomMailbox'\n`);
    expect(errors).toMatch(/bad\.opath:2:29: .*found "-match"/);
    expect(code).toBe(1);
  });

  async function run(...parameters: string[]): Promise<{ code: number; output: string; errors: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, ["--import", "tsx", ...parameters], (error, output, errors) => {
        resolve({ code: error === null ? 0 : Number(error.code), output, errors });
      });
    });
  }
});
