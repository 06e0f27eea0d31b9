import { describe, expect, it } from "vitest";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { addScope, addScopedAssignment, addServicePrincipal, assign } from "../rows/cmdlet-steps";
import { exceptions, refused, roomsFilter, storedScope } from "../rows/cmdlet-steps";

const context = freshTenant();
const { invoke } = context;
const rooms = { Name: "Rooms", RecipientRestrictionFilter: roomsFilter };
const scopeNames = async () => (await invoke("Get-ManagementScope")).objects.map(({ Name }) => Name);

describe("forced errors", () => {
  it.each([
    ["notFound", 404, "ManagementObjectNotFoundException"],
    ["alreadyExists", 400, "ADObjectAlreadyExistsException"],
    ["dehydrated", 400, "InvalidOperationInDehydratedContextException"],
    ["scopeInUse", 400, "InvalidOperationException"],
    ["badFilter", 400, "ArgumentException"],
    ["parameterTransformation", 400, "ParameterTransformationException"],
    ["cmdletProxyNotAvailable", 400, "CmdletProxyNotAvailableFailure"],
    ["serverBusy", 400, "ServerBusyException"],
    ["transient", 400, "TransientException"],
    ["backendCommunication", 400, "BackendCommunicationException"],
  ] as const)("%s is a %i with %s", async (kind, status, type) => {
    context.tenant.faults.set({ errors: [{ target: "New-ManagementScope", kind }] });
    const answer = await invoke("New-ManagementScope", rooms);
    refused(answer, status);
    expect(answer.error?.type.split(".").at(-1)).toBe(type);
    expect(storedScope(context.tenant, "Rooms")).toBeUndefined();
    expect((await invoke("New-ManagementScope", rooms)).status).toBe(200);
  });

  it.each([
    ["unauthorized", 401],
    ["forbidden", 403],
    ["serverError", 500],
    ["unavailable", 503],
  ] as const)("%s is a %i", async (kind, status) => {
    context.tenant.faults.set({ errors: [{ target: "Get-ManagementScope", kind }] });
    expect((await invoke("Get-ManagementScope")).status).toBe(status);
  });

  it("throttled is a 429 with Retry-After", async () => {
    context.tenant.faults.set({
      errors: [{ target: "Get-ManagementScope", kind: "throttled" }],
      throttling: { retryAfterSeconds: 7 },
    });
    const answer = await invoke("Get-ManagementScope");
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "7"]);
  });

  it("notDelegated names the assignment", async () => {
    context.tenant.faults.set({ errors: [{ target: "New-ManagementRoleAssignment", kind: "notDelegated" }] });
    const answer = await assign(context, { Name: "Booking" });
    expect(answer.error?.text).toContain('"contoso.onmicrosoft.com\\Booking" management role assignment');
  });

  it("hit the calls that they are meant for, and no more of them", async () => {
    context.tenant.faults.set({
      errors: [{ target: "*-ManagementScope", kind: "serverError", skip: 1, times: 2 }],
    });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await invoke("Get-ManagementScope")).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    context.tenant.faults.set({ errors: [{ target: "*-ManagementScope", kind: "serverError" }] });
    expect((await invoke("Get-ServicePrincipal")).status).toBe(200);
  });

  it.each(["serverError", "connectionDropped"] as const)(
    "%s after the write leaves the write done",
    async (kind) => {
      context.tenant.faults.set({ errors: [{ target: "New-ManagementScope", kind, when: "after" }] });
      const answer = await invoke("New-ManagementScope", rooms).catch(() => undefined);
      expect(answer?.status).toBe(kind === "serverError" ? 500 : undefined);
      expect(storedScope(context.tenant, "Rooms")).toBeDefined();
    },
  );

  it("connectionDropped before the write leaves nothing done", async () => {
    context.tenant.faults.set({ errors: [{ target: "New-ManagementScope", kind: "connectionDropped" }] });
    await expect(invoke("New-ManagementScope", rooms)).rejects.toThrow();
    expect(storedScope(context.tenant, "Rooms")).toBeUndefined();
  });
});

describe("throttling", () => {
  it("refuses the next requests, then lets them through", async () => {
    context.tenant.faults.set({ throttling: { requests: 2, retryAfterSeconds: 3, surfaces: ["exchange"] } });
    const statuses: number[] = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await invoke("Get-ManagementScope")).status);
    expect(statuses).toEqual([429, 429, 200]);
  });

  it("refuses every nth request", async () => {
    context.tenant.faults.set({ throttling: { every: 3, surfaces: ["exchange"] } });
    const statuses: number[] = [];
    for (let call = 0; call < 6; call += 1) statuses.push((await invoke("Get-ManagementScope")).status);
    expect(statuses).toEqual([200, 200, 429, 200, 200, 429]);
  });
});

