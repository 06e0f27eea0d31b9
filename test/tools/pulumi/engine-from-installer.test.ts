import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { install } from "../../../tools/pulumi/engine-from-installer";

const parts = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
let folder: string;
let target: string;
let server: Server;
let site: string;
let archive: Buffer;

beforeEach(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  folder = mkdtempSync(join(tmpdir(), "installer-"));
  target = join(folder, "target");
  mkdirSync(target);
  archive = archiveOf(parts);
  server = createServer((request, response) => {
    response.statusCode = request.url === "/pulumi.tar.gz" ? 200 : 404;
    response.end(archive);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  vi.restoreAllMocks();
  server.close();
  rmSync(folder, { recursive: true });
});

test("an archive with the pinned checksum is unpacked, and not kept", async () => {
  await install({ version: "1.2.3", file: "pulumi.tar.gz", sha256: sha256(archive) }, target, site);
  expect(readdirSync(join(target, "bin")).sort()).toEqual(parts);
  expect(readFileSync(join(target, "bin", "pulumi"), "utf8")).toBe("this is pulumi");
  expect(readdirSync(target)).not.toContain("pulumi.tar.gz");
});

test("an archive with another checksum is refused before it is unpacked", async () => {
  const pinned = sha256(Buffer.from("another archive"));
  const installed = install({ version: "1.2.3", file: "pulumi.tar.gz", sha256: pinned }, target, site);
  await expect(installed).rejects.toThrow(`has SHA-256 ${sha256(archive)}, not the pinned ${pinned}`);
  expect(readdirSync(target)).toEqual(["pulumi.tar.gz"]);
});

test("an archive that lacks the language host is refused", async () => {
  archive = archiveOf(["pulumi", "pulumi-resource-pulumi-nodejs"]);
  const installed = install(
    { version: "1.2.3", file: "pulumi.tar.gz", sha256: sha256(archive) },
    target,
    site,
  );
  await expect(installed).rejects.toThrow("contains no pulumi-language-nodejs");
});

test("an archive that is not there is reported with its address", async () => {
  const installed = install({ version: "1.2.3", file: "gone.tar.gz", sha256: sha256(archive) }, target, site);
  await expect(installed).rejects.toThrow(`${site}/gone.tar.gz cannot be downloaded: HTTP status 404`);
});

function archiveOf(names: string[]): Buffer {
  const content = mkdtempSync(join(folder, "content-"));
  mkdirSync(join(content, "pulumi"));
  for (const name of names) writeFileSync(join(content, "pulumi", name), `this is ${name}`);
  const file = join(content, "archive.tar.gz");
  execFileSync("tar", ["-czf", file, "-C", content, "pulumi"]);
  return readFileSync(file);
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
