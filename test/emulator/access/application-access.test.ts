import { describe, expect, it } from "vitest";
import { applicationPermissions } from "../../../emulator/access/application-access";
import type { AssignmentScope, RoleAssignment } from "../../../emulator/entities";
import { createTenant } from "../../../emulator/tenant";
import type { Tenant } from "../../../emulator/tenant";
import { roomBooking } from "../../support/seed";

const application = { id: roomBooking.servicePrincipalId, appId: roomBooking.appId };
const pointer = "5a0f5a9e-3d2b-4c1a-8f6e-7d8c9b0a1f2e";
const dates = { whenCreated: "2026-11-01T00:00:00Z", whenChanged: "2026-11-01T00:00:00Z" };

/** The application's pointer and a tenant to grant it something in. */
function tenantWithPointer(): Tenant {
  const tenant = createTenant({ clock: "virtual" });
  const { appId, servicePrincipalId: objectId } = roomBooking;
  const named = { name: objectId, distinguishedName: `CN=${objectId}`, displayName: "Booking" };
  tenant.store.exchangeServicePrincipals.insert({ guid: pointer, appId, objectId, ...named, ...dates });
  return tenant;
}

let grants = 0;
function grant(
  { store }: Tenant,
  role: string,
  scope: AssignmentScope,
  more: Partial<RoleAssignment> = {},
): void {
  grants += 1;
  store.roleAssignments.insert({
    guid: `00000000-0000-4000-8000-${String(grants).padStart(12, "0")}`,
    name: `Grant ${grants}`,
    distinguishedName: `CN=Grant ${grants}`,
    role: store.managementRoles.by("name", role)?.guid ?? "",
    roleAssigneeType: "ServicePrincipal",
    roleAssignee: pointer,
    delegation: "Regular",
    enabled: true,
    scope,
    ...dates,
    ...more,
  });
}

function addScope({ store }: Tenant, name: string, recipientFilter: string | null): AssignmentScope {
  grants += 1;
  const { guid } = store.managementScopes.insert({
    guid: `00000000-0000-4000-9000-${String(grants).padStart(12, "0")}`,
    name,
    distinguishedName: `CN=${name}`,
    scopeRestrictionType: "RecipientScope",
    exclusive: false,
    recipientFilter,
    recipientRoot: store.organization.get().recipientRoot,
    serverFilter: null,
    databaseFilter: null,
    ...dates,
  });
  return { kind: "managementScope", guid };
}

function permissions(tenant: Tenant, mailbox: string): string[] {
  const recipient = tenant.store.recipients.by("name", mailbox);
  if (!recipient) throw new Error(`The seed has no ${mailbox}.`);
  return [...applicationPermissions(tenant, application, recipient)];
}

describe("what an application may do at a mailbox", () => {
  it("is nothing without a grant", () => {
    expect(permissions(tenantWithPointer(), "Board Room")).toEqual([]);
  });

  it("is the union of its grants, each within its own scope", () => {
    const tenant = tenantWithPointer();
    grant(
      tenant,
      "Application Calendars.Read",
      addScope(tenant, "Rooms", "RecipientTypeDetails -eq 'RoomMailbox'"),
    );
    grant(tenant, "Application Mail Full Access", addScope(tenant, "Seattle", "City -eq 'Seattle'"));
    expect(permissions(tenant, "Board Room")).toEqual(["Calendars.Read", "Mail.ReadWrite", "Mail.Send"]);
    expect(permissions(tenant, "Room Hudson")).toEqual(["Calendars.Read"]);
    expect(permissions(tenant, "Megan Bowen")).toEqual(["Mail.ReadWrite", "Mail.Send"]);
    expect(permissions(tenant, "Diego Siciliani")).toEqual([]);
  });

  it("follows the mailbox's own attributes and the scope's filter", () => {
    const tenant = tenantWithPointer();
    const scope = addScope(tenant, "Pilot", "CustomAttribute2 -eq 'pilot'");
    grant(tenant, "Application Calendars.Read", scope);
    expect(permissions(tenant, "Board Room")).toEqual([]);
    const room = tenant.store.recipients.by("name", "Board Room");
    tenant.store.recipients.update(room?.guid ?? "", { attributes: { customAttribute2: "Pilot" } });
    expect(permissions(tenant, "Board Room")).toEqual(["Calendars.Read"]);
    if (scope.kind === "managementScope") {
      tenant.store.managementScopes.update(scope.guid, { recipientRoot: "OU=elsewhere" });
      expect(permissions(tenant, "Board Room")).toEqual([]);
      tenant.store.managementScopes.update(scope.guid, { recipientRoot: null });
      expect(permissions(tenant, "Board Room")).toEqual(["Calendars.Read"]);
      tenant.store.managementScopes.update(scope.guid, { recipientFilter: "City -eq 'Nowhere'" });
    }
    expect(permissions(tenant, "Board Room")).toEqual([]);
  });

  it.each<[string, AssignmentScope, string[]]>([
    ["an unscoped grant", { kind: "implicit" }, ["Board Room", "Room Hudson", "Megan Bowen"]],
    [
      "the organisation as a relative scope",
      { kind: "relative", value: "Organization" },
      ["Board Room", "Room Hudson", "Megan Bowen"],
    ],
    ["no recipients as a relative scope", { kind: "relative", value: "None" }, []],
    ["a scope that is gone", { kind: "managementScope", guid: "gone" }, []],
    ["an organizational unit elsewhere", { kind: "organizationalUnit", distinguishedName: "OU=else" }, []],
  ])("is decided by %s", (_, scope, reached) => {
    const tenant = tenantWithPointer();
    grant(tenant, "Application Calendars.Read", scope);
    const open = ["Board Room", "Room Hudson", "Megan Bowen"].filter(
      (each) => permissions(tenant, each).length > 0,
    );
    expect(open).toEqual(reached);
  });

  it("is decided by the members of an administrative unit", () => {
    const tenant = tenantWithPointer();
    const id = tenant.store.administrativeUnits.all()[0]?.id ?? "";
    grant(tenant, "Application Calendars.Read", { kind: "administrativeUnit", id });
    expect(permissions(tenant, "Room Hudson")).toEqual(["Calendars.Read"]);
    expect(permissions(tenant, "Board Room")).toEqual([]);
  });

  it.each<[string, string, Partial<RoleAssignment>]>([
    ["disabled", "Application Calendars.Read", { enabled: false }],
    ["delegating", "Application Calendars.Read", { delegation: "DelegatingOrgWide" }],
    ["another's", "Application Calendars.Read", { roleAssignee: "another" }],
    ["of an administrator's role", "Mail Recipients", {}],
  ])("takes nothing from a grant that is %s", (_, role, more) => {
    const tenant = tenantWithPointer();
    grant(tenant, role, { kind: "implicit" }, more);
    expect(permissions(tenant, "Board Room")).toEqual([]);
  });

  it("follows a removed grant only when the permission cache has forgotten it", () => {
    const tenant = tenantWithPointer();
    grant(tenant, "Application Calendars.Read", { kind: "implicit" });
    tenant.faults.set({ permissionCache: { milliseconds: 3_600_000 } });
    const held = tenant.store.roleAssignments.find(({ roleAssignee }) => roleAssignee === pointer);
    tenant.store.roleAssignments.remove(held?.guid ?? "");
    expect(permissions(tenant, "Board Room")).toEqual(["Calendars.Read"]);
    tenant.clock.advance(3_600_000);
    expect(permissions(tenant, "Board Room")).toEqual([]);
  });
});
