import { describe, expect, it } from "vitest";
import { roomBooking } from "../../support/seed";
import { addScopedAssignment, addServicePrincipal, assign, exceptions, refused } from "../rows/cmdlet-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const ids = { AppId: roomBooking.appId, ObjectId: roomBooking.servicePrincipalId };

describe("New-ServicePrincipal", () => {
  it("points to an enterprise application", async () => {
    const { objects } = await invoke("New-ServicePrincipal", { ...ids, DisplayName: "Booking" });
    expect(objects[0]).toMatchObject({ ...ids, DisplayName: "Booking", Name: ids.ObjectId });
    expect(objects[0]?.Guid).not.toBe(ids.ObjectId);
  });

  it("refuses a second pointer for the application or the object", async () => {
    await addServicePrincipal(context);
    const other = "3f6c1a52-7d8e-4b9a-a1c2-5d6e7f809112";
    for (const parameters of [ids, { ...ids, ObjectId: other }, { ...ids, AppId: other }]) {
      refused(await invoke("New-ServicePrincipal", parameters), 400, exceptions.alreadyExists);
    }
    expect(context.tenant.store.exchangeServicePrincipals.all()).toHaveLength(1);
  });

  it("finds a second pointer in a rehearsal too", async () => {
    await addServicePrincipal(context);
    refused(await invoke("New-ServicePrincipal", { ...ids, WhatIf: true }), 400, exceptions.alreadyExists);
  });

  it("wants both ids, as GUIDs", async () => {
    refused(await invoke("New-ServicePrincipal", { AppId: ids.AppId }), 400);
    refused(await invoke("New-ServicePrincipal", { ...ids, AppId: "booking" }), 400);
  });
});

describe("Get-, Set- and Remove-ServicePrincipal", () => {
  it("know a pointer by AppId, ObjectId, name and Guid", async () => {
    await addServicePrincipal(context);
    const guid = context.tenant.store.exchangeServicePrincipals.all()[0]?.guid;
    for (const Identity of [ids.AppId, ids.ObjectId.toUpperCase(), guid]) {
      expect((await invoke("Get-ServicePrincipal", { Identity })).objects).toMatchObject([ids]);
    }
    refused(await invoke("Get-ServicePrincipal", { Identity: "nobody" }), 404, exceptions.notFound);
  });

  it("change the display name alone", async () => {
    await addServicePrincipal(context);
    const answer = await invoke("Set-ServicePrincipal", { Identity: ids.AppId, DisplayName: "Rooms" });
    expect([answer.status, answer.objects]).toEqual([200, []]);
    expect((await invoke("Get-ServicePrincipal")).objects).toMatchObject([{ ...ids, DisplayName: "Rooms" }]);
    refused(await invoke("Set-ServicePrincipal", { Identity: ids.AppId, AppId: ids.ObjectId }), 400);
  });

  it("remove the pointer and leave the scopes", async () => {
    await addScopedAssignment(context);
    expect((await invoke("Remove-ServicePrincipal", { Identity: ids.ObjectId })).status).toBe(200);
    expect(context.tenant.store.exchangeServicePrincipals.all()).toEqual([]);
    expect(context.tenant.store.managementScopes.all()).toHaveLength(1);
    expect(context.tenant.store.servicePrincipals.get(ids.ObjectId)).toBeDefined();
  });
});

describe("Test-ServicePrincipalAuthorization", () => {
  it("has a line for each enabled assignment, with its permissions, scope and answer", async () => {
    await addScopedAssignment(context);
    await assign(context, { Name: "Mail", Role: "Application Mail Full Access" });
    await assign(context, { Name: "Off", Role: "Application Contacts.Read" });
    await invoke("Set-ManagementRoleAssignment", { Identity: "Off", Enabled: false });
    const parameters = { Identity: ids.AppId, Resource: "megan.bowen@contoso.example" };
    const { objects } = await invoke("Test-ServicePrincipalAuthorization", parameters);
    expect(objects).toEqual([
      {
        RoleName: "Application Calendars.ReadWrite",
        GrantedPermissions: "Calendars.ReadWrite",
        AllowedResourceScope: "Rooms",
        ScopeType: "CustomRecipientScope",
        InScope: false,
      },
      {
        RoleName: "Application Mail Full Access",
        GrantedPermissions: "Mail.ReadWrite, Mail.Send",
        AllowedResourceScope: "Organization",
        ScopeType: "Organization",
        InScope: true,
      },
    ]);
  });

  it("does not find an application or a mailbox that Exchange does not know", async () => {
    refused(
      await invoke("Test-ServicePrincipalAuthorization", { Identity: ids.AppId }),
      404,
      exceptions.notFound,
    );
    await addServicePrincipal(context);
    const nobody = { Identity: ids.AppId, Resource: "nobody@contoso.example" };
    refused(await invoke("Test-ServicePrincipalAuthorization", nobody), 404, exceptions.notFound);
  });
});
