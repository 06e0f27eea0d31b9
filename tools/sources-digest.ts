import { filesBelow, sourcesDigest } from "../providers/dynamic/build-freshness";

/** The folders that `npm run build` compiles. */
const sourceFolders = ["providers", "emulator", "cli"];

/** The content of dist/build.json: the digest of each folder's sources. */
export function buildStamp(root: string): string {
  const digests = sourceFolders.map((folder) => [folder, sourcesDigest(root, folder)]);
  return JSON.stringify(Object.fromEntries(digests));
}

/** Paths of all source files, relative to the root, sorted. */
export function sourceFiles(root: string): string[] {
  return sourceFolders.flatMap((folder) => filesBelow(root, folder)).sort();
}
