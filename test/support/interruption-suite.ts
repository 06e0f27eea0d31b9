import { describe, expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import type { Kind } from "../../providers/dynamic/provider-text";
import { startExchangeStack } from "./exchange-stack";
import { allowAccounts } from "./graph-rights";
import { upKilledAtWrite, type Victim } from "./interruption";
import { kindsUnderTest } from "./kinds";
import { account, allKinds, app, grant, group, scope } from "./programs";
import type { TransportName } from "./transports";

interface Interruption {
  kind: Kind;
  /** What the write is to, in the tenant's store. */
  collection: string;
  /** At which write to it, if it is not its own. */
  what?: string;
  /** One of each kind that an application needs, if none is given. */
  program?: string[];
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
  {
    kind: "RoleGroup",
    collection: "roleGroups",
    program: [scope(), group()],
    changed: [scope(), group('description: "May change the rooms"')],
    without: [scope()],
  },
  {
    kind: "RoleGroup",
    collection: "roleAssignments",
    what: "between two grants of it ",
    program: [scope(), group()],
    changed: [scope(), group('roles: [{ role: "Reset Password" }, { role: "View-Only Recipients" }]')],
    without: [scope()],
  },
  {
    kind: "ServiceAccount",
    collection: "users",
    program: [account()],
    changed: [account('displayName: "Rooms"')],
    without: [],
  },
];

/** Between a write and its answer nobody knows what has happened: the next `up` must find out. */
export function interruptionTests(victim: Victim, transport: TransportName, kinds?: readonly Kind[]): void {
  const chosen = interruptions.filter(({ kind }) => kinds?.includes(kind) ?? true);
  describe(`the ${victim} killed between a write and its answer over ${transport}`, () => {
    for (const { kind, collection, what = "", program = allKinds, changed, without } of chosen)
      test(`${what}leaves exactly one ${kind} after the next up, whether it was creating or changing it, and none after deleting it`, async () => {
        const stack = await startExchangeStack(program, { transport });
        const { engine, running, declare } = stack;
        allowAccounts(running);
        const goOn = async (): Promise<void> => {
          await engine.up();
          await engine.preview({ args: ["--expect-no-changes"] });
        };

        const killed = await upKilledAtWrite(stack, victim, collection);
        expect(killed.exitCode).not.toBe(0);
        const created = guidsOf(running, kind);
        expect(created, "made, and not known to the stack").toHaveLength(1);
        await goOn();
        for (const { kind: each } of kindsUnderTest) {
          const declared = program.filter((line) => line.includes(`new x.${each}(`));
          expect(guidsOf(running, each), `${each}, after a create`).toHaveLength(declared.length);
        }
        const roles = rolesOfGroups(running);
        expect(new Set(roles).size, "roles, each granted once").toBe(roles.length);
        expect(roles).toHaveLength(2 * guidsOf(running, "RoleGroup").length);
        expect(guidsOf(running, kind), "after a create").toEqual(created);

        declare(...changed);
        await upKilledAtWrite(stack, victim, collection);
        await goOn();
        expect(guidsOf(running, kind), "after a change").toEqual(created);

        declare(...without);
        await upKilledAtWrite(stack, victim, collection);
        await goOn();
        expect(guidsOf(running, kind), "after a delete").toEqual([]);
      });
  });
}

/** Objects of ours in the tenant's own store. */
function guidsOf(running: RunningTenant, kind: Kind): string[] {
  const objects = kindsUnderTest.find((each) => each.kind === kind)?.objects(running) ?? [];
  return objects.map(({ guid }) => guid);
}

/** The roles that our role groups have, as often as they are granted. */
function rolesOfGroups(running: RunningTenant): string[] {
  const groups = guidsOf(running, "RoleGroup");
  const grants = running.tenant.store.roleAssignments.filter(({ roleAssignee }) =>
    groups.includes(roleAssignee),
  );
  return grants.map(({ roleAssignee, role }) => `${roleAssignee} ${role}`);
}