describe("latency", () => {
  it("passes before the answer", async () => {
    context.tenant.faults.set({ latency: { milliseconds: 5000, surfaces: ["exchange"] } });
    const before = context.tenant.clock.now();
    await invoke("Get-ManagementScope");
    expect(context.tenant.clock.now() - before).toBe(5000);
  });
});

describe("read-after-write lag", () => {
  it("hides a creation, a change and a removal from so many reads", async () => {
    context.tenant.faults.set({ lag: { reads: { calls: 2, milliseconds: 0 } } });
    await addScope(context);
    expect(await scopeNames()).toEqual([]);
    expect(await scopeNames()).toEqual([]);
    expect(await scopeNames()).toEqual(["Rooms"]);
    await invoke("Set-ManagementScope", { Identity: "Rooms", Name: "Spaces" });
    expect(await scopeNames()).toEqual(["Rooms"]);
    expect(await scopeNames()).toEqual(["Rooms"]);
    expect(await scopeNames()).toEqual(["Spaces"]);
    await invoke("Remove-ManagementScope", { Identity: "Spaces" });
    expect(await scopeNames()).toEqual(["Spaces"]);
    expect(await scopeNames()).toEqual(["Spaces"]);
    expect(await scopeNames()).toEqual([]);
  });

  it("hides writes for a time, and a Get by Guid with them", async () => {
    context.tenant.faults.set({ lag: { reads: { calls: 0, milliseconds: 60_000 } } });
    await addScope(context);
    const Identity = storedScope(context.tenant, "Rooms")?.guid;
    refused(await invoke("Get-ManagementScope", { Identity }), 404, exceptions.notFound);
    context.tenant.clock.advance(60_000);
    expect((await invoke("Get-ManagementScope", { Identity })).objects).toHaveLength(1);
  });

  it("undoes two changes of one object to the first of them that is hidden", async () => {
    await addScope(context);
    context.tenant.faults.set({ lag: { reads: { calls: 0, milliseconds: 60_000 } } });
    await invoke("Set-ManagementScope", { Identity: "Rooms", Name: "Second" });
    context.tenant.clock.advance(40_000);
    await invoke("Set-ManagementScope", { Identity: "Second", Name: "Third" });
    expect(await scopeNames()).toEqual(["Rooms"]);
    context.tenant.clock.advance(30_000);
    expect(await scopeNames()).toEqual(["Second"]);
  });

  it("keeps a new application and scope from being used for a while", async () => {
    await addServicePrincipal(context);
    context.tenant.faults.set({ lag: { dependencies: { calls: 1, milliseconds: 0 } } });
    await addScope(context);
    const scoped = { Name: "Booking", CustomResourceScope: "Rooms" };
    refused(await assign(context, scoped), 404, exceptions.notFound);
    expect((await assign(context, scoped)).status).toBe(200);
  });

  it("keeps a new object from being changed for a while", async () => {
    context.tenant.faults.set({ lag: { targets: { calls: 1, milliseconds: 0 } } });
    await addScope(context);
    refused(await invoke("Remove-ManagementScope", { Identity: "Rooms" }), 404, exceptions.notFound);
    expect((await invoke("Remove-ManagementScope", { Identity: "Rooms" })).status).toBe(200);
  });

  it("ends when it is switched off", async () => {
    context.tenant.faults.set({ lag: { reads: { calls: 9, milliseconds: 0 } } });
    await addScopedAssignment(context);
    expect(await scopeNames()).toEqual([]);
    context.tenant.faults.replace({});
    expect(await scopeNames()).toEqual(["Rooms"]);
  });
});

describe("later pages", () => {
  const headers = { prefer: "odata.maxpagesize=5" };

  it("can fail", async () => {
    context.tenant.faults.set({ paging: { laterPages: "failed" } });
    const first = await invoke("Get-Mailbox", {}, { headers });
    expect([first.status, first.objects.length]).toEqual([200, 5]);
    const second = await invoke("Get-Mailbox", {}, { url: first.nextLink ?? "" });
    expect(second.status).toBe(500);
  });

  it("can end in the middle", async () => {
    context.tenant.faults.set({ paging: { laterPages: "truncated" } });
    const { nextLink } = await invoke("Get-Mailbox", {}, { headers });
    const second = await invoke("Get-Mailbox", {}, { url: nextLink ?? "" });
    expect(second.status).toBe(200);
    expect(() => JSON.parse(second.text) as unknown).toThrow(SyntaxError);
  });

  it("can be smaller than what was asked for", async () => {
    context.tenant.faults.set({ paging: { pageSize: 2 } });
    expect((await invoke("Get-Mailbox", {}, { headers })).objects).toHaveLength(2);
  });
});
