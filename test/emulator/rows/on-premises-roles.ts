import { expect } from "vitest";
import { refused, storedAssignment } from "./cmdlet-steps";
import type { RowCheck } from "./context";
import { addServerScope, grantImpersonation, legacy } from "./on-premises-steps";
import { storedGroup } from "./role-group-steps";

const securityGroups = "contoso.com/Microsoft Exchange Security Groups";

/** What Exchange's roles do on-premises. */
export const onPremisesRows: Readonly<Record<string, RowCheck>> = {
  "principals-by-canonical-name": async (context) => {
    expect(await grantImpersonation(context)).toMatchObject({
      User: legacy.canonicalName,
      RoleAssignee: legacy.canonicalName,
      RoleAssigneeName: legacy.name,
      EffectiveUserName: legacy.name,
    });
    const { objects } = await context.invoke("Get-RoleGroup", { Identity: "Organization Management" });
    expect(objects[0]).toMatchObject({
      ManagedBy: [`${securityGroups}/Organization Management`],
      Members: ["contoso.com/Users/Administrator"],
    });
  },
  "organizational-units-by-canonical-name": async (context) => {
    const scoped = await grantImpersonation(context, { RecipientOrganizationalUnitScope: "Rooms" });
    expect(scoped.CustomRecipientWriteScope).toBe("contoso.com/Rooms");
    const { objects } = await context.invoke("New-ManagementScope", {
      Name: "Rooms",
      RecipientRoot: "contoso.com/Rooms",
      RecipientRestrictionFilter: "Name -like '*'",
    });
    expect(objects[0]?.RecipientRoot).toBe("contoso.com/Rooms");
  },
  "organizational-unit-in-custom-scope": async (context) => {
    const scoped = await grantImpersonation(context, { RecipientOrganizationalUnitScope: "Rooms" });
    expect(scoped).toMatchObject({
      RecipientWriteScope: "OU",
      CustomRecipientWriteScope: "contoso.com/Rooms",
    });
    expect(scoped).not.toHaveProperty("RecipientOrganizationalUnitScope");
  },
  "role-group-creator-manages": async ({ invoke, tenant }) => {
    const { objects } = await invoke("New-RoleGroup", { Name: "Desk" });
    expect(objects[0]?.ManagedBy).toEqual([
      `${securityGroups}/Organization Management`,
      "contoso.com/Users/Administrator",
    ]);
    expect(storedGroup(tenant)?.managedBy).toHaveLength(2);
  },
  "role-group-without-display-name": async ({ invoke, tenant }) => {
    expect((await invoke("New-RoleGroup", { Name: "Desk" })).objects[0]?.DisplayName).toBe("");
    expect(storedGroup(tenant)?.displayName).toBe("");
  },
  "plain-security-groups-hold-roles": async (context) => {
    const { invoke, tenant } = context;
    const held = await grantImpersonation(context, { SecurityGroup: "CONTOSO\\booking-operators" });
    expect(held).toMatchObject({
      RoleAssigneeType: "SecurityGroup",
      RoleAssignee: "contoso.com/Users/Booking Operators",
    });
    const group = { Name: "Desk", Members: ["Booking Operators"] };
    expect((await invoke("New-RoleGroup", group)).error).toBeUndefined();
    expect(storedGroup(tenant)?.members).toHaveLength(1);
  },
  "scope-kind-fits-parameter": async (context) => {
    await addServerScope(context);
    const grant = { Name: "Booking", Role: "Mail Recipients", User: legacy.username };
    const parameters = { ...grant, CustomRecipientWriteScope: "Servers" };
    refused(await context.invoke("New-ManagementRoleAssignment", parameters), 400);
    expect(storedAssignment(context.tenant, "Booking")).toBeUndefined();
  },
  "result-size-limits": async ({ invoke }) => {
    const some = await invoke("Get-Mailbox", { ResultSize: 2 });
    expect([some.objects.length, some.warnings.length]).toEqual([2, 1]);
  },
  "unscoped-top-level-needs-role": async ({ invoke, tenant }) => {
    const before = tenant.store.state();
    const answers = [
      await invoke("New-ManagementRole", { Name: "Top", UnScopedTopLevel: true }),
      await invoke("New-ManagementRoleAssignment", {
        Role: "Mail Recipients",
        User: legacy.username,
        UnScopedTopLevel: true,
      }),
    ];
    for (const answer of answers)
      refused(answer, 400, "System.Management.Automation.ParameterBindingException");
    expect(tenant.store.state()).toEqual(before);
  },
};
