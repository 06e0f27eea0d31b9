import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { kinds, type Kind } from "../../providers/dynamic/provider-text";
import { managementScopeSchema } from "../../providers/resources/management-scope";
import { roleAssignmentSchema } from "../../providers/resources/role-assignment";
import { roleGroupSchema } from "../../providers/resources/role-group";
import { onPremisesProperties } from "../../providers/resources/on-premises-account";
import { serviceAccountSchema } from "../../providers/resources/service-account";
import { servicePrincipalSchema } from "../../providers/resources/service-principal";
import type { Engine } from "../support/engine";
import { accountWithOtherPassword } from "../support/engine-account-drift-cases";
import type { Plan } from "../support/engine-documents";
import {
  addApplications,
  driftCases,
  driftProgram,
  nameOf,
  type DriftCase,
} from "../support/engine-drift-cases";
import { changes, connectedEngine, program, startEngineTenant } from "../support/engine-exchange";
import { settings, stored, storedByName, type StoredObject } from "../support/engine-stored-objects";
import { allowAccounts } from "../support/graph-rights";

const schemas: Record<Kind, { shape: object }> = {
  ManagementScope: managementScopeSchema,
  ServiceAccount: serviceAccountSchema,
  ServicePrincipal: servicePrincipalSchema,
  RoleGroup: roleGroupSchema,
  RoleAssignment: roleAssignmentSchema,
};

/** Properties that nobody can change in the tenant, and why. */
const cannotDrift: Record<Kind, Record<string, string>> = {
  ManagementScope: {
    adopt: "says how the object was come by",
    exclusive: "stops everything when it drifts, and has a test of its own",
  },
  ServiceAccount: {
    adopt: "says how the object was come by",
    restoreDeleted: "says how the object was come by",
    licensesMode: "says how licences are compared",
    allowMailboxRemoval: "allows the program a change",
    purgeOnDelete: "says how the object is deleted",
    waitForMailboxMinutes: "says what a write waits for",
    ...Object.fromEntries(
      Object.keys(onPremisesProperties).map((each) => [each, "is on-premises alone, with tests of its own"]),
    ),
    password: "is given back by nobody: another one is not seen, and none is ever shown",
  },
  ServicePrincipal: { adopt: "says how the object was come by" },
  RoleGroup: {
    adopt: "says how the object was come by",
    membersMode: "says how members are compared",
    mayBeWidenedBy: "says what the program accepts",
    widenedBy: "follows from other grants, and has tests of its own",
  },
  RoleAssignment: {
    adopt: "says how the object was come by",
    mayBeWidenedBy: "says what the program accepts",
    widenedBy: "follows from other grants, and has tests of its own",
  },
};

