import { expect, test } from "vitest";
import type { FaultPatch } from "../../emulator";
import {
  grantsOf,
  hasty,
  objectsOf,
  resourceOf,
  startExchangeStack,
  type ExchangeStack,
} from "../support/exchange-stack";
import { allowAccounts } from "../support/graph-rights";
import { account, allKinds, app, grant, group, scope } from "../support/programs";

// Exchange takes a change and then fails: what is left must be something that the next `up` goes on from.

const hidden = { lag: { reads: { calls: 0, milliseconds: 3_600_000 } } };
const shown = { lag: { reads: { calls: 0, milliseconds: 0 } } };

/** The next `up` succeeds, one of each kind is there, and nothing is left to do. */
async function expectGoesOn({ engine, running }: ExchangeStack): Promise<void> {
  await engine.up();
  for (const [kind, guids] of Object.entries(objectsOf(running))) expect(guids, kind).toHaveLength(1);
  await engine.preview({ args: ["--expect-no-changes"] });
}

test("a scope that Exchange makes and does not show is kept as unfinished, and finished by the next up", async () => {
  const stack = await startExchangeStack([scope()]);
  const { engine, running, declare } = stack;
  running.tenant.faults.set(hidden);
  const { stdout } = await engine.up({ environment: hasty, expectExit: 1 });
  expect(stdout).toMatch(/accepted the change, but after 5 minutes its list does not show it/);
  expect(stdout).toMatch(/Run "pulumi up" again/);
  const kept = await resourceOf(engine, "ManagementScope");
  expect(kept).toMatchObject({
    id: objectsOf(running)["ManagementScope"]?.[0],
    initErrors: [expect.any(String)],
  });
  expect(kept?.outputs?.["__provider"]).toBe(kept?.inputs?.["__provider"]);

  running.tenant.faults.set(shown);
  declare(...allKinds);
  await expectGoesOn(stack);
  expect(objectsOf(running)["ManagementScope"]).toEqual([kept?.id]);
});

test("a change of a grant that Exchange accepts and does not show fails, and the next up goes on", async () => {
  const stack = await startExchangeStack(allKinds);
  const { engine, running, declare } = stack;
  await engine.up();
  const before = objectsOf(running);
  running.tenant.faults.set(hidden);
  declare(scope(), app(), grant("enabled: false"));
  const { stdout } = await engine.up({ environment: hasty, expectExit: 1 });
  expect(stdout).toMatch(/does not show it: enabled: Exchange has true, the program says false/);

  running.tenant.faults.set(shown);
  await expectGoesOn(stack);
  expect(objectsOf(running)).toEqual(before);
  expect(grantsOf(running.tenant.store)).toMatchObject([{ enabled: false }]);
});

const survived: { title: string; faults: FaultPatch }[] = [
  {
    title: "a server error after the write",
    faults: { errors: [{ target: "New-ManagementRoleAssignment", kind: "serverError", when: "after" }] },
  },
  {
    title: "a lost answer",
    faults: { errors: [{ target: "New-*", kind: "connectionDropped", when: "after", times: 3 }] },
  },
  {
    title: "throttling in the middle",
    faults: { throttling: { every: 3, retryAfterSeconds: 0, surfaces: ["exchange", "graph"] } },
  },
  {
    title: "a sign-in that is throttled",
    faults: { throttling: { requests: 1, retryAfterSeconds: 0, surfaces: ["signIn"] } },
  },
];
for (const { title, faults } of survived)
  test(`${title} does not fail an up, and makes nothing twice`, async () => {
    const stack = await startExchangeStack(allKinds);
    stack.running.tenant.faults.set(faults);
    await expectGoesOn(stack);
  });

