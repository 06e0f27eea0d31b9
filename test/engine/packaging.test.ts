import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { defaultSeed, type RunningTenant } from "../../emulator";
import { sourceFiles } from "../../tools/sources-digest";
import { Engine } from "../support/engine";
import { startEngineTenant } from "../support/engine-exchange";
import {
  command,
  companions,
  outsideFolder,
  packPackage,
  writeFiles,
  type PackedPackage,
} from "../support/engine-packages";

const checkout = join(__dirname, "..", "..");
const args = `{ recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" }`;
const typeScript = `import * as exchange from "pulumi-exchange-rbac";
export const filter = new exchange.ManagementScope("rooms", ${args}).recipientFilter;
`;
const javaScript = `const exchange = require("pulumi-exchange-rbac");
exports.filter = new exchange.ManagementScope("rooms", ${args}).recipientFilter;
`;
const unchanged = { args: ["--expect-no-changes"] };

describe("the packed package", () => {
  let packed: PackedPackage;
  const { folder, remove } = outsideFolder();
  const withNpm = join(folder, "with-npm");
  const withPnpm = join(folder, "with-pnpm");

  beforeAll(async () => {
    packed = await packPackage(folder);
    const ours = { "pulumi-exchange-rbac": `file:${packed.tarball}` };
    writeFiles(withNpm, { "package.json": { dependencies: { ...companions, ...ours } } });
    // One install for two projects: the package is a dependency of the first, and of a dependency of the second.
    writeFiles(withPnpm, {
      "package.json": {},
      "pnpm-workspace.yaml": "packages: [direct, indirect, integration]\n",
      "direct/package.json": { dependencies: { ...companions, ...ours } },
      "indirect/package.json": {
        dependencies: { "@pulumi/pulumi": companions["@pulumi/pulumi"], integration: "workspace:*" },
      },
      "integration/package.json": {
        name: "integration",
        dependencies: { "@pulumi/pulumi": companions["@pulumi/pulumi"], ...ours },
      },
      "integration/index.js": javaScript,
    });
    await Promise.all([
      command("npm", ["install", "--ignore-scripts", "--prefer-offline", "--no-audit"], withNpm),
      command("npx", ["--yes", "pnpm@9", "install", "--ignore-scripts", "--prefer-offline"], withPnpm),
    ]);
  });
  afterAll(remove);

  test.each([
    ["npm", withNpm],
    ["pnpm", join(withPnpm, "direct")],
  ])(
    "installed with %s, works for a program in TypeScript and for the same one in JavaScript",
    async (_, project) => {
      const running = await startEngineTenant();
      const engine = await engineIn(project, running, { "index.ts": typeScript, "index.js": javaScript });
      await engine.up();
      expect(await engine.outputs()).toEqual({ filter: "RecipientTypeDetails -eq 'RoomMailbox'" });
      await engine.preview(unchanged);
      engine.write(projectFiles(running, "index.js"));
      await engine.preview(unchanged);
      await engine.destroy();
      expect(running.tenant.store.managementScopes.all()).toEqual([]);
    },
  );

  test("that only a dependency has is not found, and one sentence says what to run", async () => {
    const running = await startEngineTenant();
    const engine = await engineIn(join(withPnpm, "indirect"), running, {
      "index.js": 'require("integration");',
    });
    const { stdout, stderr } = await engine.up({ expectExit: 1 });
    const diagnostics = stdout.slice(stdout.indexOf("Diagnostics:"));
    expect(diagnostics).toContain("Run: npm install pulumi-exchange-rbac");
    expect(diagnostics.match(/error: .*Run: npm install/g)).toHaveLength(1);
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
    expect(diagnostics.split("\n").filter((line) => line.trim() !== "").length).toBeLessThan(12);
    expect(running.tenant.store.managementScopes.all()).toEqual([]);
  });

  test.each([
    ["CommonJS", ["-e", 'const { equal } = require("pulumi-exchange-rbac/filter"); print(equal)']],
    [
      "ES modules",
      ["--input-type=module", "-e", 'import { equal } from "pulumi-exchange-rbac/filter"; print(equal)'],
    ],
  ])("gives its filter tools to %s", async (_, given) => {
    const print = `function print(equal) { console.log(equal("City -eq 'a'", 'city -eq "A"'), equal("City -eq 'a'", "City -eq 'b'")); }`;
    const output = await command(
      process.execPath,
      [...given.slice(0, -1), `${given.at(-1)}; ${print}`],
      withNpm,
    );
    expect(output).toBe("true false\n");
  });

  test("holds the build of every source and its data, and nothing else", () => {
    const built = sourceFiles(checkout).flatMap((path) =>
      path.endsWith(".ts")
        ? [".js", ".d.ts"].map((extension) => `dist/${path.replace(/\.ts$/, extension)}`)
        : `dist/${path}`,
    );
    const about = packed.files.filter((path) => /^(CHANGELOG|LICENSE|README)(\.md)?$/.test(path));
    expect(about).toContain("LICENSE");
    expect([...packed.files].sort()).toEqual([...about, "package.json", ...built].sort());
  });

  test("holds no secret but those of the embedded tenant's documented seed", () => {
    const secrets = (defaultSeed().applications ?? []).flatMap(({ secrets = [] }) => secrets);
    expect(secrets).not.toEqual([]);
    const suspicious = packed.files.filter((path) => {
      const text = readFileSync(join(checkout, path), "utf8");
      return text.includes("PRIVATE KEY-----\n") || secrets.some((secret) => text.includes(secret));
    });
    expect(suspicious).toEqual(["dist/emulator/seed-data.json"]);
  });
});

async function engineIn(
  folder: string,
  running: RunningTenant,
  files: Record<string, string>,
): Promise<Engine> {
  writeFiles(folder, { ...projectFiles(running, Object.keys(files)[0] ?? ""), ...files });
  const engine = await Engine.create({
    installed: inject("engine"),
    folder,
    environment: { ...running.environment },
  });
  onTestFinished(() => engine.close());
  return engine;
}

function projectFiles(running: RunningTenant, main: string): Record<string, string> {
  const config = `config:\n  exchange:environment: ${running.url}\n`;
  return {
    "Pulumi.yaml": `name: elsewhere\nruntime: nodejs\nmain: ${main}\noptions:\n  refresh: always\n${config}`,
  };
}
