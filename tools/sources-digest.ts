import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folders that `npm run build` compiles. */
export const sourceFolders = ["providers", "emulator", "cli"];

/**
 * The digest that ties a build to its sources: the build writes it to dist/build.json as
 * `{"sources": "<digest>"}`, and whoever runs the build compares.
 *
 * For every regular file below providers/, emulator/ and cli/ (a missing folder has none; names that
 * start with a dot are left out, whatever they are), one line
 * `<path relative to the root, with forward slashes>\0<lower-case hex SHA-256 of the file's bytes>\n`;
 * lines sorted by path, compared by UTF-16 code units (JavaScript's default sort); the digest is the
 * lower-case hex SHA-256 of these lines, as UTF-8, in that order.
 */
export function sourcesDigest(root: string): string {
  const digest = createHash("sha256");
  for (const path of sourceFiles(root)) {
    const content = createHash("sha256").update(readFileSync(join(root, path)));
    digest.update(`${path}\0${content.digest("hex")}\n`);
  }
  return digest.digest("hex");
}

/** Paths of all source files, relative to the root, sorted. */
export function sourceFiles(root: string): string[] {
  return sourceFolders.flatMap((folder) => filesBelow(root, folder)).sort();
}

function filesBelow(root: string, folder: string): string[] {
  return entriesOf(join(root, folder)).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) return filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
