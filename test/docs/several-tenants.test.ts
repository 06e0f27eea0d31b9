import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";

const root = path.join(__dirname, "..", "..");

test("the program on docs/several-tenants.md compiles as a user's would", () => {
  const page = readFileSync(path.join(root, "docs", "several-tenants.md"), "utf8");
  const [, program = ""] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  // Beside the package, so that its name leads to it.
  mkdirSync(path.join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(path.join(root, ".cache", "several-tenants-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "index.ts");
  writeFileSync(file, program);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ["node"],
  };
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual(
    [],
  );
  expect(program).toContain("new Provider(");
});
