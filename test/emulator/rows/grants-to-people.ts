import { expect } from "vitest";
import { addScope, addServicePrincipal, assign, refused, storedAssignment } from "./cmdlet-steps";
import type { RowCheck, RowContext } from "./context";
import { addRoleGroup, forbidDelegation, megan } from "./role-group-steps";

async function grantToMegan({ invoke }: RowContext): Promise<Record<string, unknown>> {
  const grant = { User: megan, Role: "Mail Tips", Name: "Tips" };
  expect((await invoke("New-ManagementRoleAssignment", grant)).error).toBeUndefined();
  return (await invoke("Get-ManagementRoleAssignment", { Identity: "Tips" })).objects[0] ?? {};
}

/** Role assignments to people and to groups. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "user-assignee-is-canonical-name": async (context) => {
    const { RoleAssignee, User } = await grantToMegan(context);
    const canonical =
      "EURPR01A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.com/Megan Bowen";
    expect([RoleAssignee, User]).toEqual([canonical, canonical]);
  },
  "user-assignee-name-is-name": async (context) => {
    const { RoleAssigneeName, EffectiveUserName } = await grantToMegan(context);
    expect([RoleAssigneeName, EffectiveUserName]).toEqual(["Megan Bowen", "Megan Bowen"]);
  },
  "role-assignee-indirect": async (context) => {
    await grantToMegan(context);
    // Megan is in Workplace Team, which is in Inner, which is in Outer.
    await addRoleGroup(context, { Name: "Inner", Members: ["Workplace Team"], Roles: ["Mail Recipients"] });
    await addRoleGroup(context, { Name: "Outer", Members: ["Inner"], Roles: ["Reset Password"] });
    const team = { SecurityGroup: "Workplace Team", Role: "Journaling" };
    await context.invoke("New-ManagementRoleAssignment", team);
    const { objects } = await context.invoke("Get-ManagementRoleAssignment", { RoleAssignee: megan });
    expect(objects.map(({ Name, AssignmentMethod }) => [Name, AssignmentMethod])).toEqual([
      ["Tips", "Direct"],
      ["Journaling-Workplace Team", "SecurityGroup"],
      ["Mail Recipients-Inner", "RoleGroup"],
      ["Reset Password-Outer", "RoleGroup"],
    ]);
  },
  "group-scope-is-management-scope": async (context) => {
    const grant = { User: megan, Role: "Mail Tips", RecipientGroupScope: "Bookable Rooms" };
    const { objects } = await context.invoke("New-ManagementRoleAssignment", grant);
    const group = context.tenant.store.recipients.by("name", "Bookable Rooms")?.guid;
    expect(objects[0]).toMatchObject({
      RecipientWriteScope: "Group",
      CustomRecipientWriteScope: `Bookable Rooms_${group}`,
    });
    expect(context.tenant.store.managementScopes.all()).toHaveLength(1);
  },
  "delegating-assignment-scopes": async (context) => {
    const { tenant } = context;
    await addServicePrincipal(context);
    await addScope(context);
    forbidDelegation(tenant, "Application Mail.Read");
    tenant.behaviours.set("delegating-assignment-required", "off");
    const scoped = await context.invoke("New-ManagementRoleAssignment", {
      Name: "Giving",
      SecurityGroup: "Organization Management",
      Role: "Application Mail.Read",
      Delegating: true,
      CustomRecipientWriteScope: "Rooms",
    });
    expect(scoped.error).toBeUndefined();
    expect(storedAssignment(tenant, "Giving")?.scope.kind).toBe("managementScope");
    tenant.behaviours.set("delegating-assignment-required", "on");
    refused(await assign(context, { Role: "Application Mail.Read" }), 400);
  },
};
