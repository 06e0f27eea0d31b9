import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import manifest from "../../package.json";

export interface PackedPackage {
  tarball: string;
  /** Paths within the package. */
  files: string[];
}

/** Versions of what a project has beside the package: those that the checkout itself is tested with. */
export const companions = {
  "@pulumi/pulumi": manifest.devDependencies["@pulumi/pulumi"],
  typescript: manifest.devDependencies.typescript,
};

const checkout = join(__dirname, "..", "..");
const execute = promisify(execFile);

/** A folder that no checkout is above of. */
export function outsideFolder(): { folder: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "other-project-")));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export function writeFiles(folder: string, files: Record<string, string | object>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, undefined, 2));
  }
}

/** What `npm publish` would send, of the build that is there. */
export async function packPackage(folder: string): Promise<PackedPackage> {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(await command("npm", args, checkout)) as [
    { filename: string; files: { path: string }[] },
  ];
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

export async function command(name: string, args: string[], cwd: string): Promise<string> {
  const { stdout } = await execute(name, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
