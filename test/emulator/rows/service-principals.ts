import { expect } from "vitest";
import { applicationPermissions } from "../../../emulator/access/application-access";
import { roomBooking } from "../../support/seed";
import { addScope, addScopedAssignment, addServicePrincipal, assign } from "./cmdlet-steps";
import type { RowCheck, RowContext } from "./context";

const enterpriseApplication = { id: roomBooking.servicePrincipalId, appId: roomBooking.appId };

function permissionsAt({ tenant }: RowContext, mailbox: string): string[] {
  const recipient = tenant.store.recipients.by("name", mailbox);
  if (!recipient) throw new Error(`The seed has no ${mailbox}.`);
  return [...applicationPermissions(tenant, enterpriseApplication, recipient)];
}

/** Pointers to applications, and what they may do. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "service-principal-object-id-unchecked": async (context) => {
    const { applicationId, appId } = roomBooking;
    const answer = await context.invoke("New-ServicePrincipal", { AppId: appId, ObjectId: applicationId });
    expect(answer.status).toBe(200);
    expect((await assign(context, { App: applicationId })).status).toBe(200);
    expect(permissionsAt(context, "Board Room")).toEqual([]);
  },
  "service-principal-without-display-name": async ({ tenant, invoke }) => {
    const { appId, servicePrincipalId } = roomBooking;
    await invoke("New-ServicePrincipal", { AppId: appId, ObjectId: servicePrincipalId });
    expect(tenant.store.exchangeServicePrincipals.by("appId", appId)?.displayName).toBe("");
  },
  "removed-service-principal-takes-assignments": async (context) => {
    await addScopedAssignment(context);
    const { status } = await context.invoke("Remove-ServicePrincipal", { Identity: roomBooking.appId });
    expect(status).toBe(200);
    expect(context.tenant.store.roleAssignments.by("name", "Booking")).toBeUndefined();
  },
  "in-scope-is-boolean": async (context) => {
    await addScopedAssignment(context);
    const inScope = async (Resource?: string) =>
      (
        await context.invoke("Test-ServicePrincipalAuthorization", {
          Identity: roomBooking.appId,
          ...(Resource !== undefined && { Resource }),
        })
      ).objects.map(({ InScope }) => InScope);
    expect(await inScope("boardroom@contoso.example")).toEqual([true]);
    expect(await inScope("megan.bowen@contoso.example")).toEqual([false]);
    expect(await inScope()).toEqual(["Not Run"]);
  },
  "authorization-test-past-cache": async (context) => {
    context.tenant.faults.set({ permissionCache: { milliseconds: 1_800_000 } });
    await addScopedAssignment(context);
    const parameters = { Identity: roomBooking.appId, Resource: "boardroom@contoso.example" };
    const { objects } = await context.invoke("Test-ServicePrincipalAuthorization", parameters);
    expect(objects).toMatchObject([{ RoleName: "Application Calendars.ReadWrite", InScope: true }]);
    expect(permissionsAt(context, "Board Room")).toEqual([]);
    context.tenant.clock.advance(1_800_000);
    expect(permissionsAt(context, "Board Room")).toEqual(["Calendars.ReadWrite"]);
  },
  "direct-group-members-only": async (context) => {
    await addServicePrincipal(context);
    await assign(context, { RecipientGroupScope: "All Meeting Spaces" });
    expect(permissionsAt(context, "Room Hudson")).toEqual(["Calendars.ReadWrite"]);
    expect(permissionsAt(context, "Board Room")).toEqual([]);
  },
  "exclusive-scopes-spare-applications": async (context) => {
    await addScopedAssignment(context);
    await addScope(context, "Board", "Name -eq 'Board Room'", { Exclusive: true, Force: true });
    expect(permissionsAt(context, "Board Room")).toEqual(["Calendars.ReadWrite"]);
  },
};
