import { describe, expect, test } from "vitest";
import {
  grantsOf,
  resourceOf,
  startExchangeStack,
  writesOf,
  type ExchangeStack,
} from "../support/exchange-stack";
import { allKinds, app, grant, scope } from "../support/programs";
import { previewReader } from "../support/seed";

const otherScope = `const other = new x.ManagementScope("other", { recipientRestrictionFilter: "City -eq 'Seattle'" });`;
const otherIds = `appId: "${previewReader.appId}", objectId: "${previewReader.servicePrincipalId}"`;
const otherApp = `const otherApp = new x.ServicePrincipal("other-app", { ${otherIds} });`;

/** How many grants there are after each change of one: a list of these shows any moment without access. */
function watchGrants({ running: { tenant } }: ExchangeStack): number[] {
  const counts: number[] = [];
  tenant.store.onChange(({ collection }) => {
    if (collection === "roleAssignments") counts.push(grantsOf(tenant.store).length);
  });
  return counts;
}

function grantWrites({ running }: ExchangeStack): string[] {
  return writesOf(running).filter((cmdlet) => cmdlet.endsWith("-ManagementRoleAssignment"));
}

describe("a grant with a generated name", () => {
  test("is replaced without a moment without access, when its role, its application or its kind of scope changes", async () => {
    const stack = await startExchangeStack([...allKinds, otherApp]);
    const { engine, running, declare } = stack;
    await engine.up();
    const unit = running.tenant.store.administrativeUnits.all()[0];
    const changes = [
      grant('role: "Application Mail.Read"'),
      grant('role: "Application Mail.Read", app: otherApp.id'),
      grant(
        `role: "Application Mail.Read", app: otherApp.id, scope: { administrativeUnit: "${unit?.id ?? ""}" }`,
      ),
    ];
    for (const change of changes) {
      const before = await resourceOf(engine, "RoleAssignment");
      const counts = watchGrants(stack);
      running.clearRequests();
      declare(scope(), app(), otherApp, change);
      await engine.up();
      expect(grantWrites(stack), change).toEqual([
        "New-ManagementRoleAssignment",
        "Remove-ManagementRoleAssignment",
      ]);
      expect(counts, change).toEqual([2, 1]);
      const after = await resourceOf(engine, "RoleAssignment");
      expect(after?.id, change).not.toBe(before?.id);
      expect(after?.outputs?.["name"], change).not.toBe(before?.outputs?.["name"]);
    }
    expect(grantsOf(running.tenant.store)).toMatchObject([
      { scope: { kind: "administrativeUnit", id: unit?.id } },
    ]);
    await engine.preview({ args: ["--expect-no-changes"] });
  });

  test("moves to another scope of its kind in place", async () => {
    const stack = await startExchangeStack([...allKinds, otherScope]);
    const { engine, running, declare } = stack;
    await engine.up();
    const before = await resourceOf(engine, "RoleAssignment");
    running.clearRequests();
    declare(scope(), app(), otherScope, grant("scope: { managementScope: other.id }"));
    await engine.up();
    expect(grantWrites(stack)).toEqual(["Set-ManagementRoleAssignment"]);
    const [only] = grantsOf(running.tenant.store);
    expect(only?.guid).toBe(before?.id);
    await engine.preview({ args: ["--expect-no-changes"] });
  });

  test("is one again after a replacement that the user forces", async () => {
    const stack = await startExchangeStack(allKinds);
    const { engine, running } = stack;
    await engine.up();
    const before = await resourceOf(engine, "RoleAssignment");
    const counts = watchGrants(stack);
    await engine.up({ args: ["--replace", before?.urn ?? "", "--refresh=true"] });
    expect(counts).toEqual([2, 1]);
    const after = await resourceOf(engine, "RoleAssignment");
    expect(after?.id).not.toBe(before?.id);
    expect(grantsOf(running.tenant.store)).toMatchObject([{ guid: after?.id }]);
    await engine.preview({ args: ["--expect-no-changes"] });
  });

  test("is kept, and not lost, when its replacement is forced without a refresh, and the output says so", async () => {
    const stack = await startExchangeStack(allKinds);
    const { engine, running } = stack;
    await engine.up();
    const before = await resourceOf(engine, "RoleAssignment");
    const counts = watchGrants(stack);
    const { stdout } = await engine.up({ args: ["--replace", before?.urn ?? "", "--refresh=false"] });
    expect(stdout).toContain("--refresh");
    expect(counts).toEqual([]);
    expect((await resourceOf(engine, "RoleAssignment"))?.id).toBe(before?.id);
    expect(grantsOf(running.tenant.store)).toMatchObject([{ guid: before?.id }]);
    await engine.preview({ args: ["--expect-no-changes"] });
    await engine.destroy();
    expect(grantsOf(running.tenant.store)).toEqual([]);
  });
});

test("a grant with a given name goes before its replacement comes", async () => {
  const stack = await startExchangeStack([scope(), app(), grant('name: "rooms to booking"')]);
  const { engine, running, declare } = stack;
  await engine.up();
  running.clearRequests();
  declare(scope(), app(), grant('name: "rooms to booking", role: "Application Mail.Read"'));
  await engine.up();
  expect(grantWrites(stack)).toEqual(["Remove-ManagementRoleAssignment", "New-ManagementRoleAssignment"]);
  expect(grantsOf(running.tenant.store)).toMatchObject([{ name: "rooms to booking" }]);
  await engine.preview({ args: ["--expect-no-changes"] });
});

test("a grant with a given name is replaced by force only with deleteBeforeReplace, and the refusal says so", async () => {
  const named = 'name: "rooms to booking"';
  const { engine, running, declare } = await startExchangeStack([scope(), app(), grant(named)]);
  await engine.up();
  const { urn = "", id } = (await resourceOf(engine, "RoleAssignment")) ?? {};
  const { stdout } = await engine.up({ args: ["--replace", urn], expectExit: 1 });
  expect(stdout).toMatch(/deleteBeforeReplace: true/);
  expect(grantsOf(running.tenant.store)).toMatchObject([{ guid: id }]);

  declare(scope(), app(), grant(named, "{ deleteBeforeReplace: true }"));
  await engine.up({ args: ["--replace", urn] });
  const replaced = await resourceOf(engine, "RoleAssignment");
  expect(replaced?.id).not.toBe(id);
  expect(grantsOf(running.tenant.store)).toMatchObject([{ guid: replaced?.id, name: "rooms to booking" }]);
  await engine.preview({ args: ["--expect-no-changes"] });
});

test("a grant whose scope Exchange drops is removed before the up fails, and made by the next one", async () => {
  const stack = await startExchangeStack(allKinds);
  const { engine, running } = stack;
  const counts = watchGrants(stack);
  running.tenant.faults.set({ droppedScopes: 1 });
  const { stdout } = await engine.up({ expectExit: 1 });
  expect(counts).toEqual([1, 0]);
  expect(stdout).toMatch(/removed again: nobody has access by it/);
  expect(await resourceOf(engine, "RoleAssignment")).toBeUndefined();

  await engine.up();
  expect(grantsOf(running.tenant.store)).toMatchObject([{ scope: { kind: "managementScope" } }]);
  await engine.preview({ args: ["--expect-no-changes"] });
});
