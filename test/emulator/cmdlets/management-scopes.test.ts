import { describe, expect, it } from "vitest";
import {
  addScope,
  addScopedAssignment,
  exceptions,
  refused,
  roomsFilter,
  storedScope,
} from "../rows/cmdlet-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const get = async (parameters = {}) => (await invoke("Get-ManagementScope", parameters)).objects;

describe("New-ManagementScope", () => {
  it("keeps the filter as the server prints it and answers under another name", async () => {
    const { objects } = await invoke("New-ManagementScope", {
      Name: "Rooms",
      RecipientRestrictionFilter: `recipienttypedetails -EQ "roommailbox"`,
    });
    expect(objects).toHaveLength(1);
    expect(objects[0]).toMatchObject({
      Name: "Rooms",
      Identity: "Rooms",
      RecipientFilter: roomsFilter,
      ScopeRestrictionType: "RecipientScope",
      Exclusive: false,
      RecipientRoot: null,
    });
    expect(objects[0]).not.toHaveProperty("RecipientRestrictionFilter");
    expect(storedScope(context.tenant, "Rooms")?.recipientFilter).toBe(roomsFilter);
  });

  it("refuses a name that another scope has, in any case", async () => {
    await addScope(context);
    const answer = await invoke("New-ManagementScope", {
      Name: "ROOMS",
      RecipientRestrictionFilter: "City -eq 'Seattle'",
    });
    refused(answer, 400, exceptions.alreadyExists);
  });

  it.each([
    ["an unknown property", "Colour -eq 'red'"],
    ["an unknown operator", "City -contains 'Sea'"],
    ["a missing operand", "City -eq"],
    ["blanks", "   "],
  ])("refuses a filter with %s and stores nothing", async (_, filter) => {
    const answer = await invoke("New-ManagementScope", { Name: "Bad", RecipientRestrictionFilter: filter });
    refused(answer, 400, exceptions.argument);
    expect(storedScope(context.tenant, "Bad")).toBeUndefined();
  });

  it("wants a filter", async () => {
    refused(await invoke("New-ManagementScope", { Name: "Bad" }), 400);
  });

  it.each(["contoso.onmicrosoft.com", "06f3179f-ec43-4ae0-a6e1-44cf0b4152c8"])(
    "takes %s as the root and keeps its DN",
    async (root) => {
      await addScope(context, "Rooms", roomsFilter, { RecipientRoot: root });
      expect(storedScope(context.tenant, "Rooms")?.recipientRoot).toBe(
        context.tenant.store.organization.get().recipientRoot,
      );
    },
  );

  it("does not find a root that is no organizational unit", async () => {
    const parameters = { Name: "Rooms", RecipientRestrictionFilter: roomsFilter, RecipientRoot: "Nowhere" };
    refused(await invoke("New-ManagementScope", parameters), 404, exceptions.notFound);
  });
});

