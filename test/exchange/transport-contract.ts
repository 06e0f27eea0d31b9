import { describe, expect, test } from "vitest";
import type { Deployment } from "../../providers/connection/deployment";
import { ServiceError, type ServiceErrorKind } from "../../providers/connection/errors";
import type { Parameters, Transport } from "../../providers/exchange/transport";
import type { FaultKind, RunningTenant } from "../../emulator";
import { startTestTenant } from "../support/tenant";
import { families } from "./contract-families";
import { hostileTexts, newScope } from "./contract-objects";

/** A transport as the suite takes it. */
export interface TransportUnderTest {
  name: string;
  deployment: Deployment;
  /** Connects as the seed's automation application or administrator, or as `variables` say. Closes when the test is over. */
  connect: (running: RunningTenant, variables?: Record<string, string>) => Transport;
  isSkipped?: boolean;
}

const forcedErrors: [FaultKind, ServiceErrorKind][] = [
  ["notFound", "notFound"],
  ["alreadyExists", "alreadyExists"],
  ["dehydrated", "dehydrated"],
  ["notDelegated", "notDelegated"],
  ["scopeInUse", "invalidOperation"],
  ["badFilter", "invalidRequest"],
  ["parameterTransformation", "invalidRequest"],
  ["forbidden", "accessDenied"],
  ["unauthorized", "unauthenticated"],
  ["serverError", "unavailable"],
  ["unavailable", "unavailable"],
  ["cmdletProxyNotAvailable", "unavailable"],
  ["serverBusy", "unavailable"],
  ["transient", "unavailable"],
  ["backendCommunication", "unavailable"],
  ["connectionDropped", "unavailable"],
];

/** Exchange Server has no such thing. */
const cloudFaults: ReadonlySet<FaultKind> = new Set([
  "dehydrated",
  "parameterTransformation",
  "cmdletProxyNotAvailable",
  "backendCommunication",
]);

export async function refusalOf(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(ServiceError);
  return error as ServiceError;
}

