import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the provider runs as PowerShell. */
export interface Shell {
  executable: string;
  introduction: string;
}

const support = join(__dirname, "..", "..", "test", "support");

/** Remote PowerShell is Windows' own. A program that plays Windows PowerShell's part stands in for it. */
export const standInShell: Shell = {
  executable: join(support, "stand-in-shell.mjs"),
  introduction: `Exchange's remote PowerShell exists on Windows only, so that here a stand-in plays the part of Windows
    PowerShell: what the provider sends and gets is the same.`,
};

/** A real PowerShell 7, which is told first to take a module's New-PSSession for its own. For POSIX shells. */
export function realShell(workFolder: string): Shell {
  const pwsh = process.env["EXCHANGE_PWSH"] ?? "pwsh";
  const executable = join(workFolder, "pwsh-with-stand-in");
  const module = join(support, "powershell", "ExchangeServer", "ExchangeServer.psm1");
  const first = `Import-Module '${module.replaceAll("'", "''")}' -Global`;
  const script = [
    "#!/bin/sh",
    `{ printf '%s\\n\\n' ${quoted(first)}; exec cat; } | ${quoted(pwsh)} "$@"`,
    "",
  ];
  writeFileSync(executable, script.join("\n"), { mode: 0o755 });
  return {
    executable,
    introduction: `PowerShell is ${pwsh}; Exchange's remoting, which exists on Windows only, is played by a module.`,
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
