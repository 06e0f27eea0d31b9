import { isServiceError, type ServiceError } from "../../providers/connection/errors";
import type { CallerRights } from "./caller";
import type { Finding, Purpose } from "./findings";
import { commonLists, failureOf, type Lists } from "./reading";
import type { Session } from "./session";
import { roleSteps, type Principal } from "./steps";

/** What each resource reads, and what it runs to create, change and delete. */
const resources = [
  {
    resource: "ManagementScope",
    reads: ["Get-ManagementScope"],
    writes: ["New-ManagementScope", "Set-ManagementScope", "Remove-ManagementScope"],
  },
  {
    resource: "ServicePrincipal",
    reads: ["Get-ServicePrincipal"],
    writes: ["New-ServicePrincipal", "Set-ServicePrincipal", "Remove-ServicePrincipal"],
  },
  {
    resource: "RoleGroup",
    reads: ["Get-RoleGroup", "Get-ManagementRoleAssignment", "Get-ManagementRole"],
    writes: ["New-RoleGroup", "Set-RoleGroup", "Update-RoleGroupMember", "Remove-RoleGroup"],
  },
  {
    resource: "RoleAssignment",
    reads: ["Get-ManagementRoleAssignment", "Get-ManagementRole", "Get-ServicePrincipal", "Get-RoleGroup"],
    writes: [
      "New-ManagementRoleAssignment",
      "Set-ManagementRoleAssignment",
      "Remove-ManagementRoleAssignment",
    ],
  },
] as const;

/** A finding for each resource: reading is tried, changing is found out from the roles that the identity holds. */
export async function exchangeRights(
  session: Session,
  rights: CallerRights | undefined,
  principal: Principal,
  purpose: Purpose,
): Promise<Finding[]> {
  const cmdlets = [...new Set<string>(resources.flatMap(({ reads }) => reads))];
  const { exchange } = session;
  const lists: Lists = {
    ...commonLists(exchange),
    "Get-ServicePrincipal": () => exchange.servicePrincipals.snapshot(),
  };
  const tried = new Map<string, ServiceError | undefined>(
    await Promise.all(cmdlets.map(async (cmdlet) => [cmdlet, await failureOf(lists, cmdlet)] as const)),
  );
  const readings = resources.map(({ resource, reads }): Finding => {
    const failed = reads.filter((cmdlet) => tried.get(cmdlet) !== undefined);
    const refused = failed.filter((cmdlet) => isServiceError(tried.get(cmdlet), "accessDenied"));
    if (refused.length > 0) {
      const says = `${resource}: cannot be read, for ${refused.join(" and ")} is refused.`;
      return { verdict: "missing", says, steps: roleSteps(principal, purpose) };
    }
    if (failed[0] === undefined) return changing(resource, rights, purpose);
    const says = `${resource}: whether it can be read could not be found out. ${tried.get(failed[0])?.message ?? ""}`;
    return { verdict: "unknown", says };
  });
  return [...readings, ...reasons(rights, principal, purpose), ...granting(rights, principal, purpose)];
}

function changing(resource: string, rights: CallerRights | undefined, purpose: Purpose): Finding {
  if (rights === undefined) {
    const verdict = purpose === "up" ? "unknown" : "fine";
    const says = `${resource}: read. Whether also create, change and delete could not be found out.`;
    return { verdict, says };
  }
  if (rights.changes.length > 0) {
    return { verdict: "fine", says: `${resource}: read, create, change and delete.` };
  }
  if (purpose === "preview") {
    return { verdict: "fine", says: `${resource}: read. A preview needs no more.` };
  }
  return { verdict: "missing", says: `${resource}: read, but not create, change or delete.` };
}

function reasons(rights: CallerRights | undefined, principal: Principal, purpose: Purpose): Finding[] {
  if (rights === undefined) return [];
  if (rights.changes.length > 0) {
    const groups = rights.changes.map((name) => `"${name}"`).join(" and ");
    const says = `It may change these through the role "Role Management" of the role group ${groups}.`;
    return [{ verdict: "fine", says }];
  }
  if (purpose === "preview") return [];
  const cmdlets = resources.flatMap(({ writes }) => writes).join(", ");
  return [
    {
      verdict: "missing",
      says: `No role group of this identity holds the role "Role Management", which has the cmdlets that make changes: ${cmdlets}.`,
      steps: roleSteps(principal, "up"),
    },
  ];
}

/** Exchange lets nobody give a role who does not hold it to give away. */
function granting(rights: CallerRights | undefined, principal: Principal, purpose: Purpose): Finding[] {
  if (rights === undefined || rights.changes.length === 0 || purpose === "preview") return [];
  const { grantable } = rights;
  const forApplications = grantable.filter((role) => role.startsWith("Application "));
  if (forApplications.length > 0) {
    return [
      {
        verdict: "fine",
        says: `It may grant ${grantable.length} roles to others, ${forApplications.length} of them to applications, such as "${forApplications.sort()[0] ?? ""}".`,
      },
    ];
  }
  return [
    {
      verdict: "missing",
      says: "It may not grant any role to an application: no role group of this identity has a delegating assignment of one without a scope. Soon after Enable-OrganizationCustomization that can be a matter of an hour.",
      steps: roleSteps(principal, "up"),
    },
  ];
}
