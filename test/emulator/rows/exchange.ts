import { expect } from "vitest";
import { automation, previewReader, roomBooking, tenantId } from "../../support/seed";
import { exceptions, refused, roomsFilter } from "./cmdlet-steps";
import type { RowCheck } from "./context";

/** The InvokeCommand route. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "forbidden-nul-bytes": async ({ invoke }) => {
    const answer = await invoke("Get-Nothing");
    expect(answer.status).toBe(403);
    expect(answer.text).toMatch(/^\0+$/);
    expect(answer.headers["content-encoding"]).toBe("gzip");
    expect(answer.headers["x-exceptiontype"]).toBe("CmdletAccessDeniedException");
    expect(answer.headers["x-ms-diagnostics"]).toBeDefined();
    const spared = await invoke("Get-Nothing", {}, { headers: { "accept-encoding": "identity" } });
    expect(spared.headers["content-encoding"]).toBeUndefined();
  },
  "manage-as-app-required": async ({ tenant, invoke }) => {
    const held = tenant.store.appRoleAssignments.filter(
      ({ principalId }) => principalId === automation.servicePrincipalId,
    );
    for (const { id } of held) tenant.store.appRoleAssignments.remove(id);
    const { status, text } = await invoke("Get-ManagementScope");
    expect([status, text]).toEqual([403, ""]);
  },
  "directory-role-required": async ({ tenant, invoke }) => {
    const [held] = tenant.store.directoryRoleAssignments.filter(
      ({ principalId }) => principalId === automation.servicePrincipalId,
    );
    tenant.store.directoryRoleAssignments.remove(held?.id ?? "");
    const answer = await invoke("Get-ManagementScope");
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(`The role assigned to application ${automation.appId} isn't supported`);
  },
  "empty-value-after-change": async ({ invoke }) => {
    await invoke("New-ManagementScope", { Name: "Rooms", RecipientRestrictionFilter: roomsFilter });
    const { status, text } = await invoke("Set-ManagementScope", { Identity: "Rooms", Name: "Spaces" });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ value: [] });
  },
  "cmdlets-by-role": async ({ tenant, invoke }) => {
    const read = await invoke("Get-ManagementScope", {}, { as: previewReader });
    expect(read.status).toBe(200);
    const parameters = { Name: "Rooms", RecipientRestrictionFilter: roomsFilter };
    const write = await invoke("New-ManagementScope", parameters, { as: previewReader });
    expect(write.status).toBe(403);
    expect(write.headers["x-exceptiontype"]).toBe("CmdletAccessDeniedException");
    expect(tenant.store.managementScopes.all()).toEqual([]);
  },
  "view-only-tests": async ({ tenant, invoke }) => {
    await invoke("New-ServicePrincipal", {
      AppId: roomBooking.appId,
      ObjectId: roomBooking.servicePrincipalId,
    });
    expect(tenant.store.exchangeServicePrincipals.all()).toHaveLength(1);
    const parameters = { Identity: roomBooking.appId };
    const { status } = await invoke("Test-ServicePrincipalAuthorization", parameters, { as: previewReader });
    expect(status).toBe(200);
  },
  "beta-only": async ({ running, invoke }) => {
    const url = `${running.url}/adminapi/v1.0/${tenantId}/InvokeCommand`;
    expect((await invoke("Get-ManagementScope", {}, { url })).status).toBe(405);
  },
  "tenant-by-domain": async ({ running, invoke }) => {
    for (const domain of ["contoso.onmicrosoft.com", "contoso.example"]) {
      const url = `${running.url}/adminapi/beta/${domain}/InvokeCommand`;
      expect((await invoke("Get-ManagementScope", {}, { url })).status).toBe(200);
    }
    const url = `${running.url}/adminapi/beta/fabrikam.onmicrosoft.com/InvokeCommand`;
    expect((await invoke("Get-ManagementScope", {}, { url })).status).toBe(401);
  },
  "paging-by-post": async ({ running, tenant, invoke }) => {
    const mailboxes = tenant.store.recipients.filter(({ exchangeGuid }) => exchangeGuid !== null);
    const names: unknown[] = [];
    const headers = { prefer: "odata.maxpagesize=5" };
    let page = await invoke("Get-Mailbox", {}, { headers });
    for (let pages = 1; pages < 10; pages += 1) {
      expect(page.objects.length).toBeLessThanOrEqual(5);
      names.push(...page.objects.map(({ Name }) => Name));
      if (page.nextLink === undefined) break;
      expect(page.nextLink.startsWith(`${running.url}/`)).toBe(true);
      page = await invoke("Get-Mailbox", {}, { headers, url: page.nextLink });
    }
    expect(names).toEqual(mailboxes.map(({ name }) => name));
  },
  "page-link-expires": async ({ tenant, invoke }) => {
    const { nextLink } = await invoke("Get-Mailbox", {}, { headers: { prefer: "odata.maxpagesize=5" } });
    tenant.clock.advance(tenant.faults.settings.paging.linkLifetimeMilliseconds + 1);
    const late = await invoke("Get-Mailbox", {}, { url: nextLink ?? "" });
    expect(late.status).toBe(400);
    expect(late.objects).toEqual([]);
  },
  "page-link-for-same-request": async ({ invoke }) => {
    const { nextLink } = await invoke("Get-Mailbox", {}, { headers: { prefer: "odata.maxpagesize=5" } });
    const other = await invoke("Get-Recipient", {}, { url: nextLink ?? "" });
    expect(other.status).toBe(400);
    const same = await invoke("Get-Mailbox", {}, { url: nextLink ?? "" });
    expect(same.status).toBe(200);
  },
  "data-type-companions": async ({ invoke }) => {
    const { objects } = await invoke("New-ManagementScope", {
      Name: "Rooms",
      RecipientRestrictionFilter: roomsFilter,
    });
    expect(objects[0]).toMatchObject({
      "Guid@data.type": expect.any(String) as string,
      "WhenCreated@data.type": expect.any(String) as string,
      "DirectoryObjectVersion@data.type": expect.any(String) as string,
    });
    expect(objects[0]).not.toHaveProperty("Name@data.type");
    expect(objects[0]).not.toHaveProperty("IsValid@data.type");
  },
  "warnings-in-header": async ({ tenant, invoke }) => {
    tenant.faults.set({ droppedScopes: 1 });
    await invoke("New-ServicePrincipal", {
      AppId: roomBooking.appId,
      ObjectId: roomBooking.servicePrincipalId,
    });
    await invoke("New-ManagementScope", { Name: "Rooms", RecipientRestrictionFilter: roomsFilter });
    const answer = await invoke("New-ManagementRoleAssignment", {
      App: roomBooking.appId,
      Role: "Application Calendars.Read",
      CustomResourceScope: "Rooms",
    });
    expect(answer.warnings).toHaveLength(1);
    expect(answer.headers["x-warnings"]).toContain("Application Calendars.Read");
  },
  "what-if": async ({ tenant, invoke }) => {
    const parameters = { Name: "Rooms", RecipientRestrictionFilter: roomsFilter, WhatIf: true };
    expect((await invoke("New-ManagementScope", parameters)).status).toBe(200);
    expect(tenant.store.managementScopes.all()).toEqual([]);
    refused(
      await invoke("New-ManagementScope", { ...parameters, RecipientRestrictionFilter: "Nonsense" }),
      400,
    );
  },
  "guids-as-text": async ({ invoke }) => {
    const [config] = (await invoke("Get-OrganizationConfig")).objects;
    expect(config?.Guid).toBe("06f3179f-ec43-4ae0-a6e1-44cf0b4152c8");
  },
  "booleans-as-json": async ({ invoke }) => {
    const [config] = (await invoke("Get-OrganizationConfig")).objects;
    expect(config?.IsDehydrated).toBe(false);
  },
  "dates-in-iso-form": async ({ tenant, invoke }) => {
    const [mailbox] = (await invoke("Get-Mailbox", { Identity: "boardroom" })).objects;
    expect(mailbox?.WhenCreated).toBe(tenant.store.recipients.by("name", "Board Room")?.whenCreated);
  },
  "nulls-sent": async ({ invoke }) => {
    const [config] = (await invoke("Get-OrganizationConfig")).objects;
    expect(config).toHaveProperty("EwsEnabled", null);
  },
  "new-object-in-value": async ({ invoke }) => {
    const { text } = await invoke("New-ManagementScope", {
      Name: "Rooms",
      RecipientRestrictionFilter: roomsFilter,
    });
    expect(JSON.parse(text)).toMatchObject({ value: [{ Name: "Rooms" }] });
  },
  "absent-is-404": async ({ invoke }) => {
    const answer = await invoke("Get-ManagementScope", { Identity: "Nothing" });
    refused(answer, 404, exceptions.notFound);
  },
  "error-details-plain": async ({ invoke }) => {
    const { text } = await invoke("Get-ManagementScope", { Identity: "Nothing" });
    const { error } = JSON.parse(text) as { error: { details: { message: string }[] } };
    expect(error.details[0]?.message).toMatch(/^[A-Za-z0-9]+\|[A-Za-z.]+\|/);
  },
};
