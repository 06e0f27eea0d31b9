import type { Deployment } from "../connection/deployment";
import type { Failure } from "../dynamic/lifecycle";
import type { DeclaredGroup } from "./declared-group";
import { noApplications, scopeRefusal } from "./deployment-refusals";
import { isRetired, retiredRole } from "./grant";
import { isDomainName } from "./role-group";

/** The groups that every organisation has. Their members and roles are Microsoft's and the administrators' to change. */
const builtIn = [
  "Compliance Management",
  "Delegated Setup",
  "Discovery Management",
  "ExchangeServiceAdmins",
  "Help Desk",
  "Hygiene Management",
  "Organization Management",
  "Public Folder Management",
  "Recipient Management",
  "Records Management",
  "Security Administrator",
  "Security Operator",
  "Security Reader",
  "Server Management",
  "TenantAdmins",
  "UM Management",
  "View-Only Organization Management",
];

/** What Exchange would refuse, or would understand in another way, told before anything is sent. */
export function refuseRoleGroup(
  { name, roles, members, adopt, mayBeWidenedBy }: Partial<DeclaredGroup>,
  _isNew: boolean,
  unknowns: ReadonlySet<string>,
  deployment: Deployment,
): Failure[] {
  const failures: Failure[] = [];
  const own = name === undefined ? undefined : builtInNamed(name);
  if (own)
    failures.push({
      property: "name",
      reason: `is "${own}", one of Exchange's own role groups: choose another name`,
    });
  if (mayBeWidenedBy !== undefined && roles === undefined && !unknowns.has("roles")) {
    const reason =
      "is about the scopes of roles, and this resource declares none: give it to the RoleAssignments of the group";
    failures.push({ property: "mayBeWidenedBy", reason });
  }
  const domainName = deployment === "online" ? members?.find(isDomainName) : undefined;
  if (domainName !== undefined) {
    const reason = `"${domainName}" names somebody on-premises: give a user principal name, an SMTP address or a Guid`;
    failures.push({ property: "members", reason });
  }
  for (const [index, { role, scope }] of (roles ?? []).entries()) {
    const property = `roles[${index}]`;
    const missing = scopeRefusal(scope, deployment);
    if (missing !== undefined) failures.push({ property, reason: `"${role}": ${missing}` });
    if (deployment === "online" && adopt !== true && isRetired(role))
      failures.push({ property, reason: `"${role}" ${retiredRole}` });
    if (deployment === "onPremises" && /^Application /i.test(role)) {
      failures.push({ property, reason: `"${role}" ${noApplications}` });
    } else if (/^Application /i.test(role)) {
      failures.push({
        property,
        reason: `"${role}" is a role for applications, which cannot be in a role group`,
      });
    }
    const twin = roles
      ?.slice(0, index)
      .some((other) => other.role.toLowerCase() === role.toLowerCase() && isSame(other.scope, scope));
    if (twin) failures.push({ property, reason: `"${role}" is named twice with the same scope` });
  }
  return failures;
}

/** Whether a group came with the organisation. Not every answer says so, but the names are known. */
export function isExchangesOwn({ isBuiltIn, name }: { isBuiltIn: boolean; name: string }): boolean {
  return isBuiltIn || builtInNamed(name) !== undefined;
}

/** Those that stand for the roles of Entra bear a number behind their name. */
function builtInNamed(name: string): string | undefined {
  const plain = name.replace(/^(TenantAdmins|ExchangeServiceAdmins)_-?\w+$/i, "$1").toLowerCase();
  return builtIn.find((each) => each.toLowerCase() === plain);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null).toLowerCase() === JSON.stringify(other ?? null).toLowerCase();
}
