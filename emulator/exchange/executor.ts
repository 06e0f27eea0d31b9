import { assignmentsWith } from "../access/caller-rights";
import { groupsAround } from "../access/group-members";
import type { Executor } from "../cmdlets/cmdlet";
import { directoryRoles } from "../directory-roles";
import type { Caller } from "../directory/access-token";
import type { Account } from "../entities";
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

/** An application with the role groups that its directory roles, or its own membership, give it. */
export function applicationExecutor(tenant: Tenant, caller: Caller): Executor {
  const organization = tenant.store.organization.get();
  const byDirectoryRole = caller.directoryRoles.flatMap((template) => {
    const group = roleGroupsOfDirectoryRole[directoryRoles[template] ?? ""];
    return group === undefined ? [] : builtInRoleGroup(organization, group);
  });
  const pointer = tenant.store.exchangeServicePrincipals.by("objectId", caller.servicePrincipalId);
  return {
    principal: pointer?.guid,
    roleGroups: withOuterGroups(tenant, byDirectoryRole, pointer?.guid),
  };
}

/** A person with what is assigned to it, and to the groups that it is in directly or through others. */
export function accountExecutor(tenant: Tenant, { guid }: Account): Executor {
  return { principal: guid, roleGroups: [guid, ...groupsAround(tenant, guid)] };
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