const fatal: { title: string; faults: FaultPatch; says: RegExp }[] = [
  {
    title: "a server error after the write that does not end",
    faults: {
      errors: [
        { target: "New-ManagementRoleAssignment", kind: "serverError", when: "after", times: 100_000 },
      ],
    },
    says: /New-ManagementRoleAssignment: An internal server error has occurred/,
  },
  {
    title: "a refusal after the write was carried out",
    faults: { errors: [{ target: "New-ManagementRoleAssignment", kind: "forbidden", when: "after" }] },
    says: /New-ManagementRoleAssignment/,
  },
];
for (const { title, faults, says } of fatal)
  test(`${title} fails the up, and the next one takes over what was made`, async () => {
    const stack = await startExchangeStack(allKinds);
    const { engine, running } = stack;
    running.tenant.faults.set(faults);
    const { stdout } = await engine.up({ environment: hasty, expectExit: 1 });
    expect(stdout).toMatch(says);
    const { RoleAssignment } = objectsOf(running);
    expect(RoleAssignment).toHaveLength(1);

    running.tenant.faults.reset();
    await expectGoesOn(stack);
    expect(objectsOf(running)["RoleAssignment"]).toEqual(RoleAssignment);
  });

test("a role group whose second grant is refused is kept with the first, and completed by the next up", async () => {
  const stack = await startExchangeStack([scope(), group()]);
  const { engine, running } = stack;
  const { store } = running.tenant;
  const ours = () => store.roleGroups.filter(({ name }) => name.startsWith("group-"));
  const grants = () => store.roleAssignments.filter(({ roleAssignee }) => roleAssignee === ours()[0]?.guid);
  const stop = store.onChange(({ collection }) => {
    if (collection !== "roleAssignments") return;
    running.tenant.faults.set({ errors: [{ target: "New-ManagementRoleAssignment", kind: "forbidden" }] });
    stop();
  });
  const { stdout } = await engine.up({ expectExit: 1 });
  expect(stdout).toMatch(/New-ManagementRoleAssignment/);
  const [made] = ours();
  expect(grants()).toHaveLength(1);
  expect(await resourceOf(engine, "RoleGroup")).toMatchObject({
    id: made?.guid,
    initErrors: [expect.any(String)],
  });

  running.tenant.faults.reset();
  await engine.up();
  expect(ours().map(({ guid }) => guid)).toEqual([made?.guid]);
  expect(grants()).toHaveLength(2);
  await engine.preview({ args: ["--expect-no-changes"] });
});

test("an account whose licence is refused is kept, and completed by the next up", async () => {
  const stack = await startExchangeStack([account()]);
  const { engine, running } = stack;
  allowAccounts(running);
  running.tenant.faults.set({
    errors: [{ target: "POST /v1.0/users/*/assignLicense", kind: "forbidden", times: 100 }],
  });
  await engine.up({ expectExit: 1 });
  const kept = await resourceOf(engine, "ServiceAccount");
  expect(kept).toMatchObject({ initErrors: [expect.any(String)] });

  running.tenant.faults.reset();
  await engine.up();
  expect((await resourceOf(engine, "ServiceAccount"))?.id).toBe(kept?.id);
  expect(running.tenant.store.users.get(kept?.id ?? "")?.assignedLicenses).toHaveLength(1);
  await engine.preview({ args: ["--expect-no-changes"] });
});

test("throttling for longer than an operation may take fails with Exchange's words, and the next up goes on", async () => {
  const stack = await startExchangeStack([scope()]);
  const { engine, running, declare } = stack;
  await engine.up();
  declare(...allKinds);
  running.tenant.faults.set({
    errors: [{ target: "New-ManagementRoleAssignment", kind: "throttled", times: 100 }],
    throttling: { retryAfterSeconds: 7_200 },
  });
  const { stdout } = await engine.up({ expectExit: 1 });
  expect(stdout).toMatch(/New-ManagementRoleAssignment: Too many requests/);
  expect(grantsOf(running.tenant.store)).toEqual([]);

  running.tenant.faults.reset();
  await expectGoesOn(stack);
});

test("a user who interrupts an up that waits for Exchange finds it finished by the next one", async () => {
  const stack = await startExchangeStack(allKinds);
  const { engine, running } = stack;
  running.tenant.faults.set(hidden);
  const written = new Promise<void>((resolve) => {
    const stop = running.tenant.store.onChange(({ collection }) => {
      if (collection !== "managementScopes") return;
      stop();
      resolve();
    });
  });
  const started = engine.start(["up", "--yes", "--skip-preview"]);
  await written;
  started.kill("SIGINT");
  await started.waitForOutput("press ^C again");
  started.kill("SIGINT");
  expect((await started.result).exitCode).not.toBe(0);

  running.tenant.faults.set(shown);
  await expectGoesOn(stack);
});
