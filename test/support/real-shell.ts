import { existsSync } from "node:fs";
import path from "node:path";

/** A real PowerShell, where there is one: what EXCHANGE_PWSH names, or pwsh on the PATH. */
export const realShell =
  process.env["EXCHANGE_PWSH"] ?? onPath(process.platform === "win32" ? "pwsh.exe" : "pwsh");

/** Windows PowerShell 5.1, which cannot load the modules that stand in for Exchange's. */
export const isWindowsPowerShell = realShell !== undefined && /(^|[\\/])powershell(\.exe)?$/i.test(realShell);

function onPath(program: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find((file) => existsSync(file));
}
