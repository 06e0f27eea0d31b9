import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";
import { assignmentsWith } from "./caller-rights";
import { isInScope } from "./filters";
import { reaches } from "./reach";

/**
 * Whether the members of role groups may use a cmdlet on this recipient. Documented: one of the assignments that
 * hold the cmdlet has to reach it, and what lies in an exclusive scope is only for those who are assigned it.
 */
export function mayChange(
  tenant: Tenant,
  roleGroups: readonly string[],
  cmdlet: string,
  recipient: Recipient,
): boolean {
  if (!tenant.behaviours.on("write-scopes-limit-callers")) return true;
  const scopes = tenant.store.managementScopes.all();
  const exclusive = scopes.filter((scope) => scope.exclusive && isInScope(tenant, scope, recipient));
  return assignmentsWith(tenant, roleGroups, cmdlet)
    .filter((assignment) => reaches(tenant, assignment, recipient, scopes))
    .some(
      ({ scope }) =>
        exclusive.length === 0 ||
        (scope.kind === "exclusive" && exclusive.some(({ guid }) => guid === scope.guid)),
    );
}
