import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { kinds } from "../../providers/dynamic/provider-text";
import { managementScopeSchema } from "../../providers/resources/management-scope";
import { roleAssignmentSchema } from "../../providers/resources/role-assignment";
import { servicePrincipalSchema } from "../../providers/resources/service-principal";
import type { Engine } from "../support/engine";
import type { Plan } from "../support/engine-documents";
import {
  addApplications,
  driftCases,
  driftProgram,
  nameOf,
  type DriftCase,
} from "../support/engine-drift-cases";
import { changes, connectedEngine, program, startEngineTenant } from "../support/engine-exchange";
import {
  settings,
  stored,
  storedByName,
  storedKinds,
  type StoredKind,
  type StoredObject,
} from "../support/engine-stored-objects";

const schemas: Record<StoredKind, { shape: object }> = {
  ManagementScope: managementScopeSchema,
  ServicePrincipal: servicePrincipalSchema,
  RoleAssignment: roleAssignmentSchema,
};

/** How an object was adopted is no property of it; drift of `exclusive` has its own test, because it stops everything. */
const elsewhere = ["adopt", "exclusive"];

describe("what somebody changed behind Pulumi's back", () => {
  let running: RunningTenant;
  let engine: Engine;
  let made: Map<string, StoredObject>;
  let repaired: Map<string, StoredObject>;
  let plan: Plan;
  let text: string;
  let details: string;
  let exitCodeAfterRepair: number | null;

  beforeAll(async () => {
    running = await startEngineTenant();
    addApplications(running);
    engine = await connectedEngine(running, { files: program(...driftProgram) });
    await engine.up();
    made = await storedByName(engine, running);
    const guids = new Map([...made].map(([name, { guid }]) => [name, guid]));
    for (const each of driftCases) {
      const edit = each.edit({ store: running.tenant.store, guids });
      stored(running, each.kind).update(guids.get(nameOf(each)) ?? "", edit);
    }
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
    const ours = storedKinds.flatMap((kind) => stored(running, kind).all());
    const builtIn = ours.filter(({ roleAssigneeType }) => roleAssigneeType === "RoleGroup");
    expect(ours.length - builtIn.length).toBe(made.size);
  });

  test("after the repair a preview is empty", () => {
    expect(exitCodeAfterRepair).toBe(0);
  });
});

test.each(storedKinds)("every managed property of %s has a case of drift", (kind) => {
  const managed = Object.keys(schemas[kind].shape).filter((property) => !elsewhere.includes(property));
  const covered = driftCases.filter((each) => each.kind === kind).map(({ property }) => property);
  expect([...new Set(covered)].sort()).toEqual(managed.sort());
});

test("every kind whose objects can drift in the embedded tenant has cases", () => {
  // The tenant does not play the writes of these: no object of theirs comes to be that could drift.
  const notPlayed = ["RoleGroup", "ServiceAccount"];
  expect([...storedKinds, ...notPlayed].sort()).toEqual([...kinds].sort());
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
