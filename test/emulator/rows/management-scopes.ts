import { expect } from "vitest";
import {
  addScope,
  addScopedAssignment,
  addServicePrincipal,
  assign,
  exceptions,
  refused,
  roomsFilter,
  storedAssignment,
  storedScope,
} from "./cmdlet-steps";
import type { RowCheck } from "./context";

/** Scopes, and what is common to all cmdlets. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "null-identity-returns-all": async (context) => {
    await addScope(context, "Rooms");
    await addScope(context, "Seattle", "City -eq 'Seattle'");
    for (const parameters of [{}, { Identity: null }, { Identity: "" }]) {
      const { objects } = await context.invoke("Get-ManagementScope", parameters);
      expect(objects.map(({ Name }) => Name)).toEqual(["Rooms", "Seattle"]);
    }
  },
  "identity-wildcards": async (context) => {
    await addScope(context, "Rooms");
    await addScope(context, "Seattle", "City -eq 'Seattle'");
    const { objects } = await context.invoke("Get-ManagementScope", { Identity: "s*" });
    expect(objects.map(({ Name }) => Name)).toEqual(["Seattle"]);
    const none = await context.invoke("Get-ManagementScope", { Identity: "x*" });
    expect([none.status, none.objects]).toEqual([200, []]);
  },
  "scope-in-use": async (context) => {
    await addScopedAssignment(context);
    const orphans = await context.invoke("Get-ManagementScope", { Orphan: true });
    expect(orphans.objects).toEqual([]);
    refused(
      await context.invoke("Remove-ManagementScope", { Identity: "Rooms" }),
      400,
      exceptions.invalidOperation,
    );
    expect(storedScope(context.tenant, "Rooms")).toBeDefined();
  },
  "similar-scope": async (context) => {
    await addScope(context);
    await addScope(context, "Other", "City -eq 'Seattle'");
    const twin = { Name: "Twin", RecipientRestrictionFilter: `recipienttypedetails  -EQ "roommailbox"` };
    refused(await context.invoke("New-ManagementScope", twin), 400, exceptions.argument);
    const change = { Identity: "Other", RecipientRestrictionFilter: roomsFilter };
    refused(await context.invoke("Set-ManagementScope", change), 400, exceptions.argument);
    expect(storedScope(context.tenant, "Other")?.recipientFilter).toBe("City -eq 'Seattle'");
    await addScope(context, "Exclusive twin", roomsFilter, { Exclusive: true, Force: true });
  },
  "empty-filter-widens": async (context) => {
    await addScope(context);
    await context.invoke("Set-ManagementScope", { Identity: "Rooms", RecipientRestrictionFilter: "" });
    expect(storedScope(context.tenant, "Rooms")?.recipientFilter).toBeNull();
  },
  "name-length": async (context) => {
    const name = "n".repeat(65);
    refused(
      await context.invoke("New-ManagementScope", { Name: name, RecipientRestrictionFilter: roomsFilter }),
      400,
    );
    await addScope(context, "n".repeat(64));
    refused(await context.invoke("Set-ManagementScope", { Identity: "n".repeat(64), Name: name }), 400);
    await addServicePrincipal(context);
    refused(await assign(context, { Name: name }), 400);
    expect(storedAssignment(context.tenant, name)).toBeUndefined();
  },
  "dehydrated-organization": async (context) => {
    const { tenant, invoke } = context;
    tenant.store.organization.update({ hydration: { enabled: false, enabledAt: null } });
    tenant.faults.set({ hydration: { dehydrated: { calls: 2, milliseconds: 0 } } });
    const create = () =>
      invoke("New-ManagementScope", { Name: "Rooms", RecipientRestrictionFilter: roomsFilter });
    refused(await create(), 400, exceptions.dehydrated);
    expect((await invoke("Enable-OrganizationCustomization")).status).toBe(200);
    refused(await create(), 400, exceptions.dehydrated);
    refused(await create(), 400, exceptions.dehydrated);
    expect((await create()).status).toBe(200);
  },
  "dehydrated-flag-early": async ({ tenant, invoke }) => {
    tenant.store.organization.update({ hydration: { enabled: false, enabledAt: null } });
    tenant.faults.set({ hydration: { dehydrated: { calls: 0, milliseconds: 60_000 } } });
    const flag = async () => (await invoke("Get-OrganizationConfig")).objects[0]?.IsDehydrated;
    expect(await flag()).toBe(true);
    await invoke("Enable-OrganizationCustomization");
    expect(await flag()).toBe(false);
    const parameters = { Name: "Rooms", RecipientRestrictionFilter: roomsFilter };
    refused(await invoke("New-ManagementScope", parameters), 400, exceptions.dehydrated);
  },
  "customization-already-enabled": async ({ invoke }) => {
    refused(await invoke("Enable-OrganizationCustomization"), 400, exceptions.invalidOperation);
  },
};
