import { describe, expect, test } from "vitest";
import { ServiceError, type ServiceErrorKind } from "../../providers/connection/errors";
import { exchange, type Exchange } from "../../providers/exchange/exchange";
import type { Parameters, Transport } from "../../providers/exchange/transport";
import type { FaultKind, RunningTenant } from "../../emulator";
import { connectTransport } from "../support/exchange-transport";
import { tenantClock } from "../support/managed-resource";
import { roomBooking } from "../support/seed";
import { startTestTenant } from "../support/tenant";

/** A transport as the suite takes it. */
export interface TransportUnderTest {
  name: string;
  /** Connects as the seed's automation application, or as `variables` say. Closes when the test is over. */
  connect: (running: RunningTenant, variables?: Record<string, string>) => Transport;
  isSkipped?: boolean;
}

const quotes = "' \" ` ‘ ’ ‚ ‛ “ ” „ « »";

/** Texts that are code, ends of texts or ends of lines to somebody on the way. */
const hostileTexts: [string, string][] = [
  ["quotes of all kinds", quotes],
  ["a subexpression", "$(Remove-RoleGroup -Identity *) ${env:PATH} $null @{a=1} `$x"],
  ["the end of a quoted text and a command", "'; Remove-RoleGroup *; #"],
  ["the same in typographic quotes", "’; Remove-RoleGroup *; #”"],
  ["line ends", "a\r\nb\nc\rd\u2028e\u2029f\u0085g"],
  ["NUL and control characters", "a\u0000b\u0007c\u001b[31md\u007f"],
  ["characters of two units, and right to left", "📅🏢👩‍💻 שלום ‮abc"],
  ["a date, that is only a text", "2024-01-01T00:00:00Z"],
  ["what the answer is marked with", "#BRIDGE#1#AAAA#\n#BRIDGE-READY#7#"],
  ["leading and trailing space, and a byte order mark", "\ufeff  =x\t "],
  ["64 kB", `${quotes}\n`.repeat(3000).slice(0, 65_536)],
];

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

const newScope = { Name: "Rooms", RecipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailbox'" };

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
  describe.skipIf(subject.isSkipped)(`Exchange over ${subject.name}`, () => {
    const start = async (): Promise<{ running: RunningTenant; transport: Transport }> => {
      const running = await startTestTenant();
      return { running, transport: subject.connect(running) };
    };

    test("makes, changes, lists and removes objects of every family, and reads them as REST does", async () => {
      const { running, transport } = await start();
      await makeOneOfEach(transport, personIn(running).primarySmtpAddress);
      const [over, rest] = [transport, connectTransport(running, "rest")].map((each) =>
        exchange(each, tenantClock(running)),
      ) as [Exchange, Exchange];
      for (const family of [
        "managementScopes",
        "servicePrincipals",
        "roleGroups",
        "roleAssignments",
      ] as const) {
        const objects = await over[family].list();
        expect(objects.length, family).toBeGreaterThan(0);
        expect(objects, family).toEqual(await rest[family].list());
      }
      expect(await over.managementRoles.list()).toEqual(await rest.managementRoles.list());
      const { primarySmtpAddress, userPrincipalName, externalDirectoryObjectId } = personIn(running);
      for (const family of ["group", "user"] as const) {
        const identity = family === "group" ? primarySmtpAddress : (userPrincipalName ?? "");
        expect(await over.recipients[family](identity), family).toBeDefined();
        expect(await over.recipients[family](identity)).toEqual(await rest.recipients[family](identity));
      }
      const group = (await over.roleGroups.list()).find((each) => each.name === "Room keepers");
      const members = await over.roleGroups.membersOf(group?.guid ?? "");
      expect(members).toHaveLength(1);
      expect(members).toEqual(await rest.roleGroups.membersOf(group?.guid ?? ""));
      expect(await over.mailboxes.has(externalDirectoryObjectId ?? "")).toBe(true);
      expect(await over.organizationGuid()).toBe(await rest.organizationGuid());

      await removeOneOfEach(transport);
      expect(await over.managementScopes.list()).toEqual([]);
      expect(await over.servicePrincipals.list()).toEqual([]);
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

    test.each(forcedErrors)("%s is told as %s", async (fault, kind) => {
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

    test("a token that ran out is renewed, without a second write", async () => {
      const { running, transport } = await start();
      await transport.organizationGuid();
      running.tenant.clock.advance(2 * 3_600_000);
      await transport.invoke("New-ManagementScope", newScope);
      expect(running.tenant.store.managementScopes.all()).toHaveLength(1);
    });

    test("neither the secret nor a token is in an error of a refused sign-in", async () => {
      const running = await startTestTenant();
      const transport = subject.connect(running, { ARM_CLIENT_SECRET: "not-the-secret" });
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

/** Somebody with a mailbox. */
function personIn(running: RunningTenant) {
  const person = running.tenant.store.recipients.find((each) => each.recipientTypeDetails === "UserMailbox");
  if (person === undefined) throw new Error("The seed has nobody with a mailbox.");
  return person;
}

async function makeOneOfEach(transport: Transport, member: string): Promise<void> {
  await transport.invoke("New-ManagementScope", newScope);
  await transport.invoke("Set-ManagementScope", {
    Identity: "Rooms",
    RecipientRestrictionFilter: "RecipientTypeDetails -eq 'EquipmentMailbox'",
    Confirm: false,
  });
  await transport.invoke("New-ServicePrincipal", {
    AppId: roomBooking.appId,
    ObjectId: roomBooking.servicePrincipalId,
    DisplayName: "Room Booking",
  });
  await transport.invoke("Set-ServicePrincipal", {
    Identity: roomBooking.appId,
    DisplayName: "Booking of rooms",
    Confirm: false,
  });
  await transport.invoke("New-ManagementRoleAssignment", {
    Name: "Calendars of rooms",
    Role: "Application Calendars.ReadWrite",
    App: roomBooking.servicePrincipalId,
    CustomResourceScope: "Rooms",
  });
  await transport.invoke("Set-ManagementRoleAssignment", {
    Identity: "Calendars of rooms",
    Enabled: false,
    Confirm: false,
  });
  await transport.invoke("New-RoleGroup", {
    Name: "Room keepers",
    Description: "Keep the rooms",
    ManagedBy: ["Organization Management"],
  });
  const bypass = { BypassSecurityGroupManagerCheck: true, Confirm: false };
  await transport.invoke("Set-RoleGroup", {
    Identity: "Room keepers",
    Description: "Keep rooms",
    ...bypass,
  });
  await transport.invoke("Add-RoleGroupMember", { Identity: "Room keepers", Member: member, Confirm: false });
  await transport.invoke("Update-RoleGroupMember", {
    Identity: "Room keepers",
    Members: [member],
    ...bypass,
  });
}

async function removeOneOfEach(transport: Transport): Promise<void> {
  for (const [noun, Identity] of [
    ["RoleGroup", "Room keepers"],
    ["ManagementRoleAssignment", "Calendars of rooms"],
    ["ServicePrincipal", roomBooking.appId],
    ["ManagementScope", "Rooms"],
  ] as const) {
    const parameters = noun === "RoleGroup" ? { BypassSecurityGroupManagerCheck: true } : {};
    await transport.invoke(`Remove-${noun}`, { Identity, ...parameters, Confirm: false });
  }
}
