import path from "node:path";
import { connectTransport } from "../support/exchange-transport";
import { connectOnPremisesBy } from "../support/on-premises-pwsh";
import { isWindowsPowerShell, realShell as pwsh } from "../support/real-shell";
import { transportContract } from "./transport-contract";

const why =
  pwsh === undefined
    ? "neither pwsh nor EXCHANGE_PWSH is here"
    : isWindowsPowerShell
      ? "the modules that stand in for Exchange's need PowerShell 7"
      : undefined;
const name = why === undefined ? "pwsh" : `pwsh (skipped: ${why})`;

transportContract({
  name,
  deployment: "online",
  isSkipped: why !== undefined,
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
  isSkipped: why !== undefined,
  connect: (running, variables) => connectOnPremisesBy(pwsh ?? "", running, variables),
});
