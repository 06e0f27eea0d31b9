import { describe, expect, test } from "vitest";
import { objectsOf, startExchangeStack } from "./exchange-stack";
import { upKilledAtWrite, type Victim } from "./interruption";
import { allKinds, app, grant, scope } from "./programs";

interface Interruption {
  kind: string;
  collection: string;
  /** A program that changes an object of the kind in place, and one that declares it no longer. */
  changed: string[];
  without: string[];
}

const interruptions: Interruption[] = [
  {
    kind: "ManagementScope",
    collection: "managementScopes",
    changed: [scope(`recipientRestrictionFilter: "City -eq 'Seattle'"`), app(), grant()],
    without: [app()],
  },
  {
    kind: "ServicePrincipal",
    collection: "exchangeServicePrincipals",
    changed: [scope(), app('displayName: "Room Booking"'), grant()],
    without: [scope()],
  },
  {
    kind: "RoleAssignment",
    collection: "roleAssignments",
    changed: [scope(), app(), grant("enabled: false")],
    without: [scope(), app()],
  },
];

/** Between a write and its answer nobody knows what has happened: the next `up` must find out. */
export function interruptionTests(victim: Victim): void {
  describe(`the ${victim} killed between a write and its answer`, () => {
    for (const { kind, collection, changed, without } of interruptions)
      test(`leaves exactly one ${kind} after the next up, whether it was creating or changing it, and none after deleting it`, async () => {
        const stack = await startExchangeStack(allKinds);
        const { engine, running, declare } = stack;
        const goOn = async (): Promise<void> => {
          await engine.up();
          await engine.preview({ args: ["--expect-no-changes"] });
        };

        const killed = await upKilledAtWrite(stack, victim, collection);
        expect(killed.exitCode).not.toBe(0);
        const created = objectsOf(running)[kind];
        expect(created, "made, and not known to the stack").toHaveLength(1);
        await goOn();
        for (const [each, guids] of Object.entries(objectsOf(running))) {
          expect(guids, `${each}, after a create`).toHaveLength(1);
        }
        expect(objectsOf(running)[kind], "after a create").toEqual(created);

        declare(...changed);
        await upKilledAtWrite(stack, victim, collection);
        await goOn();
        expect(objectsOf(running)[kind], "after a change").toEqual(created);

        declare(...without);
        await upKilledAtWrite(stack, victim, collection);
        await goOn();
        expect(objectsOf(running)[kind], "after a delete").toEqual([]);
      });
  });
}
