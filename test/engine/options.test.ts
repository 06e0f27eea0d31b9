import { describe, expect, test } from "vitest";
import {
  grantsOf,
  hasty,
  objectsOf,
  resourceOf,
  startExchangeStack,
  writesOf,
} from "../support/exchange-stack";
import { allKinds, app, grant, scope } from "../support/programs";

const seattle = `recipientRestrictionFilter: "City -eq 'Seattle'"`;

describe("Pulumi's own options", () => {
  test("ignoreChanges leaves both the program's and Exchange's change of a property alone", async () => {
    const { engine, running, declare } = await startExchangeStack([scope()]);
    await engine.up();
    const [guid = ""] = objectsOf(running)["ManagementScope"] ?? [];
    running.tenant.store.managementScopes.update(guid, { name: "renamed by hand" });
    declare(scope(seattle, '{ ignoreChanges: ["name", "recipientRestrictionFilter"] }'));
    running.clearRequests();
    await engine.up();
    expect(writesOf(running)).toEqual([]);
    expect(running.tenant.store.managementScopes.get(guid)?.name).toBe("renamed by hand");
    await engine.preview({ args: ["--expect-no-changes"] });
  });

  test("protect keeps the object from being deleted", async () => {
    const { engine, running, declare } = await startExchangeStack([scope("", "{ protect: true }")]);
    await engine.up();
    const objects = objectsOf(running);
    declare();
    const { stdout } = await engine.up({ expectExit: 1 });
    expect(stdout).toMatch(/cannot be deleted\s+because it is protected/);
    expect(objectsOf(running)).toEqual(objects);
  });

  test("retainOnDelete forgets the object and leaves it in Exchange, where adopt takes it up again", async () => {
    const { engine, running, declare } = await startExchangeStack([
      scope('name: "kept"', "{ retainOnDelete: true }"),
    ]);
    await engine.up();
    const objects = objectsOf(running);
    declare();
    await engine.up();
    expect(await engine.resources()).toEqual([]);
    expect(objectsOf(running)).toEqual(objects);

    declare(scope('name: "kept", adopt: true'));
    await engine.up();
    expect(objectsOf(running)).toEqual(objects);
    await engine.preview({ args: ["--expect-no-changes"] });
  });

  test("--target touches the named resource alone", async () => {
    const { engine, running, declare } = await startExchangeStack(allKinds);
    await engine.up();
    running.clearRequests();
    declare(scope(seattle), app('displayName: "Room Booking"'), grant());
    await engine.up({ args: ["--target", "**::app"] });
    expect(writesOf(running)).toEqual(["Set-ServicePrincipal"]);
  });

  test("an alias keeps the object, and with it its generated name, when the resource is renamed", async () => {
    const { engine, running, declare } = await startExchangeStack(allKinds);
    await engine.up();
    const objects = objectsOf(running);
    running.clearRequests();
    const renamed = (line: string, from: string): string =>
      line
        .replace(`("${from}"`, `("new-${from}"`)
        .replace(/, \{\}\);$/, `, { aliases: [{ name: "${from}" }] });`);
    declare(renamed(scope(), "rooms"), renamed(app(), "app"), renamed(grant(), "grant"));
    await engine.up();
    expect(writesOf(running)).toEqual([]);
    expect(objectsOf(running)).toEqual(objects);
    await engine.preview({ args: ["--expect-no-changes"] });
  });
});

describe("deleting", () => {
  test("takes the grants away before what they rest on", async () => {
    const { engine, running } = await startExchangeStack(allKinds);
    await engine.up();
    running.clearRequests();
    await engine.destroy();
    expect(writesOf(running)[0]).toBe("Remove-ManagementRoleAssignment");
    expect(writesOf(running).slice(1).sort()).toEqual(["Remove-ManagementScope", "Remove-ServicePrincipal"]);
  });

  test("a scope on which somebody else's grant rests is refused, naming the grant, and works when that is gone", async () => {
    const { engine, running, declare } = await startExchangeStack(allKinds);
    await engine.up();
    const { roleAssignments } = running.tenant.store;
    const [ours] = grantsOf(running.tenant.store);
    if (ours === undefined) throw new Error("There is no grant.");
    const guid = "5d0c3b1a-94e2-4f7c-8a6b-1e2f3a4b5c6d";
    roleAssignments.insert({ ...ours, guid, name: "Set up by hand" });
    const { id, outputs } = (await resourceOf(engine, "ManagementScope")) ?? {};

    // The application stays: with it Exchange would take that grant away as well.
    declare(app());
    const { stdout } = await engine.up({ environment: hasty, expectExit: 1 });
    expect(stdout).toMatch(/These grants use it and must go first: "Set up by hand"/);
    expect(await resourceOf(engine, "ManagementScope")).toMatchObject({ id, outputs });
    expect(grantsOf(running.tenant.store)).toMatchObject([{ guid }]);

    roleAssignments.remove(guid);
    await engine.up();
    expect(objectsOf(running)).toMatchObject({ ManagementScope: [], RoleAssignment: [] });
    expect(await engine.resources()).toHaveLength(1);
  });
});
