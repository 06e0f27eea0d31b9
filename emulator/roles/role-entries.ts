import { cmdletSyntax } from "../binder";
import type { ManagementRole } from "../entities";
import type { Tenant } from "../tenant";
import { catalogues } from "./catalogue";
import { lineageOf } from "./lineage";
import entries from "./role-entries.json";

const { online, onPremises } = catalogues;

/** The cmdlets that a role lets its holders run. A derived role has at most those of the role that it comes from. */
export function cmdletsOfRole(tenant: Tenant, role: ManagementRole): readonly string[] {
  const lineage = lineageOf(tenant, role);
  const { name, isEndUserRole, permissions } = lineage.at(-1) ?? role;
  // Application roles and those of end users hold nothing that an administrator's cmdlets need.
  if (isEndUserRole || permissions.length > 0 || onPremises.scopeOnlyRoles.includes(name)) return [];
  const tests = tenant.behaviours.on("view-only-tests");
  return cmdletsOf(name, tenant.mode)
    .filter((cmdlet) => cmdletSyntax(cmdlet, tenant.mode) !== undefined)
    .filter((cmdlet) => tests || !isViewOnly(name) || !cmdlet.startsWith("Test-"))
    .filter((cmdlet) => lineage.every(({ cmdlets }) => !cmdlets || cmdlets.includes(cmdlet)));
}

/** Names of the built-in roles that hold a cmdlet. */
export function rolesHolding(cmdlet: string): readonly string[] {
  const names = [online, onPremises].flatMap(({ adminRoles, viewOnlyRoles }) => [
    ...adminRoles,
    ...viewOnlyRoles,
  ]);
  return [...new Set(names)].filter((role) => cmdletsOf(role, "onPremises").includes(cmdlet));
}

export function isViewOnly(role: string): boolean {
  return [online, onPremises].some(({ viewOnlyRoles }) => viewOnlyRoles.includes(role));
}

/** On-premises the roles hold all that they do online, and what is played there alone. */
function cmdletsOf(role: string, mode: Tenant["mode"]): readonly string[] {
  const local = mode === "onPremises" ? (ofRoleOnPremises.get(role) ?? []) : [];
  return [...new Set([...entries.common, ...(ofRole.get(role) ?? []), ...local])];
}

const ofRole: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(entries.roles));
const ofRoleOnPremises: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(entries.onPremises));
