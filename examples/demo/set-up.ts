import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { ensureEngine } from "../../tools/pulumi/ensure-engine";
import { cleanEnvironment, environmentsOf, stackName } from "./environments";
import { chapter, say } from "./narrator";
import { run, setUpBy } from "./processes";
import { Scene } from "./scene";
import { readObjects, startTenant } from "./tenant";
import { Unexpected } from "./unexpected";

/** Everything that the story needs: the package built, the engine, a tenant and an empty stack. */
export async function setUp(workFolder: string): Promise<Scene> {
  chapter("Set-up");
  say("Everything below happens on this machine: no account, no real tenant, and no question is asked.");

  console.log("\n- building the package, if its sources have changed since the last time");
  await timed(() => setUpBy("tools/build.ts", ["--if-stale"]));

  console.log("- looking for the Pulumi engine; a machine without it gets it now, which takes some minutes");
  await timed(() => setUpBy("tools/pulumi/ensure-engine.ts"));
  const engine = await ensureEngine();

  console.log("- starting Contoso, an embedded Microsoft 365 tenant");
  const tenant = await timed(() => startTenant(workFolder, cleanEnvironment()));

  const environments = environmentsOf(engine, tenant, workFolder);
  await createStack(engine.command, environments.pulumi, workFolder);
  say(`Pulumi ${engine.version} is ready, Contoso answers at ${tenant.url}, and the stack "${stackName}" is empty. Its
    state is in ${workFolder}.`);
  return new Scene(engine.command, tenant, environments, await readObjects(tenant));
}

/** `stack init` writes settings beside the Pulumi.yaml that it reads; read from a copy, they stay out of the checkout. */
async function createStack(
  pulumi: string,
  environment: NodeJS.ProcessEnv,
  workFolder: string,
): Promise<void> {
  copyFileSync(join(__dirname, "..", "..", "Pulumi.yaml"), join(workFolder, "Pulumi.yaml"));
  const { exitCode, output } = await run(pulumi, ["stack", "init", stackName, "-C", workFolder], environment);
  if (exitCode !== 0) throw new Unexpected("an empty stack", output);
}

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const result = await work();
  console.log(`  ${Math.round((Date.now() - started) / 1000)} s`);
  return result;
}
