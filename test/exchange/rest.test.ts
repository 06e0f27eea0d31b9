import { expect, test } from "vitest";
import { transportTo } from "../../providers/clients";
import { ServiceError } from "../../providers/connection/errors";
import { readSettings } from "../../providers/connection/settings";
import type { Transport } from "../../providers/exchange/transport";
import type { RunningTenant } from "../../emulator";
import { tenantClock } from "../support/managed-resource";
import { previewReader } from "../support/seed";
import { startTestTenant } from "../support/tenant";

function transport(running: RunningTenant, variables: Record<string, string> = {}): Transport {
  const read = (key: string): string | undefined => (key === "environment" ? running.url : undefined);
  const settings = readSettings(read, { ...running.environment, ...variables });
  return transportTo(settings, tenantClock(running));
}

const newScope = (name: string) => ({ Name: name, RecipientRestrictionFilter: `City -eq '${name}'` });

async function refused(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(ServiceError);
  return error as ServiceError;
}

test("a list is complete over all its pages", async () => {
  const running = await startTestTenant();
  const exchange = transport(running);
  for (const city of ["Oslo", "Bergen", "Hamar"])
    await exchange.invoke("New-ManagementScope", newScope(city));
  running.tenant.faults.set({ paging: { pageSize: 2 } });
  const { records } = await exchange.invoke("Get-ManagementScope");
  expect(records.map((record) => record["Name"]).sort()).toEqual(["Bergen", "Hamar", "Oslo"]);
});

test("a later page that fails for good is an error, never a shorter list", async () => {
  const running = await startTestTenant();
  const exchange = transport(running);
  for (const city of ["Oslo", "Bergen", "Hamar"])
    await exchange.invoke("New-ManagementScope", newScope(city));
  running.tenant.faults.set({ paging: { pageSize: 2, laterPages: "failed" } });
  await refused(exchange.invoke("Get-ManagementScope"));
});

test("a refusal with a body of NUL bytes that is declared gzip is told as what it is", async () => {
  const running = await startTestTenant();
  const reader = transport(running, {
    ARM_CLIENT_ID: previewReader.appId,
    ARM_CLIENT_SECRET: previewReader.secret,
  });
  const error = await refused(reader.invoke("New-ManagementScope", newScope("Oslo")));
  expect(error.kind).toBe("accessDenied");
  expect(error.code).toBe("CmdletAccessDeniedException");
  expect(error.message).toContain("Exchange Administrator");
  expect(running.tenant.store.managementScopes.all()).toEqual([]);
});

test("Retry-After is kept to the second, for reads and writes", async () => {
  const running = await startTestTenant();
  const exchange = transport(running);
  await exchange.organizationGuid();
  for (const [cmdlet, parameters] of [
    ["Get-ManagementScope", {}],
    ["New-ManagementScope", newScope("Oslo")],
  ] as const) {
    const before = running.tenant.clock.now();
    running.tenant.faults.set({ throttling: { requests: 2, retryAfterSeconds: 17, surfaces: ["exchange"] } });
    await exchange.invoke(cmdlet, parameters);
    expect(running.tenant.clock.now() - before).toBe(34_000);
  }
});

test.each(["serverError", "unavailable", "connectionDropped", "serverBusy"] as const)(
  "a New- cmdlet whose answer was lost (%s) is not sent again by the transport",
  async (kind) => {
    const running = await startTestTenant();
    const exchange = transport(running);
    running.tenant.faults.set({ errors: [{ target: "New-ManagementScope", kind, when: "after" }] });
    const error = await refused(exchange.invoke("New-ManagementScope", newScope("Oslo")));
    expect(error.kind).toBe("unavailable");
    expect(running.requests().filter(({ cmdlet }) => cmdlet === "New-ManagementScope")).toHaveLength(1);
    expect(running.tenant.store.managementScopes.all()).toHaveLength(1);
  },
);

test("a token that ran out, or lacks a role that was given since, is renewed once", async () => {
  const running = await startTestTenant();
  const exchange = transport(running);
  await exchange.invoke("Get-ManagementScope");
  running.tenant.clock.advance(2 * 3_600_000);
  await exchange.invoke("Get-ManagementScope");
  running.tenant.faults.set({ errors: [{ target: "Get-ManagementScope", kind: "unauthorized", times: 2 }] });
  expect((await refused(exchange.invoke("Get-ManagementScope"))).kind).toBe("unauthenticated");
});

test.each([
  ["Get-ManagementScope", { Identity: "nowhere" }, "notFound"],
  ["New-ManagementScope", { Name: "x", RecipientRestrictionFilter: "no filter" }, "invalidRequest"],
  ["Get-Nothing", {}, "accessDenied"],
  ["Get-ManagementScope", { Identiti: "x" }, "invalidRequest"],
] as const)("%s with %o is refused as %s", async (cmdlet, parameters, kind) => {
  const running = await startTestTenant();
  expect((await refused(transport(running).invoke(cmdlet, parameters))).kind).toBe(kind);
});

test("the same object twice is told as already existing, a used scope as an invalid operation", async () => {
  const running = await startTestTenant();
  const exchange = transport(running);
  await exchange.invoke("New-ManagementScope", newScope("Oslo"));
  const twice = exchange.invoke("New-ManagementScope", {
    ...newScope("Oslo"),
    RecipientRestrictionFilter: "City -eq 'B'",
  });
  expect((await refused(twice)).kind).toBe("alreadyExists");
  running.tenant.faults.set({ errors: [{ target: "Remove-ManagementScope", kind: "scopeInUse" }] });
  const used = exchange.invoke("Remove-ManagementScope", { Identity: "Oslo", Confirm: false });
  expect((await refused(used)).kind).toBe("invalidOperation");
});

test("neither the secret nor a token is in any error", async () => {
  const running = await startTestTenant();
  const error = await refused(
    transport(running, { ARM_CLIENT_SECRET: "not-the-secret" }).invoke("Get-ManagementScope"),
  );
  expect(error.kind).toBe("unauthenticated");
  expect(error.message).toMatch(/client secret of application/);
  const everything = JSON.stringify([error.message, error.stack, error, String(error.cause)]);
  expect(everything).not.toContain("not-the-secret");
  expect(everything).not.toContain("eyJ");
});
