import { readdirSync, readFileSync } from "node:fs";

/**
 * Which processes still belong to the demo: those that have its work folder's name in their environment or
 * arguments, as everything has that it starts, the engine's plugins included. Only Linux shows this of every
 * process; elsewhere none is found.
 */
export async function leftOver(folder: string): Promise<number[]> {
  // A provider looks every second whether its engine is still there.
  for (let triesLeft = 50; triesLeft > 0 && processesOf(folder).length > 0; triesLeft--) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return processesOf(folder);
}

function processesOf(folder: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => `${read(pid, "environ")}${read(pid, "cmdline")}`.includes(folder))
    .map(Number);
}

/** Empty for what has ended meanwhile, or is somebody else's. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
