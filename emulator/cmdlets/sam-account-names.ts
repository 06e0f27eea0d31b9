import type { RoleGroup } from "../entities";
import type { Tenant } from "../tenant";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { alreadyExists, invalidData } from "./cmdlet-error";

/** Documented for the parameter: at most 20 characters, and these alone besides letters and figures. */
const allowed = /^[\p{L}\p{N} !#$%^&\-_{}~.']{1,20}$/u;

/**
 * Captured: on-premises a new role group's SamAccountName is its name where none is given. Numbered, if the domain
 * has that already.
 */
export function newLogonName(invocation: Invocation, name: string): Pick<RoleGroup, "logonName"> {
  const { tenant } = invocation;
  const { activeDirectory } = tenant.store.organization.get();
  if (!activeDirectory) return {};
  const inDomain = (samAccountName: string) => `${activeDirectory.netBiosName}\\${samAccountName}`;
  const given = text(invocation, "SamAccountName");
  if (given !== undefined && !allowed.test(given)) throw invalidData(`'${given}' can't be a SamAccountName.`);
  if (given !== undefined && isTaken(tenant, inDomain(given))) throw alreadyExists(given);
  let logonName = inDomain(given ?? name);
  for (let number = 1; isTaken(tenant, logonName); number += 1) logonName = inDomain(`${name}-${number}`);
  return { logonName };
}

/** Accounts, groups and role groups share the names of the domain. */
export function isTaken({ store }: Tenant, logonName: string): boolean {
  const wanted = logonName.toLowerCase();
  return (
    store.recipients.by("logonName", logonName) !== undefined ||
    store.roleGroups.find((group) => group.logonName?.toLowerCase() === wanted) !== undefined
  );
}
