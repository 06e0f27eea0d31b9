import { existsSync } from "node:fs";
import path from "node:path";
import { connectTransport } from "../support/exchange-transport";
import { connectOnPremisesBy } from "../support/on-premises-pwsh";
import { transportContract } from "./transport-contract";

const pwsh = process.env["EXCHANGE_PWSH"] ?? onPath(process.platform === "win32" ? "pwsh.exe" : "pwsh");

const name = pwsh === undefined ? "pwsh (skipped: neither pwsh nor EXCHANGE_PWSH is here)" : "pwsh";

transportContract({
  name,
  deployment: "online",
  isSkipped: pwsh === undefined,
  connect: (running, variables) =>
    connectTransport(running, "powershell", {
      // The whole environment: PowerShell on Windows does not start without some of it.
      ...(process.env as Record<string, string>),
      ...running.environment,
      EXCHANGE_PWSH: pwsh ?? "",
      PSModulePath: [path.join(__dirname, "..", "support", "powershell"), process.env["PSModulePath"] ?? ""]
        .filter((folder) => folder !== "")
        .join(path.delimiter),
      ...variables,
    }),
});

transportContract({
  name: `${name}, on-premises`,
  deployment: "onPremises",
  isSkipped: pwsh === undefined,
  connect: (running, variables) => connectOnPremisesBy(pwsh ?? "", running, variables),
});

function onPath(program: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find((file) => existsSync(file));
}
