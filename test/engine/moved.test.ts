import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { Engine } from "../support/engine";
import { program, startEngineTenant } from "../support/engine-exchange";
import { outsideFolder, writeFiles } from "../support/engine-packages";

const checkout = join(__dirname, "..", "..");

test("a stack works on after its checkout has moved", async () => {
  const running = await startEngineTenant();
  const { engine, copy, folder } = await stackInCopy(running);
  await engine.up();
  const made = running.tenant.store.managementScopes.all();
  const moved = join(folder, "moved");
  renameSync(copy, moved);
  // The command still starts where it did; only the folder has to be there.
  mkdirSync(engine.projectFolder, { recursive: true });
  const inside = ["-C", join(moved, "program"), "--stack", engine.stack];

  await engine.run([...inside, "refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
  await engine.run([...inside, "preview", "--expect-no-changes"]);
  expect(running.tenant.store.managementScopes.all()).toEqual(made);
  await engine.run([...inside, "destroy", "--yes", "--skip-preview"]);
  expect(running.tenant.store.managementScopes.all()).toEqual([]);
});

test("a state whose package is gone is kept, and one sentence says what to run", async () => {
  const running = await startEngineTenant();
  const { engine, copy } = await stackInCopy(running);
  await engine.up();
  const kept = async (): Promise<unknown[]> =>
    (await engine.resources()).map(({ urn, id, inputs, outputs }) => ({ urn, id, inputs, outputs }));
  const before = await kept();
  rmSync(join(copy, "package.json"));
  running.clearRequests();

  for (const command of [["refresh"], ["destroy"]]) {
    const args = [...command, "--yes", "--skip-preview"];
    const { stdout, stderr } = await engine.run(args, { expectExit: 1 });
    expect(stdout).toContain("Run: npm install pulumi-exchange-rbac");
    expect(stdout + stderr).not.toMatch(/^\s+at /m);
  }
  expect(await kept()).toEqual(before);
  expect(running.requests()).toEqual([]);
});

/** A stack in a copy of the built checkout, with the checkout's own installed dependencies. */
async function stackInCopy(
  running: RunningTenant,
): Promise<{ engine: Engine; copy: string; folder: string }> {
  const { folder, remove } = outsideFolder();
  onTestFinished(remove);
  const copy = join(folder, "checkout");
  cpSync(join(checkout, "dist"), join(copy, "dist"), { recursive: true });
  cpSync(join(checkout, "package.json"), join(copy, "package.json"));
  symlinkSync(join(checkout, "node_modules"), join(copy, "node_modules"));
  const project = "name: engine-test\nruntime: nodejs\nmain: index.js\noptions:\n  refresh: always\n";
  writeFiles(join(copy, "program"), {
    "Pulumi.yaml": `${project}config:\n  exchange:environment: ${running.url}\n`,
    ...program(`new ManagementScope("rooms", { recipientRestrictionFilter: "City -eq 'Oslo'" });`),
  });
  const engine = await Engine.create({
    installed: inject("engine"),
    folder: join(copy, "program"),
    environment: { ...running.environment },
  });
  onTestFinished(() => engine.close());
  return { engine, copy, folder };
}
