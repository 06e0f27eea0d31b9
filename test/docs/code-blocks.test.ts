import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";

const root = path.join(__dirname, "..", "..");
const pages = [
  "README.md",
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join("docs", file)),
];
const blocks = pages.flatMap((page) => {
  const text = readFileSync(path.join(root, page), "utf8");
  return [...text.matchAll(/```(?:ts|typescript)\n([\s\S]*?)```/g)].map(([, code = ""], index) => ({
    name: `${page}, block ${index + 1}`,
    code,
  }));
});

/** What a page takes as said: a part of a program names what another page makes. */
const context = {
  ManagementScope: `import { ManagementScope } from "pulumi-exchange-rbac";`,
  ServicePrincipal: `import { ServicePrincipal } from "pulumi-exchange-rbac";`,
  RoleAssignment: `import { RoleAssignment } from "pulumi-exchange-rbac";`,
  RoleGroup: `import { RoleGroup } from "pulumi-exchange-rbac";`,
  ServiceAccount: `import { ServiceAccount } from "pulumi-exchange-rbac";`,
  rooms: `declare const rooms: import("pulumi-exchange-rbac").ManagementScope;`,
  booking: `declare const booking: import("pulumi-exchange-rbac").ServicePrincipal;`,
};

test("there are code blocks on the pages", () => expect(blocks.length).toBeGreaterThanOrEqual(9));

test("every TypeScript block of the README and the docs compiles against the package, as a user's program would", () => {
  // Beside the package, so that its name leads to it.
  mkdirSync(path.join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(path.join(root, ".cache", "code-blocks-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const names = new Map(blocks.map(({ name, code }, index) => [write(folder, index, code), name]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ["node"],
  };
  const faults = ts
    .getPreEmitDiagnostics(ts.createProgram([...names.keys()], options))
    .map(
      ({ file, messageText }) =>
        `${names.get(file?.fileName ?? "") ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  expect(faults).toEqual([]);
});

function write(folder: string, index: number, code: string): string {
  const isSaid = (name: string): boolean => new RegExp(`(const\\s+|import [^;]*\\b)${name}\\b`).test(code);
  const missing = Object.entries(context).filter(
    ([name]) => new RegExp(`\\b${name}\\b`).test(code) && !isSaid(name),
  );
  const file = path.join(folder, `block-${index}.ts`);
  writeFileSync(file, [...missing.map(([, line]) => line), code, "export {};"].join("\n"));
  return file;
}
