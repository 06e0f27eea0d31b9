import { type Engine, EngineUnavailable, minimumVersion, minimumVersionReason } from "./engine";
import { engineFromGo } from "./engine-from-go";
import { engineFromInstaller } from "./engine-from-installer";
import { engineOnPath } from "./engine-on-path";

export type { Engine } from "./engine";

const ways = [
  {
    find: engineOnPath,
    name: `"pulumi" on PATH, ${minimumVersion} or newer`,
    todo: "install it (https://www.pulumi.com/docs/install/) and put it on PATH",
  },
  {
    find: engineFromInstaller,
    name: "Pulumi's official installer archive",
    todo: "give this machine access to get.pulumi.com (HTTPS_PROXY is honoured)",
  },
  {
    find: engineFromGo,
    name: "built from Pulumi's Go modules",
    todo: "install Go 1.26 or newer, with access to a Go module proxy",
  },
];

/** The Pulumi engine for this machine: the first of three ways that works, before that one that needs no work. */
export async function ensureEngine(): Promise<Engine> {
  for (const { find } of ways) {
    const engine = await find("reuse").catch(unlessUnavailable);
    if (!(engine instanceof EngineUnavailable)) return engine;
  }
  const reasons: string[] = [];
  for (const [index, { find, name, todo }] of ways.entries()) {
    const engine = await find("make").catch(unlessUnavailable);
    if (!(engine instanceof EngineUnavailable)) return engine;
    reasons.push(`  - ${name}: ${engine.message}.\n    To use this way: ${todo}.`);
    if (index < ways.length - 1) console.error(`Pulumi engine: not ${name}: ${engine.message}.`);
  }
  throw new Error(
    `No Pulumi engine on this machine. ${minimumVersion} or newer is needed: ${minimumVersionReason}.\n` +
      `One of these three ways has to work:\n${reasons.join("\n")}`,
  );
}

function unlessUnavailable(error: unknown): EngineUnavailable {
  if (error instanceof EngineUnavailable) return error;
  throw error;
}

const sources = {
  path: "found on PATH",
  installer: "from Pulumi's installer",
  go: "built from its Go modules",
};

async function main(): Promise<void> {
  const { command, version, source } = await ensureEngine();
  console.log(`Pulumi engine ${version}, ${sources[source]}: ${command}`);
  console.log(`${minimumVersion} or newer is needed: ${minimumVersionReason}.`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
}
