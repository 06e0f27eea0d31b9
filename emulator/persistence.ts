import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where a tenant's state outlives the process; without a folder it lives in memory alone. */
export interface Persistence {
  load(): unknown;
  /** Written before the call returns, and never half: a killed process leaves the old or the new state. */
  save(state: unknown): void;
  /** Forgets what was saved. */
  clear(): void;
}

export function createPersistence(folder: string | undefined): Persistence {
  if (folder === undefined) return { load: () => undefined, save: () => undefined, clear: () => undefined };
  const file = join(folder, "tenant.json");
  return {
    load: () => read(file),
    save: (state) => {
      mkdirSync(folder, { recursive: true });
      const temporary = `${file}.${process.pid}.tmp`;
      writeFileSync(temporary, JSON.stringify(state), { mode: 0o600 });
      renameSync(temporary, file);
    },
    clear: () => rmSync(file, { force: true }),
  };
}

function read(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return JSON.parse(text) as unknown;
}
