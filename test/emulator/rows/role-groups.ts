import { expect } from "vitest";
import { refused } from "./cmdlet-steps";
import type { RowCheck, RowContext } from "./context";
import {
  addRoleGroup,
  alex,
  assignmentsOf,
  forbidDelegation,
  megan,
  memberNames,
  signInAsMember,
  storedGroup,
} from "./role-group-steps";

const bypass = { BypassSecurityGroupManagerCheck: true };

async function members({ invoke }: RowContext, group = "Desk") {
  const answer = await invoke("Get-RoleGroupMember", { Identity: group });
  expect(answer.error).toBeUndefined();
  return answer.objects;
}

/** Role groups and their members. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "role-group-needs-managers-from-applications": async ({ tenant, invoke }) => {
    refused(await invoke("New-RoleGroup", { Name: "Desk" }), 400);
    expect(storedGroup(tenant)).toBeUndefined();
  },
  "role-group-managers-not-empty": async (context) => {
    const { tenant, invoke } = context;
    refused(await invoke("New-RoleGroup", { Name: "Other", ManagedBy: [] }), 400);
    await addRoleGroup(context);
    const before = storedGroup(tenant)?.managedBy;
    refused(await invoke("Set-RoleGroup", { Identity: "Desk", ManagedBy: [] }), 400);
    const change = { "@odata.type": "#Exchange.GenericHashTable", Remove: "Organization Management" };
    refused(await invoke("Set-RoleGroup", { Identity: "Desk", ManagedBy: change }), 400);
    expect(storedGroup(tenant)?.managedBy).toEqual(before);
  },
  "role-group-rolled-back": async ({ tenant, invoke }) => {
    forbidDelegation(tenant, "Reset Password");
    const before = tenant.store.state();
    const answer = await invoke("New-RoleGroup", {
      Name: "Desk",
      ManagedBy: "Organization Management",
      Roles: ["Mail Recipients", "Reset Password"],
    });
    refused(answer, 400);
    expect(tenant.store.state()).toEqual(before);
  },
  "role-group-manager-check": async (context) => {
    const { tenant, invoke } = context;
    await addRoleGroup(context, { ManagedBy: megan });
    refused(await invoke("Set-RoleGroup", { Identity: "Desk", Description: "Other" }), 400);
    refused(await invoke("Update-RoleGroupMember", { Identity: "Desk", Members: [alex] }), 400);
    refused(await invoke("Remove-RoleGroup", { Identity: "Desk" }), 400);
    expect(storedGroup(tenant)).toMatchObject({ description: null, members: [] });
    const past = await invoke("Set-RoleGroup", { Identity: "Desk", Description: "Other", ...bypass });
    expect(past.status).toBe(200);
    // Who has the right to manage roles has to say that the check is to be passed by.
    await addRoleGroup(context, { Name: "Helpers", Roles: ["Role Management"] });
    await addRoleGroup(context, { Name: "Others" });
    const as = await signInAsMember(context, "Helpers");
    const change = { Identity: "Others", Description: "Mine", ...bypass };
    expect((await invoke("Set-RoleGroup", change, { as })).status).toBe(200);
    refused(
      await invoke("Set-RoleGroup", { ...change, BypassSecurityGroupManagerCheck: false }, { as }),
      400,
    );
  },
  "applications-manage-through-groups": async (context) => {
    await addRoleGroup(context);
    const { invoke } = context;
    expect((await invoke("Add-RoleGroupMember", { Identity: "Desk", Member: megan })).status).toBe(200);
    expect((await invoke("Set-RoleGroup", { Identity: "Desk", Description: "Ours" })).status).toBe(200);
    expect((await invoke("Remove-RoleGroup", { Identity: "Desk" })).status).toBe(200);
  },
  "bypass-switch-for-single-members": async (context) => {
    const { tenant, invoke } = context;
    await addRoleGroup(context);
    const member = { Identity: "Desk", Member: megan, ...bypass };
    expect((await invoke("Add-RoleGroupMember", member)).status).toBe(200);
    expect(memberNames(tenant)).toEqual(["Megan Bowen"]);
    expect((await invoke("Remove-RoleGroupMember", member)).status).toBe(200);
    expect(memberNames(tenant)).toEqual([]);
  },
  "built-in-role-groups-stay": async ({ tenant, invoke }) => {
    refused(await invoke("Remove-RoleGroup", { Identity: "Help Desk", Force: true }), 400);
    await invoke("Set-RoleGroup", { Identity: "Help Desk", Name: "Renamed" });
    refused(await invoke("Remove-RoleGroup", { Identity: "Renamed", Force: true }), 400);
    expect(storedGroup(tenant, "Renamed")).toBeDefined();
  },
  "removed-role-group-takes-assignments": async (context) => {
    const { tenant, invoke } = context;
    const count = tenant.store.roleAssignments.all().length;
    await addRoleGroup(context, { Roles: ["Mail Recipients", "Mail Tips"] });
    expect(assignmentsOf(tenant)).toHaveLength(2);
    expect((await invoke("Remove-RoleGroup", { Identity: "Desk", Confirm: false })).status).toBe(200);
    expect(storedGroup(tenant)).toBeUndefined();
    expect(tenant.store.roleAssignments.all()).toHaveLength(count);
  },
  "role-group-lists-names": async (context) => {
    await addRoleGroup(context, { Members: [megan] });
    const [group] = (await context.invoke("Get-RoleGroup", { Identity: "Desk" })).objects;
    expect(group).toMatchObject({ ManagedBy: ["Organization Management"], Members: ["Megan Bowen"] });
  },
  "role-group-members-full": async (context) => {
    await addRoleGroup(context, { Members: [megan] });
    const [member] = await members(context);
    expect(member).toMatchObject({
      Name: "Megan Bowen",
      PrimarySmtpAddress: megan,
      WindowsLiveID: megan,
      ExternalDirectoryObjectId: context.tenant.store.users.by("userPrincipalName", megan)?.id,
    });
  },
  "linked-group-members-unlisted": async (context) => {
    const linked = context.tenant.store.roleGroups.find(({ roleGroupType }) => roleGroupType === "Linked");
    expect(linked?.name).toMatch(/^TenantAdmins_/);
    expect(await members(context, linked?.name)).toEqual([]);
  },
  "linked-group-members-from-entra": async ({ tenant, invoke }) => {
    const linked = tenant.store.roleGroups.find(({ roleGroupType }) => roleGroupType === "Linked");
    const group = { Identity: linked?.guid };
    refused(await invoke("Add-RoleGroupMember", { ...group, Member: megan }), 400);
    refused(await invoke("Update-RoleGroupMember", { ...group, Members: [megan] }), 400);
    expect(memberNames(tenant, linked?.name)).toEqual([]);
  },
  "role-group-member-kinds": async (context) => {
    const { tenant, invoke } = context;
    await addRoleGroup(context);
    refused(await invoke("Add-RoleGroupMember", { Identity: "Desk", Member: "Seattle Rooms" }), 400);
    refused(await invoke("Update-RoleGroupMember", { Identity: "Desk", Members: ["Seattle Rooms"] }), 400);
    const room = { Name: "Rooms", ManagedBy: megan, Members: ["Seattle Rooms"] };
    refused(await invoke("New-RoleGroup", room), 400);
    expect(memberNames(tenant)).toEqual([]);
  },
  "member-already-exists": async (context) => {
    await addRoleGroup(context, { Members: [megan] });
    const again = await context.invoke("Add-RoleGroupMember", { Identity: "Desk", Member: megan });
    refused(again, 400);
    expect(again.error?.type).toMatch(/\.MemberAlreadyExistsException$/);
    expect(memberNames(context.tenant)).toEqual(["Megan Bowen"]);
  },
  "member-not-found": async (context) => {
    await addRoleGroup(context, { Members: [megan] });
    const other = await context.invoke("Remove-RoleGroupMember", { Identity: "Desk", Member: alex });
    refused(other, 400);
    expect(other.error?.type).toMatch(/\.MemberNotFoundException$/);
    expect(memberNames(context.tenant)).toEqual(["Megan Bowen"]);
  },
  "empty-members-clear": async (context) => {
    await addRoleGroup(context, { Members: [megan, alex] });
    await context.invoke("Update-RoleGroupMember", { Identity: "Desk", Members: [] });
    expect(memberNames(context.tenant)).toEqual([]);
  },
};
