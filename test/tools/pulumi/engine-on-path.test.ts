import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isOlder } from "../../../tools/pulumi/engine";
import { engineOnPath } from "../../../tools/pulumi/engine-on-path";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine-on-path-"));
  vi.stubEnv("PATH", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test("versions are compared as numbers", () => {
  expect(isOlder("3.99.0", "3.254.0")).toBe(true);
  expect(isOlder("3.254.0", "3.254.0")).toBe(false);
  expect(isOlder("4.0.0", "3.254.0")).toBe(false);
});

test("a recent pulumi with its language host and dynamic provider is used", async () => {
  install(folder, "v3.254.0");
  expect(await engineOnPath()).toEqual({
    command: join(folder, "pulumi"),
    directory: folder,
    version: "3.254.0",
    source: "path",
  });
});

test("the parts may lie beside the executable that a link on PATH leads to", async () => {
  const cellar = join(folder, "cellar");
  install(cellar, "v3.270.0");
  symlinkSync(join(cellar, "pulumi"), join(folder, "pulumi"));
  expect(await engineOnPath()).toMatchObject({ directory: folder, version: "3.270.0" });
});

test("an older pulumi is not used, and the reason names both versions", async () => {
  install(folder, "v3.253.1");
  await expect(engineOnPath()).rejects.toThrow("is 3.253.1, which is older than 3.254.0");
});

test("a pulumi without a dynamic provider is not used", async () => {
  install(folder, "v3.254.0");
  rmSync(join(folder, "pulumi-resource-pulumi-nodejs"));
  await expect(engineOnPath()).rejects.toThrow("comes without pulumi-resource-pulumi-nodejs");
});

test("a pulumi that cannot run is not used", async () => {
  install(folder, "v3.254.0");
  executable(join(folder, "pulumi"), "exit 3");
  await expect(engineOnPath()).rejects.toThrow("pulumi version");
});

test("no pulumi at all is said so", async () => {
  await expect(engineOnPath()).rejects.toThrow("there is none");
});

function install(target: string, version: string): void {
  mkdirSync(target, { recursive: true });
  executable(join(target, "pulumi"), `echo ${version}`);
  executable(join(target, "pulumi-language-nodejs"), "exit 0");
  executable(join(target, "pulumi-resource-pulumi-nodejs"), "exit 0");
}

function executable(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}
