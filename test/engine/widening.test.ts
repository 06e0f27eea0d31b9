import { expect, inject, onTestFinished, test } from "vitest";
import { Engine } from "../support/engine";
import { changes, program, startEngineTenant } from "../support/engine-exchange";
import { standInShell } from "../support/transports";

// The guides' recipe, followed to the letter, as a program: what Pulumi shows of it.

const megan = "megan.bowen@contoso.com";

function recipe({ more = "", group = true } = {}): Record<string, string> {
  return program(
    `const rooms = new ManagementScope("rooms", { name: "ResourceMailboxes", recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" });`,
    group
      ? `new RoleGroup("group", {
       name: "ApplicationImpersonation",
       roles: [{ role: "ApplicationImpersonation", scope: { organizationWide: true } }],
       members: ["${megan}"],
     });`
      : "",
    `new RoleAssignment("grant", {
       name: "ResourceImpersonation",
       role: "ApplicationImpersonation",
       user: "${megan}",
       scope: { managementScope: rooms.id },
       ${more}
     });`,
  );
}

async function onPremisesEngine(files: Record<string, string>) {
  const running = await startEngineTenant({ mode: "onPremises" });
  const config = `exchange:deployment: onPremises\n  exchange:connectionUri: ${running.connectionUri ?? ""}`;
  const engine = await Engine.create({
    installed: inject("engine"),
    stack: "dev",
    files: { ...files, "Pulumi.dev.yaml": `config:\n  ${config}\n` },
    environment: { ...running.environment, EXCHANGE_PWSH: standInShell },
  });
  onTestFinished(() => engine.close());
  return { running, engine };
}

test("a scope that another grant makes void: up says it, each preview shows it by name, until it is put right or accepted", async () => {
  const { running, engine } = await onPremisesEngine(recipe());
  const told = new RegExp(
    `The scope ResourceMailboxes of role assignment "ResourceImpersonation" does not confine [^:]*megan[^:]*: ` +
      `role group "ApplicationImpersonation" \\(by its role assignment "[^"]+", [-0-9a-f]{36}\\) gives it the same role ` +
      `\\(ApplicationImpersonation\\) over the whole organisation\\.`,
    "i",
  );
  expect((await engine.up()).stdout).toMatch(told);

  expect((await engine.preview()).stdout).toMatch(told);
  const { stdout } = await engine.preview({ args: ["--diff"] });
  expect(stdout).toMatch(
    /- widenedBy *: \[\s*-? *\[0\]: "role group \\?"ApplicationImpersonation\\?", role assignment \\?"[^"]+\\?": organizationWide"/,
  );
  const plan = await engine.previewJson();
  expect([...changes(plan.steps).keys()]).toEqual(["grant"]);
  expect(changes(plan.steps).get("grant")?.op).toBe("update");
  const { exitCode } = await engine.start(["preview", "--expect-no-changes"]).result;
  expect(exitCode).not.toBe(0);

  // An update repairs nothing of it by itself, says it again, and does not fail.
  const grants = () => running.tenant.store.roleAssignments.all().map(({ guid }) => guid);
  const before = grants();
  expect((await engine.up()).stdout).toMatch(told);
  expect(grants()).toEqual(before);
  expect([...changes((await engine.previewJson()).steps).keys()]).toEqual(["grant"]);

  engine.write(recipe({ more: 'mayBeWidenedBy: ["organizationWide"],' }));
  expect((await engine.up()).stdout).not.toMatch(/Error|error:/);
  const accepted = await engine.preview({ args: ["--expect-no-changes"] });
  expect(accepted.stdout).not.toContain("does not confine");

  engine.write(recipe({ group: false }));
  await engine.up();
  const confined = await engine.preview({ args: ["--expect-no-changes"] });
  expect(confined.stdout).not.toContain("does not confine");
});

test("what is doubtful about a filter is told in the preview and the update that bring it, and no more", async () => {
  const { engine } = await onPremisesEngine(
    program(
      `new ManagementScope("rooms", { name: "Doubtful", recipientRestrictionFilter: "CustomAttribute1 -like '*room*'" });`,
    ),
  );
  const says = /management scope "Doubtful": .*has a \* that is not at the end/;
  const first = await engine.preview();
  expect(first.stdout).toMatch(says);
  expect(first.stdout.match(/has a \* that is not at the end/g)?.length).toBeLessThanOrEqual(2);
  expect((await engine.up()).stdout).toMatch(says);
  expect((await engine.preview({ args: ["--expect-no-changes"] })).stdout).not.toContain("has a *");
});
