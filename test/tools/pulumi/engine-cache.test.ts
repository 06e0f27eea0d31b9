import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cached, type CacheFolders } from "../../../tools/pulumi/engine-cache";

let folder: string;
let folders: CacheFolders & { shared: string };
const make = vi.fn((scratch: string) => writeFile(join(scratch, "file"), "made"));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine-cache-"));
  folders = { checkout: join(folder, "checkout"), shared: join(folder, "shared") };
  make.mockClear();
});
afterEach(() => rmSync(folder, { recursive: true }));

test("what is there is not made again", async () => {
  const first = await cached("key", make, folders);
  expect(await cached("key", make, folders)).toBe(first);
  expect(readFileSync(join(first, "file"), "utf8")).toBe("made");
  expect(make).toHaveBeenCalledTimes(1);
});

test("another checkout copies it from the user's folder", async () => {
  await cached("key", make, folders);
  const other = await cached("key", make, { ...folders, checkout: join(folder, "other") });
  expect(readFileSync(join(other, "file"), "utf8")).toBe("made");
  expect(make).toHaveBeenCalledTimes(1);
});

test("works without a user's folder", async () => {
  const made = await cached("key", make, { ...folders, shared: undefined });
  expect(existsSync(join(made, "file"))).toBe(true);
  expect(existsSync(folders.shared)).toBe(false);
});

test("of two that start at the same time, one makes it", async () => {
  const [first, second] = await Promise.all([cached("key", make, folders), cached("key", make, folders)]);
  expect(first).toBe(second);
  expect(make).toHaveBeenCalledTimes(1);
});

test("a failure leaves nothing behind, and the next one tries again", async () => {
  const fail = () => Promise.reject(new Error("no network"));
  await expect(cached("key", fail, folders)).rejects.toThrow("no network");
  expect(readdirSync(folders.checkout)).toEqual([]);
  await cached("key", make, folders);
  expect(make).toHaveBeenCalledTimes(1);
});

test("the lock of a process that has ended is taken over", async () => {
  mkdirSync(folders.checkout);
  // Above every system's highest process id.
  writeFileSync(join(folders.checkout, "key.lock"), "999999999");
  await cached("key", make, folders);
  expect(readdirSync(folders.checkout)).toEqual(["key"]);
});

test("a user's folder that cannot be written to is reported, not fatal", async () => {
  const reported = vi.spyOn(console, "error").mockReturnValue();
  writeFileSync(folders.shared, "a file where the folder should be");
  await cached("key", make, folders);
  expect(reported).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("not kept for other checkouts"));
  reported.mockRestore();
});
