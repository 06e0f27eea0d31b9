import type { Tenant } from "../tenant";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { alreadyExists, invalidData } from "./cmdlet-error";

/** Documented for the parameter: at most 20 characters, and these alone besides letters and figures. */
const allowed = /^[\p{L}\p{N} !#$%^&\-_{}~.']{1,20}$/u;

/** The SamAccountName of a new role group; its name where none is given, numbered if the domain has that already. */
export function newSamAccountName(invocation: Invocation, name: string): string {
  const { tenant } = invocation;
  const given = text(invocation, "SamAccountName");
  if (given === undefined) return freeName(tenant, name);
  if (!allowed.test(given)) throw invalidData(`'${given}' can't be a SamAccountName.`);
  if (isTaken(tenant, given)) throw alreadyExists(given);
  return given;
}

function freeName(tenant: Tenant, name: string): string {
  for (let number = 0; ; number += 1) {
    const candidate = number === 0 ? name : `${name}-${number}`;
    if (!isTaken(tenant, candidate)) return candidate;
  }
}

/** Accounts, groups and role groups share the names of the domain. */
function isTaken({ store }: Tenant, samAccountName: string): boolean {
  const domain = store.organization.get().activeDirectory?.netBiosName ?? "";
  const wanted = samAccountName.toLowerCase();
  return (
    store.recipients.by("logonName", `${domain}\\${samAccountName}`) !== undefined ||
    store.roleGroups.find((group) => group.samAccountName?.toLowerCase() === wanted) !== undefined
  );
}
