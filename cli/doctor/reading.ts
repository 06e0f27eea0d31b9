import { ServiceError } from "../../providers/connection/errors";
import type { Exchange } from "../../providers/exchange/exchange";

export type Lists = Readonly<Record<string, () => Promise<unknown>>>;

/** What resources are read by, wherever Exchange runs. */
export function commonLists(exchange: Exchange): Lists {
  return {
    "Get-ManagementScope": () => exchange.managementScopes.snapshot(),
    "Get-RoleGroup": () => exchange.roleGroups.snapshot(),
    "Get-ManagementRoleAssignment": () => exchange.roleAssignments.snapshot(),
    "Get-ManagementRole": () => exchange.managementRoles.snapshot(),
  };
}

/** Tries a cmdlet, and tells with what it was refused; nothing if it was not. */
export async function failureOf(lists: Lists, cmdlet: string): Promise<ServiceError | undefined> {
  try {
    await lists[cmdlet]?.();
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}
