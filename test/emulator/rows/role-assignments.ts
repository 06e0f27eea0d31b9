import { expect } from "vitest";
import { roomBooking } from "../../support/seed";
import {
  addScope,
  addScopedAssignment,
  addServicePrincipal,
  assign,
  exceptions,
  refused,
  storedAssignment,
  storedScope,
} from "./cmdlet-steps";
import type { RowCheck, RowContext } from "./context";

const delegating = "must be assigned a delegating role assignment";

async function readBack({ invoke }: RowContext, name: string): Promise<Record<string, unknown>> {
  return (await invoke("Get-ManagementRoleAssignment", { Identity: name })).objects[0] ?? {};
}

export const rows: Readonly<Record<string, RowCheck>> = {
  "delegation-after-hydration": async (context) => {
    const { tenant, invoke } = context;
    tenant.store.organization.update({ hydration: { enabled: false, enabledAt: null } });
    tenant.faults.set({ hydration: { notDelegated: { calls: 0, milliseconds: 60_000 } } });
    await invoke("Enable-OrganizationCustomization");
    await addServicePrincipal(context);
    const early = await assign(context, { Name: "Booking" });
    refused(early, 400);
    expect(early.error?.text).toContain(delegating);
    tenant.clock.advance(60_000);
    expect((await assign(context, { Name: "Booking" })).status).toBe(200);
  },
  "exclusive-scope-parameter": async (context) => {
    await addServicePrincipal(context);
    await addScope(context, "Regular");
    await addScope(context, "Executives", "CustomAttribute1 -eq 'executive'", {
      Exclusive: true,
      Force: true,
    });
    const user = { User: "megan.bowen@contoso.example", Role: "Mail Recipients", Name: "Recipients" };
    const wrong = await context.invoke("New-ManagementRoleAssignment", {
      ...user,
      CustomRecipientWriteScope: "Executives",
    });
    refused(wrong, 400);
    expect(wrong.error?.text).toContain(
      "The management scope object Executives is an exclusive scope, and it can't be specified as parameter CustomRecipientWriteScope.",
    );
    refused(
      await context.invoke("New-ManagementRoleAssignment", {
        ...user,
        ExclusiveRecipientWriteScope: "Regular",
      }),
      400,
    );
    const right = await context.invoke("New-ManagementRoleAssignment", {
      ...user,
      ExclusiveRecipientWriteScope: "Executives",
    });
    expect(right.objects[0]).toMatchObject({
      RecipientWriteScope: "ExclusiveRecipientScope",
      CustomRecipientWriteScope: "Executives",
    });
  },
  "wider-scope-dropped": async (context) => {
    await addScope(context);
    const answer = await context.invoke("New-ManagementRoleAssignment", {
      Name: "Viewer",
      User: "megan.bowen@contoso.example",
      Role: "View-Only Recipients",
      CustomRecipientWriteScope: "Rooms",
    });
    expect(answer.status).toBe(200);
    expect(answer.warnings).toHaveLength(1);
    expect(storedAssignment(context.tenant, "Viewer")?.scope).toEqual({ kind: "implicit" });
  },
  "delegating-assignment-required": async (context) => {
    const { store } = context.tenant;
    await addServicePrincipal(context);
    expect((await assign(context, { Name: "Before" })).status).toBe(200);
    const role = store.managementRoles.by("name", "Application Calendars.ReadWrite")?.guid;
    const held = store.roleAssignments.find((each) => each.role === role && each.delegation !== "Regular");
    store.roleAssignments.remove(held?.guid ?? "");
    const answers = [
      await assign(context, { Name: "After" }),
      await context.invoke("Set-ManagementRoleAssignment", { Identity: "Before", Enabled: false }),
      await context.invoke("Remove-ManagementRoleAssignment", { Identity: "Before" }),
    ];
    for (const answer of answers) {
      refused(answer, 400);
      expect(answer.error?.text).toContain(delegating);
    }
    expect(storedAssignment(context.tenant, "Before")?.enabled).toBe(true);
  },
  "application-roles-for-applications": async ({ invoke }) => {
    const parameters = { User: "megan.bowen@contoso.example", Role: "Application Mail.Read", Name: "Mail" };
    refused(await invoke("New-ManagementRoleAssignment", parameters), 400);
  },
  "admin-roles-not-for-applications": async (context) => {
    await addServicePrincipal(context);
    refused(await assign(context, { Role: "Mail Recipients" }), 400);
  },
  "application-assignee-is-object-id": async (context) => {
    await addScopedAssignment(context);
    const { RoleAssignee, RoleAssigneeName, RoleAssigneeType } = await readBack(context, "Booking");
    expect(RoleAssigneeType).toBe("ServicePrincipal");
    expect([RoleAssignee, RoleAssigneeName]).toEqual([
      roomBooking.servicePrincipalId,
      roomBooking.servicePrincipalId,
    ]);
  },
  "application-scope-in-resource-scope-only": async (context) => {
    await addScopedAssignment(context);
    const { CustomResourceScope, CustomRecipientWriteScope } = await readBack(context, "Booking");
    expect([CustomResourceScope, CustomRecipientWriteScope]).toEqual(["Rooms", null]);
  },
  "application-scope-is-write-scope": async (context) => {
    await addScopedAssignment(context);
    const { RecipientWriteScope, RecipientReadScope } = await readBack(context, "Booking");
    expect([RecipientWriteScope, RecipientReadScope]).toEqual(["CustomRecipientScope", "Organization"]);
  },
  "null-removes-scope": async (context) => {
    await addScopedAssignment(context);
    await context.invoke("Set-ManagementRoleAssignment", { Identity: "Booking", CustomResourceScope: null });
    expect(storedAssignment(context.tenant, "Booking")?.scope).toEqual({ kind: "implicit" });
  },
  "application-scope-kind-changes": async (context) => {
    await addScopedAssignment(context);
    const change = { Identity: "Booking", RecipientAdministrativeUnitScope: "New York Office" };
    await context.invoke("Set-ManagementRoleAssignment", change);
    expect(storedAssignment(context.tenant, "Booking")?.scope.kind).toBe("administrativeUnit");
  },
  "assignment-name-generated": async (context) => {
    await addServicePrincipal(context);
    const group = { Role: "Mail Recipients", SecurityGroup: "Workplace Team" };
    const first = await context.invoke("New-ManagementRoleAssignment", group);
    expect(first.objects[0]?.Name).toBe("Mail Recipients-Workplace Team");
    const second = await context.invoke("New-ManagementRoleAssignment", group);
    expect(second.objects[0]?.Name).toBe("Mail Recipients-Workplace Team-1");
    const long = `Application Calendars.ReadWrite-${roomBooking.servicePrincipalId}`;
    expect((await assign(context)).objects[0]?.Name).toBe(long.slice(0, 64));
    expect((await assign(context)).objects[0]?.Name).toBe(`${long.slice(0, 61)}-1`);
  },
  "retired-role-not-found": async ({ invoke }) => {
    const parameters = { User: "megan.bowen@contoso.example", Role: "ApplicationImpersonation" };
    refused(await invoke("New-ManagementRoleAssignment", parameters), 404, exceptions.notFound);
  },
  "deleted-enterprise-application-takes-assignments": async (context) => {
    const { store } = context.tenant;
    await addScopedAssignment(context);
    store.servicePrincipals.remove(roomBooking.servicePrincipalId);
    expect(store.exchangeServicePrincipals.all()).toEqual([]);
    expect(storedAssignment(context.tenant, "Booking")).toBeUndefined();
    expect(storedScope(context.tenant, "Rooms")).toBeDefined();
  },
};
