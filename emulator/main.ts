#!/usr/bin/env node
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { onPremisesSeedSchema } from "./active-directory/seed";
import type { OnPremisesSeed } from "./active-directory/seed";
import { seedSchema } from "./seed";
import type { Seed } from "./seed";
import { startTenant } from "./server";
import type { RunningTenant } from "./server";

const usage = `Starts an embedded Microsoft 365 tenant, or an Exchange organisation on-premises, on this machine.

  --folder <path>      keep the tenant here, so that it outlives the process (default: .tenant)
  --port <number>      HTTPS port on 127.0.0.1 (default: any free one)
  --proxy-port <number> port of the CONNECT proxy on 127.0.0.1 (default: any free one)
  --mode <mode>        online or onPremises (default: online)
  --seed <file>        JSON file with the tenant's first content (default: Contoso)
  --help               this text
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: "string", default: ".tenant" },
      port: { type: "string", default: "0" },
      "proxy-port": { type: "string", default: "0" },
      mode: { type: "string", default: "online" },
      seed: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const running = await startTenant({
    folder: path.resolve(values.folder),
    port: portNumber("--port", values.port),
    proxyPort: portNumber("--proxy-port", values["proxy-port"]),
    mode: mode(values.mode),
    ...(values.seed !== undefined && { seed: readSeed(values.seed, values.mode) }),
  });
  process.stdout.write(describe(running));

  const stop = () => void running.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function describe(running: RunningTenant): string {
  const { url, proxyUrl, caFile, environment, proxyEnvironment, tenant } = running;
  if (tenant.mode === "onPremises") return describeOnPremises(running);
  return [
    `${tenant.store.organization.get().displayName} answers at ${url}, and by way of the proxy ${proxyUrl}.`,
    `Clients must trust ${caFile}.`,
    "",
    "For a client that can be told of another host:",
    ...exportLines(environment),
    "",
    "For a client that insists on the vendor's host names:",
    ...exportLines(proxyEnvironment),
    "",
    "Stop it with Ctrl+C.",
    "",
  ].join("\n");
}

function describeOnPremises({ connectionUri, ewsUrl, caFile, environment, tenant }: RunningTenant): string {
  return [
    `${tenant.store.organization.get().displayName}, an Exchange organisation on-premises, answers at`,
    `  ${String(connectionUri)} in the place of remote PowerShell, and`,
    `  ${String(ewsUrl)} for Exchange Web Services.`,
    `Clients must trust ${caFile}, and log on by Basic in the place of Kerberos:`,
    "",
    ...exportLines(environment),
    "",
    "Stop it with Ctrl+C.",
    "",
  ].join("\n");
}

function exportLines(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).map(
    ([name, value]) => `  export ${name}='${value.replaceAll("'", "'\\''")}'`,
  );
}

function portNumber(option: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`${option} takes a port number, not "${text}".`);
  return port;
}

function mode(text: string): "online" | "onPremises" {
  if (text === "online" || text === "onPremises") return text;
  throw new Error(`--mode is online or onPremises, not "${text}".`);
}

function readSeed(file: string, ofMode: string): Seed | OnPremisesSeed {
  const schema = mode(ofMode) === "onPremises" ? onPremisesSeedSchema : seedSchema;
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`${file} is not a seed:\n${problems.join("\n")}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
