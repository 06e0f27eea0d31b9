import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { RoleAssignment, RoleGroup } from "../../../emulator/entities";
import type { Tenant } from "../../../emulator/tenant";
import { automation, roomBooking } from "../../support/seed";
import { addServicePrincipal } from "./cmdlet-steps";
import type { RowContext } from "./context";

type Context = Pick<RowContext, "invoke" | "tenant">;

export const megan = "megan.bowen@contoso.example";
export const alex = "alex.wilber@contoso.example";

/** A role group "Desk" that Organization Management manages. */
export async function addRoleGroup(
  { invoke }: Pick<RowContext, "invoke">,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const answer = await invoke("New-RoleGroup", {
    Name: "Desk",
    ManagedBy: ["Organization Management"],
    ...more,
  });
  expect(answer.error).toBeUndefined();
}

export function storedGroup({ store }: Tenant, name = "Desk"): RoleGroup | undefined {
  return store.roleGroups.by("name", name);
}

export function assignmentsOf({ store }: Tenant, name = "Desk"): RoleAssignment[] {
  const group = store.roleGroups.by("name", name);
  return store.roleAssignments.filter(({ roleAssignee }) => roleAssignee === group?.guid);
}

/** The names of a role group's members, as the store has them. */
export function memberNames(tenant: Tenant, name = "Desk"): (string | undefined)[] {
  const { recipients } = tenant.store;
  return (storedGroup(tenant, name)?.members ?? []).map((guid) => recipients.get(guid)?.name);
}

/** Takes away what lets Organization Management give the role to others. */
export function forbidDelegation({ store }: Tenant, role: string): void {
  const guid = store.managementRoles.by("name", role)?.guid;
  const held = store.roleAssignments.find((each) => each.role === guid && each.delegation !== "Regular");
  store.roleAssignments.remove(held?.guid ?? "");
}

/** Lets the room booking application run cmdlets, by a membership in the role group alone. */
export async function signInAsMember(context: Context, group: string): Promise<typeof roomBooking> {
  const { store } = context.tenant;
  const asApp = store.appRoleAssignments.find(
    ({ principalId }) => principalId === automation.servicePrincipalId,
  );
  const manage = store.servicePrincipals
    .all()
    .find(({ appRoles }) => appRoles.some(({ value }) => value === "Exchange.ManageAsApp"));
  const role = manage?.appRoles.find(({ value }) => value === "Exchange.ManageAsApp");
  if (!asApp || !manage || !role) throw new Error("The seed has no Exchange.ManageAsApp.");
  store.appRoleAssignments.insert({
    ...asApp,
    id: randomUUID(),
    appRoleId: role.id,
    resourceId: manage.id,
    principalId: roomBooking.servicePrincipalId,
  });
  await addServicePrincipal(context);
  const added = await context.invoke("Add-RoleGroupMember", {
    Identity: group,
    Member: roomBooking.servicePrincipalId,
  });
  expect(added.error).toBeUndefined();
  return roomBooking;
}
