/**
 * `npm run bench:bridge`: what the PowerShell transport costs beside REST, both against an embedded tenant in this process:
 * the first answer, calls per second, and an answer of 5 MB. It uses EXCHANGE_PWSH if that is set, otherwise the stand-in
 * shell of the tests, which shows the cost of the bridge without that of PowerShell; the first line says which.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureCertificates, startTenant, type RunningTenant } from "../emulator";
import { transportTo } from "../providers/clients";
import { systemClock } from "../providers/connection/clock";
import { readSettings } from "../providers/connection/settings";
import type { Transport } from "../providers/exchange/transport";
import { standInShell, transports, type TransportName } from "../test/support/transports";

const calls = 200;
const largeAnswer = 5_000_000;
const shell = process.env["EXCHANGE_PWSH"] ?? standInShell;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-bridge-"));
  try {
    const { caFile } = await ensureCertificates(folder);
    if (process.env["NODE_EXTRA_CA_CERTS"] !== caFile && process.env["BENCH_CERTIFICATES"] === undefined) {
      // Node reads the authorities that it trusts only when it starts.
      const again = spawnSync(process.execPath, [...process.execArgv, __filename], {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, BENCH_CERTIFICATES: folder },
        stdio: "inherit",
      });
      process.exitCode = again.status ?? 1;
      return;
    }
    await compare(process.env["BENCH_CERTIFICATES"] ?? folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(certificates: string): Promise<void> {
  const running = await startTenant({ certificates });
  const [group] = running.tenant.store.roleGroups.all();
  console.log(`PowerShell is ${shell === standInShell ? "the stand-in shell (no PowerShell)" : shell}`);
  for (const name of ["rest", "powershell"] as const) {
    const transport = connectTo(running, name);
    running.tenant.store.roleGroups.update(group?.guid ?? "", { description: "" });
    const first = await timed(() => transport.organizationGuid());
    const many = await timed(async () => {
      for (let call = 0; call < calls; call++) await transport.invoke("Get-ManagementScope");
    });
    running.tenant.store.roleGroups.update(group?.guid ?? "", { description: "x".repeat(largeAnswer) });
    const large = await timed(() => transport.invoke("Get-RoleGroup", { Identity: group?.guid }));
    console.log(
      `${name.padEnd(10)}  first answer ${first.toFixed(0).padStart(5)} ms   ` +
        `${((calls / many) * 1000).toFixed(0).padStart(5)} calls/s one after the other   ` +
        `answer of 5 MB ${large.toFixed(0).padStart(5)} ms`,
    );
    await transport.close();
  }
  await running.close();
}

function connectTo(running: RunningTenant, name: TransportName): Transport {
  const config: Record<string, string> = { environment: running.url, ...transports[name] };
  const modules = [join(__dirname, "..", "test", "support", "powershell"), process.env["PSModulePath"] ?? ""];
  const settings = readSettings((key) => config[key], {
    ...process.env,
    ...running.environment,
    EXCHANGE_PWSH: shell,
    PSModulePath: modules.filter((each) => each !== "").join(delimiter),
  });
  return transportTo(settings, systemClock);
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await action();
  return performance.now() - before;
}

void main();