/** What every transport must be, whichever way it speaks to Exchange. */
export function transportContract(subject: TransportUnderTest): void {
  const isOnline = subject.deployment === "online";
  describe.skipIf(subject.isSkipped)(`Exchange over ${subject.name}`, () => {
    const start = async (): Promise<{ running: RunningTenant; transport: Transport }> => {
      const running = await startTestTenant({ mode: subject.deployment });
      return { running, transport: subject.connect(running) };
    };

    test("makes, changes, lists and removes objects of every family, and reads all that there is to read", async () => {
      const { running, transport } = await start();
      await families[subject.deployment](running, transport);
    });

    test.each(hostileTexts)("%s arrives and comes back as it is", async (_, text) => {
      const { running, transport } = await start();
      // Whether Exchange takes such a text is its own affair.
      await transport.invoke("New-RoleGroup", { Name: "Keepers", Description: text }).catch(() => undefined);
      const [request] = running.requests().filter(({ cmdlet }) => cmdlet === "New-RoleGroup");
      expect(request?.parameters?.["Description"]).toBe(text);

      const [group] = running.tenant.store.roleGroups.all();
      running.tenant.store.roleGroups.update(group?.guid ?? "", { description: text });
      const { records } = await transport.invoke("Get-RoleGroup", { Identity: group?.guid });
      expect(records[0]?.["Description"]).toBe(text);
    });

    test("values of every type arrive as they are", async () => {
      const { running, transport } = await start();
      await transport.invoke("New-ManagementScope", newScope);
      const parameters = { Identity: "Rooms", RecipientRoot: null, Confirm: false };
      await transport.invoke("Set-ManagementScope", parameters);
      expect(running.requests().at(-1)?.parameters).toMatchObject(parameters);
      const group = { Name: "Keepers", Roles: ["View-Only Recipients"], Members: [] as string[] };
      await transport.invoke("New-RoleGroup", group).catch(() => undefined);
      expect(running.requests().at(-1)?.parameters).toMatchObject(group);
    });

    const errors = isOnline ? forcedErrors : forcedErrors.filter(([fault]) => !cloudFaults.has(fault));
    test.each(errors)("%s is told as %s", async (fault, kind) => {
      const { running, transport } = await start();
      await transport.organizationGuid();
      running.tenant.faults.set({ errors: [{ target: "New-ManagementScope", kind: fault, times: 1000 }] });
      const error = await refusalOf(transport.invoke("New-ManagementScope", newScope));
      expect(error.kind).toBe(kind);
      expect(error.operation).toBe("New-ManagementScope");
      expect(running.tenant.store.managementScopes.all()).toEqual([]);
    });

    test.each<[string, Parameters, ServiceErrorKind]>([
      ["Get-ManagementScope", { Identity: "nowhere" }, "notFound"],
      ["New-ManagementScope", { Name: "x", RecipientRestrictionFilter: "no filter" }, "invalidRequest"],
      ["Get-ManagementScope", { Identiti: "x" }, "invalidRequest"],
    ])("%s with %o is refused as %s", async (cmdlet, parameters, kind) => {
      const { transport } = await start();
      expect((await refusalOf(transport.invoke(cmdlet, parameters))).kind).toBe(kind);
    });

    test("a New- cmdlet whose answer was lost is not sent again, and has happened once", async () => {
      const { running, transport } = await start();
      running.tenant.faults.set({
        errors: [{ target: "New-ManagementScope", kind: "connectionDropped", when: "after" }],
      });
      expect((await refusalOf(transport.invoke("New-ManagementScope", newScope))).kind).toBe("unavailable");
      expect(sent(running, "New-ManagementScope")).toBe(1);
      expect(running.tenant.store.managementScopes.all()).toHaveLength(1);
    });

    test("throttling is waited out, by reads and by writes", async () => {
      const { running, transport } = await start();
      await transport.organizationGuid();
      for (const [cmdlet, parameters] of [
        ["Get-ManagementScope", {}],
        ["New-ManagementScope", newScope],
      ] as const) {
        running.tenant.faults.set({ throttling: { requests: 3, surfaces: ["exchange"] } });
        await transport.invoke(cmdlet, parameters);
      }
      expect(running.tenant.store.managementScopes.all()).toHaveLength(1);
    });

    test("a read and a change are repeated when Exchange is not there for a while", async () => {
      const { running, transport } = await start();
      await transport.invoke("New-ManagementScope", newScope);
      for (const kind of ["serverError", "connectionDropped", "serverBusy"] as const) {
        running.tenant.faults.set({ errors: [{ target: "*-ManagementScope", kind, times: 2 }] });
        expect((await transport.invoke("Get-ManagementScope")).records).toHaveLength(1);
        running.tenant.faults.set({ errors: [{ target: "*-ManagementScope", kind, times: 2 }] });
        await transport.invoke("Set-ManagementScope", { Identity: "Rooms", Confirm: false });
      }
    });

    test("a list is complete over all its pages, and one whose later page fails is an error", async () => {
      const { running, transport } = await start();
      for (const city of ["Oslo", "Bergen", "Hamar"]) {
        await transport.invoke("New-ManagementScope", {
          Name: city,
          RecipientRestrictionFilter: `City -eq '${city}'`,
        });
      }
      running.tenant.faults.set({ paging: { pageSize: 2 } });
      expect((await transport.invoke("Get-ManagementScope")).records).toHaveLength(3);
      running.tenant.faults.set({ paging: { pageSize: 2, laterPages: "failed" } });
      await refusalOf(transport.invoke("Get-ManagementScope"));
    });

    if (isOnline) {
      test("a token that ran out is renewed, without a second write", async () => {
        const { running, transport } = await start();
        await transport.organizationGuid();
        running.tenant.clock.advance(2 * 3_600_000);
        await transport.invoke("New-ManagementScope", newScope);
        expect(running.tenant.store.managementScopes.all()).toHaveLength(1);
      });
    }

    test("neither secret nor token is in an error of a refused sign-in", async () => {
      const running = await startTestTenant({ mode: subject.deployment });
      const secret = isOnline ? "ARM_CLIENT_SECRET" : "EXCHANGE_PASSWORD";
      const transport = subject.connect(running, { [secret]: "not-the-secret" });
      const error = await refusalOf(transport.invoke("Get-ManagementScope"));
      expect(error.kind).toBe("unauthenticated");
      const everything = JSON.stringify([error.message, error.stack, error, String(error.cause)]);
      expect(everything).not.toContain("not-the-secret");
      expect(everything).not.toContain("eyJ");
    });

    test("closed, it opens again when something is asked", async () => {
      const { transport } = await start();
      await transport.organizationGuid();
      await transport.close();
      await transport.close();
      expect((await transport.invoke("Get-ManagementScope")).records).toEqual([]);
    });
  });
}

export function sent(running: RunningTenant, cmdlet: string): number {
  return running.requests().filter((request) => request.cmdlet === cmdlet).length;
}