describe("Get-ManagementScope", () => {
  it("answers a pattern of many asterisks as fast as any", async () => {
    await addScope(context, "a".repeat(60));
    const started = performance.now();
    expect((await invoke("Get-ManagementScope", { Identity: `${"*a".repeat(30)}*b` })).objects).toEqual([]);
    expect((await invoke("Get-ManagementScope", { Identity: "*a*A*" })).objects).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("finds a scope by name, DN and Guid, in any case", async () => {
    await addScope(context);
    const { guid, distinguishedName } = storedScope(context.tenant, "Rooms") ?? {};
    for (const Identity of ["rooms", guid?.toUpperCase(), distinguishedName?.toLowerCase()]) {
      expect((await get({ Identity })).map(({ Guid }) => Guid)).toEqual([guid]);
    }
  });

  it("answers 404 to a name that no scope has", async () => {
    refused(await invoke("Get-ManagementScope", { Identity: "Nothing" }), 404, exceptions.notFound);
  });

  it("tells exclusive scopes and orphans from the others", async () => {
    await addScopedAssignment(context);
    await addScope(context, "Board", "City -eq 'Seattle'", { Exclusive: true, Force: true });
    const names = async (parameters: object) => (await get(parameters)).map(({ Name }) => Name);
    expect(await names({ Exclusive: true })).toEqual(["Board"]);
    expect(await names({ Exclusive: false })).toEqual(["Rooms"]);
    expect(await names({ Orphan: true })).toEqual(["Board"]);
  });
});

describe("Set-ManagementScope", () => {
  it("changes name and filter and keeps the Guid", async () => {
    await addScope(context);
    const before = storedScope(context.tenant, "Rooms");
    const answer = await invoke("Set-ManagementScope", {
      Identity: "Rooms",
      Name: "Spaces",
      RecipientRestrictionFilter: "City -eq 'Seattle'",
    });
    expect([answer.status, answer.objects]).toEqual([200, []]);
    const after = storedScope(context.tenant, "Spaces");
    expect(after).toMatchObject({ guid: before?.guid, recipientFilter: "City -eq 'Seattle'" });
    expect(after?.distinguishedName).toContain("CN=Spaces,");
    expect(storedScope(context.tenant, "Rooms")).toBeUndefined();
  });

  it("leaves alone what is not given", async () => {
    await addScope(context, "Rooms", roomsFilter, { RecipientRoot: "contoso.onmicrosoft.com" });
    await invoke("Set-ManagementScope", { Identity: "Rooms", Name: "Spaces" });
    expect(storedScope(context.tenant, "Spaces")).toMatchObject({
      recipientFilter: roomsFilter,
      recipientRoot: context.tenant.store.organization.get().recipientRoot,
    });
  });

  it("has no way to make a scope exclusive", async () => {
    await addScope(context);
    refused(await invoke("Set-ManagementScope", { Identity: "Rooms", Exclusive: true }), 400);
    expect(storedScope(context.tenant, "Rooms")?.exclusive).toBe(false);
  });

  it("refuses the name of another scope", async () => {
    await addScope(context);
    await addScope(context, "Other", "City -eq 'Seattle'");
    const answer = await invoke("Set-ManagementScope", { Identity: "Other", Name: "rooms" });
    refused(answer, 400, exceptions.alreadyExists);
  });

  it("takes the same name in another case", async () => {
    await addScope(context);
    expect((await invoke("Set-ManagementScope", { Identity: "Rooms", Name: "ROOMS" })).status).toBe(200);
  });

  it("shows its new name in the assignments that use it", async () => {
    await addScopedAssignment(context);
    await invoke("Set-ManagementScope", { Identity: "Rooms", Name: "Spaces" });
    const { objects } = await invoke("Get-ManagementRoleAssignment", { Identity: "Booking" });
    expect(objects[0]?.CustomResourceScope).toBe("Spaces");
  });
});

describe("Remove-ManagementScope", () => {
  it("removes a scope once, and does not find it again", async () => {
    await addScope(context);
    const parameters = { Identity: "Rooms", Confirm: false, Force: true };
    expect((await invoke("Remove-ManagementScope", parameters)).status).toBe(200);
    expect(context.tenant.store.managementScopes.all()).toEqual([]);
    refused(await invoke("Remove-ManagementScope", parameters), 404, exceptions.notFound);
  });

  it("removes a scope whose assignment is gone", async () => {
    await addScopedAssignment(context);
    await invoke("Remove-ManagementRoleAssignment", { Identity: "Booking" });
    expect((await invoke("Remove-ManagementScope", { Identity: "Rooms" })).status).toBe(200);
  });

  it("takes no pattern for a name", async () => {
    await addScope(context);
    refused(await invoke("Remove-ManagementScope", { Identity: "Room*" }), 404, exceptions.notFound);
    expect(storedScope(context.tenant, "Rooms")).toBeDefined();
  });
});
