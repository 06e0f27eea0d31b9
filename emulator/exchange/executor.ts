import type { Executor } from "../cmdlets/cmdlet";
import { directoryRoles } from "../directory-roles";
import type { Caller } from "../directory/access-token";
import type { Tenant } from "../tenant";

const viewOnly = "View-Only Organization Management";

/** Entra directory roles that Exchange accepts for application access, and the role groups they lead into. */
const roleGroupsOfDirectoryRole: Readonly<Record<string, string>> = {
  "Global Administrator": "Organization Management",
  "Exchange Administrator": "Organization Management",
  "Exchange Recipient Administrator": "Recipient Management",
  "Compliance Administrator": "Compliance Management",
  "Security Administrator": "Security Administrator",
  "Helpdesk Administrator": "Help Desk",
  "Global Reader": viewOnly,
  "Security Reader": viewOnly,
};

/** The caller with the role groups that its directory roles, or its own membership, give it. */
export function executorOf(tenant: Tenant, caller: Caller): Executor {
  const byDirectoryRole = caller.directoryRoles.flatMap(
    (template) => roleGroupsOfDirectoryRole[directoryRoles[template] ?? ""] ?? [],
  );
  return {
    appId: caller.appId,
    servicePrincipalId: caller.servicePrincipalId,
    roleGroups: [...new Set([...byDirectoryRole, ...memberships(tenant, caller)])],
  };
}

/** Whether one of the caller's role groups holds the cmdlet. */
export function mayRun({ behaviours }: Tenant, { roleGroups }: Executor, cmdlet: string): boolean {
  if (!behaviours.on("cmdlets-by-role")) return true;
  if (roleGroups.includes("Organization Management")) return true;
  const reads = behaviours.on("view-only-tests") ? /^(get|test)-/i.test(cmdlet) : /^get-/i.test(cmdlet);
  if (reads && roleGroups.includes(viewOnly)) return true;
  return reads && roleGroups.length > 0 && recipientReads.has(cmdlet.toLowerCase());
}

/** What every role group with rights over recipients or their data can read. */
const recipientReads = new Set(["get-mailbox", "get-recipient", "get-user", "get-organizationconfig"]);

/** A service principal may itself be a member of an admin role group. */
function memberships({ store }: Tenant, caller: Caller): string[] {
  const pointer = store.exchangeServicePrincipals.by("objectId", caller.servicePrincipalId);
  if (!pointer) return [];
  return store.roleGroups.filter(({ members }) => members.includes(pointer.guid)).map(({ name }) => name);
}