describe("what somebody changed behind Pulumi's back", () => {
  let running: RunningTenant;
  let engine: Engine;
  let made: Map<string, StoredObject>;
  let repaired: Map<string, StoredObject>;
  let plan: Plan;
  let text: string;
  let details: string;
  let exitCodeAfterRepair: number | null;
  let builtIn: number;

  beforeAll(async () => {
    running = await startEngineTenant();
    addApplications(running);
    allowAccounts(running);
    builtIn = objectsIn(running);
    engine = await connectedEngine(running, { files: program(...driftProgram) });
    await engine.up();
    made = await storedByName(engine, running);
    const guids = new Map([...made].map(([name, { guid }]) => [name, guid]));
    for (const each of driftCases) {
      const guid = guids.get(nameOf(each)) ?? "";
      stored(running, each.kind).update(guid, each.edit({ store: running.tenant.store, guids }, guid));
    }
    const { name, edit } = accountWithOtherPassword;
    stored(running, "ServiceAccount").update(guids.get(name) ?? "", edit);
    [text, details, plan] = await Promise.all([
      engine.preview().then(({ stdout }) => stdout),
      engine.preview({ args: ["--diff"] }).then(({ stdout }) => stdout),
      engine.previewJson(),
    ]);
    await engine.up();
    repaired = await storedByName(engine, running);
    ({ exitCode: exitCodeAfterRepair } = await engine.start(["preview", "--expect-no-changes"]).result);
  });
  afterAll(async () => {
    await engine.close();
    await running.close();
  });

  test.each(driftCases.map((each) => [sentence(each), each] as const))("%s", (_, each) => {
    const { kind, property, live, wanted, along = [], outcome } = each;
    const name = nameOf(each);
    const step = changes(plan.steps).get(name);
    const shown = Object.keys(step?.detailedDiff ?? {}).map((path) => path.replace(/[.[].*/, ""));
    expect([...new Set(shown)].sort()).toEqual([property, ...along].sort());
    expect(text).toMatch(new RegExp(` ${name} (update|replace) \\[diff: .*[~+-]${property}`));
    for (const value of [live, wanted]) expect(planned(details, name)).toMatch(asPattern(value));

    const before = made.get(name) as StoredObject;
    const after = repaired.get(name) as StoredObject;
    if (outcome === "repaired in place") {
      expect(step?.op).toBe("update");
      expect(after.guid).toBe(before.guid);
      expect(settings(after)).toEqual(settings(before));
    } else {
      expect(step?.op).toMatch(/replace/);
      // What replaces another has a name of its own, since both exist for a moment.
      const ownNames = { name: "", displayName: "" };
      expect({ ...settings(after), ...ownNames }).toEqual({ ...settings(before), ...ownNames });
      expect(stored(running, kind).get(before.guid)).toBeUndefined();
    }
  });

  test("nothing else shows, and nothing is left over or missing after the repair", () => {
    expect([...changes(plan.steps).keys()].sort()).toEqual(driftCases.map(nameOf).sort());
    expect([...repaired.keys()].sort()).toEqual([...made.keys()].sort());
    expect(objectsIn(running) - builtIn).toBe([...made.values()].filter(isCounted).length);
  });

  test("after the repair a preview is empty", () => {
    expect(exitCodeAfterRepair).toBe(0);
  });
});

test.each(kinds)("every property of %s has a case of drift, or cannot drift", (kind) => {
  const covered = driftCases.filter((each) => each.kind === kind).map(({ property }) => property);
  const listed = [...new Set(covered), ...Object.keys(cannotDrift[kind])];
  expect(listed.sort()).toEqual(Object.keys(schemas[kind].shape).sort());
});

test("an exclusive scope cannot become an ordinary one or the reverse: a preview refuses, and says what to do", async () => {
  const running = await startEngineTenant();
  const scope = `new ManagementScope("rooms", { recipientRestrictionFilter: "City -eq 'Oslo'" });`;
  const engine = await connectedEngine(running, { files: program(scope) });
  await engine.up();
  const [made] = running.tenant.store.managementScopes.all();
  running.tenant.store.managementScopes.update(made?.guid ?? "", { exclusive: true });

  const { stdout } = await engine.preview({ expectExit: 1 });
  expect(stdout).toContain("exclusive");
  expect(stdout).toContain("cannot be changed: Exchange has no way to");
  expect(stdout).toContain("Declare a second scope, move the grants to it, then remove this one");
});

test("a filter that changes in the program is exactly one update, in place", async () => {
  const running = await startEngineTenant();
  const statements = (city: string): Record<string, string> =>
    program(
      ...driftProgram.slice(0, 4),
      `const scope = new ManagementScope("changing", { recipientRestrictionFilter: "City -eq '${city}'" });`,
      `new RoleAssignment("grant", { app: app.id, role: "Application Mail.Read", scope: { managementScope: scope.id } });`,
    );
  const engine = await connectedEngine(running, { files: statements("Oslo") });
  await engine.up();
  const before = (await storedByName(engine, running)).get("changing");
  engine.write(statements("Bergen"));

  const plan = await engine.previewJson();
  expect(plan.changeSummary).toMatchObject({ update: 1 });
  const [[name, step] = [], ...others] = changes(plan.steps);
  expect(others).toEqual([]);
  expect(name).toBe("changing");
  expect(step?.detailedDiff).toEqual({ recipientRestrictionFilter: { kind: "update", inputDiff: true } });

  running.clearRequests();
  await engine.up();
  const after = (await storedByName(engine, running)).get("changing");
  expect(after).toMatchObject({ guid: before?.guid, recipientFilter: "City -eq 'Bergen'" });
  const writes = running.requests().filter(({ cmdlet = "" }) => /^(New|Set|Remove)-/.test(cmdlet));
  expect(writes.map(({ cmdlet }) => cmdlet)).toEqual(["Set-ManagementScope"]);
});

function objectsIn(running: RunningTenant): number {
  return kinds.flatMap((kind) => stored(running, kind).all()).filter(isCounted).length;
}

/** Grants to role groups are built in, or compared with their group. */
function isCounted({ roleAssigneeType }: StoredObject): boolean {
  return roleAssigneeType !== "RoleGroup";
}

function sentence({ kind, property, what, outcome }: DriftCase): string {
  return `a ${kind} ${what} shows in a preview as ${property}, with both values, and is ${outcome}`;
}

/** What the plan, which follows the refresh, says of a resource. */
function planned(output: string, name: string): string {
  const blocks = output
    .split(/(?=^ *[-+~]+ *pulumi-nodejs:)/m)
    .filter((block) => block.includes(`::${name}]`));
  return blocks.filter((block) => !/^[^\n]*\(refresh\)/.test(block)).join("\n");
}

function asPattern(text: string | RegExp): RegExp {
  return typeof text === "string" ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : text;
}
