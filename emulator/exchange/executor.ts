import { assignmentsWith } from "../access/caller-rights";
import type { Executor } from "../cmdlets/cmdlet";
import { directoryRoles } from "../directory-roles";
import type { Caller } from "../directory/access-token";
import { builtInRoleGroup } from "../roles/built-in";
import type { Tenant } from "../tenant";

const viewOnly = "View-Only Organization Management";

/** Entra directory roles that Exchange accepts for application access, and the role groups they lead into. */
const roleGroupsOfDirectoryRole: Readonly<Record<string, string>> = {
  // These two are members of Organization Management, from which they can be taken out.
  "Global Administrator": "TenantAdmins",
  "Exchange Administrator": "ExchangeServiceAdmins",
  "Exchange Recipient Administrator": "Recipient Management",
  "Compliance Administrator": "Compliance Management",
  "Security Administrator": "Security Administrator",
  "Helpdesk Administrator": "Help Desk",
  "Global Reader": viewOnly,
  "Security Reader": viewOnly,
};

/** The caller with the role groups that its directory roles, or its own membership, give it. */
export function executorOf(tenant: Tenant, caller: Caller): Executor {
  const organization = tenant.store.organization.get();
  const byDirectoryRole = caller.directoryRoles.flatMap((template) => {
    const group = roleGroupsOfDirectoryRole[directoryRoles[template] ?? ""];
    return group === undefined ? [] : builtInRoleGroup(organization, group);
  });
  const pointer = tenant.store.exchangeServicePrincipals.by("objectId", caller.servicePrincipalId);
  return {
    appId: caller.appId,
    servicePrincipalId: caller.servicePrincipalId,
    roleGroups: withOuterGroups(tenant, byDirectoryRole, pointer?.guid),
  };
}

/** Whether one of the caller's role groups holds the cmdlet. */
export function mayRun(tenant: Tenant, { roleGroups }: Executor, cmdlet: string): boolean {
  if (!tenant.behaviours.on("cmdlets-by-role")) return true;
  return assignmentsWith(tenant, roleGroups, cmdlet).length > 0;
}

/** A service principal may itself be a member of an admin role group, and a role group of another one. */
function withOuterGroups(
  { store }: Tenant,
  groups: readonly string[],
  principal: string | undefined,
): readonly string[] {
  const found = new Set(groups);
  const isIn = (member: string) => found.has(member) || member === principal;
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const { guid, members } of store.roleGroups.all()) if (members.some(isIn)) found.add(guid);
  }
  return [...found];
}
