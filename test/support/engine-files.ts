import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./engine";

/** Every file that the engine and the package have written, as text. */
export function filesOf(engine: Engine): string {
  const read = (path: string): string =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .map((name) => read(join(path, name)))
          .join("\n")
      : readFileSync(path, "utf8");
  return read(join(engine.projectFolder, ".."));
}
