import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { sourcesDigest, staleBuildHelp } from "../../providers/dynamic/build-freshness";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "build-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
});

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
}

test("a build whose sources have changed, come or gone is refused with the command to run", () => {
  write("providers/registry.ts", "one");
  write("providers/resources/scope.ts", "two");
  write("dist/build.json", JSON.stringify({ providers: sourcesDigest(root, "providers") }));
  expect(staleBuildHelp(root)).toBeUndefined();

  write("providers/resources/scope.ts", "three");
  expect(staleBuildHelp(root)).toContain("npm run build");
  write("providers/resources/scope.ts", "two");
  expect(staleBuildHelp(root)).toBeUndefined();
  write("providers/new.ts", "");
  expect(staleBuildHelp(root)).toContain(root);
});

test("an installed package, which has no sources, is never stale", () => {
  write("dist/build.json", "{}");
  expect(staleBuildHelp(root)).toBeUndefined();
});
