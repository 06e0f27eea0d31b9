import { constants } from "node:fs";
import { cp, mkdir, mkdtemp, open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

export const checkout = join(__dirname, "..", "..");
const pollMilliseconds = 500;

export interface CacheFolders {
  /** Ignored by git. */
  checkout: string;
  /** The user's, outside of every checkout; none without a home folder. */
  shared: string | undefined;
}

/**
 * The folder `.cache/pulumi/<key>` of this checkout. What is not there yet is copied from the user's
 * cache folder, where an earlier checkout left it, or else made by `make` in an empty folder. A folder
 * appears under its final name only when it is complete, so an interrupted run leaves nothing half-made.
 */
export async function cached(
  key: string,
  make: (folder: string) => Promise<void>,
  folders = defaultFolders(),
): Promise<string> {
  const target = join(folders.checkout, key);
  if (await exists(target)) return target;
  await mkdir(folders.checkout, { recursive: true });
  const release = await lock(`${target}.lock`);
  try {
    if (await exists(target)) return target;
    const shared = folders.shared === undefined ? undefined : join(folders.shared, key);
    if (shared !== undefined && (await exists(shared))) {
      await appear(target, (folder) => copyInto(shared, folder));
    } else {
      await appear(target, make);
      if (shared !== undefined) await share(target, shared);
    }
    return target;
  } finally {
    await release();
  }
}

/** Whether `cached` would have nothing to make. */
export async function isCached(key: string): Promise<boolean> {
  const { checkout, shared } = defaultFolders();
  return (await exists(join(checkout, key))) || (shared !== undefined && (await exists(join(shared, key))));
}

function defaultFolders(): CacheFolders {
  const home = process.env["HOME"] ?? process.env["USERPROFILE"] ?? "";
  const caches = process.env["XDG_CACHE_HOME"] ?? (home === "" ? "" : join(home, ".cache"));
  return {
    checkout: join(checkout, ".cache", "pulumi"),
    shared: caches === "" ? undefined : join(caches, "pulumi-exchange-rbac", "pulumi"),
  };
}

async function appear(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const scratch = await mkdtemp(`${target}.`);
  try {
    await fill(scratch);
    await rename(scratch, target);
  } catch (error) {
    // Another process that got there first has made the same folder.
    if (!(await exists(target))) throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A home folder that cannot be written to only means that the next checkout has to make its own. */
async function share(target: string, shared: string): Promise<void> {
  try {
    await mkdir(join(shared, ".."), { recursive: true });
    await appear(shared, (folder) => copyInto(target, folder));
  } catch (error) {
    console.error(`Pulumi engine: not kept for other checkouts (${(error as Error).message}).`);
  }
}

async function copyInto(from: string, folder: string): Promise<void> {
  await cp(from, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

/**
 * Spares a second process the same work; that the result is whole does not depend on it. A lock whose
 * process has ended is taken over.
 */
async function lock(file: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (await isAbandoned(file)) await rm(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  const pid = Number(await readFile(file, "utf8").catch(() => ""));
  // Empty for the moment between the other process's creating and filling it.
  if (pid === 0) return (await ageOf(file)) > 10_000;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

async function ageOf(file: string): Promise<number> {
  return stat(file).then(
    (found) => Date.now() - found.mtimeMs,
    () => 0,
  );
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
