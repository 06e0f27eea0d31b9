import type { ManagementRole, RoleAssignment } from "../entities";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { managementScope, refuseKind } from "./role-assignment-scopes";

const parameters = ["CustomConfigWriteScope", "ExclusiveConfigWriteScope"] as const;

/**
 * The scope of servers or databases that was asked for; null for the role's own, nothing where none was named.
 * Like a scope of recipients, one that is wider than the role's own is left out with a warning.
 */
export function requestedConfigScope(
  invocation: Invocation,
  role: ManagementRole | undefined,
): RoleAssignment["configScope"] {
  const parameter = parameters.find((name) => invocation.given.has(name));
  if (parameter === undefined) return undefined;
  const identity = text(invocation, parameter);
  if (identity === undefined || identity === "") return null;
  const exclusive = parameter === "ExclusiveConfigWriteScope";
  const scope = managementScope(invocation, identity, parameter, exclusive);
  refuseKind(invocation, scope, parameter, scope.scopeRestrictionType !== "RecipientScope");
  const isWider = role !== undefined && role.configWriteScope !== "OrganizationConfig";
  if (!isWider || !invocation.tenant.behaviours.on("wider-scope-dropped"))
    return { guid: scope.guid, exclusive };
  invocation.warn(
    `The scope is wider than the implicit scope of the management role '${role.name}'; the assignment is saved without it.`,
  );
  return null;
}
