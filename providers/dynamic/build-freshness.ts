import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The digest that ties a build to its sources; `npm run build` writes it to dist/build.json, and we compare.
 *
 * For every regular file below `folder` (names that start with a dot are left out), one line
 * `<path relative to the root, with forward slashes>\0<lower-case hex SHA-256 of the file's bytes>\n`; lines sorted by
 * path in UTF-16 order; the digest is the lower-case hex SHA-256 of these lines. A folder that is missing has no lines.
 */
export function sourcesDigest(root: string, folder: string): string {
  const digest = createHash("sha256");
  for (const path of filesBelow(root, folder).sort()) {
    const content = createHash("sha256").update(readFileSync(join(root, path)));
    digest.update(`${path}\0${content.digest("hex")}\n`);
  }
  return digest.digest("hex");
}

/** Paths relative to the root, with forward slashes. */
export function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.name.startsWith(".")) return [];
    if (entry.isDirectory()) return filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}

/**
 * In a checkout, where the sources lie beside the build: what to do if the build is older than they are. An installed
 * package has no sources and is never stale.
 */
export function staleBuildHelp(root: string): string | undefined {
  if (!existsSync(join(root, "providers", "registry.ts"))) return undefined;
  const stamp = JSON.parse(readFileSync(join(root, "dist", "build.json"), "utf8")) as { providers?: string };
  if (stamp.providers === sourcesDigest(root, "providers")) return undefined;
  return `The build of pulumi-exchange-rbac in ${root} is older than its sources. Run there: npm run build`;
}
