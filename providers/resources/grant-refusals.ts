import type { Deployment } from "../connection/deployment";
import type { Failure } from "../dynamic/lifecycle";
import { kindOf, relativeScopes, type ScopeKind } from "../exchange/role-assignments";
import { assigneeKinds, assigneesGiven } from "./assignee";
import { noApplications, scopeRefusal } from "./deployment-refusals";
import { isRetired, retiredRole, type Grant } from "./grant";

const scopesOfApplications: readonly ScopeKind[] = [
  "managementScope",
  "group",
  "administrativeUnit",
  "organizationWide",
];

/** What Exchange would refuse, or would understand in another way, told before anything is sent. */
export function refuseGrant(
  grant: Partial<Grant>,
  isNew: boolean,
  unknowns: ReadonlySet<string>,
  deployment: Deployment,
): Failure[] {
  const failures: Failure[] = [];
  const refuse = (property: string, reason: string): void => void failures.push({ property, reason });
  const assignees = [...assigneesGiven(grant), ...assigneeKinds.filter((kind) => unknowns.has(kind))];
  const [assignee] = assignees;
  if (assignees.length !== 1) {
    const given = assignees.length === 0 ? "nobody gets the role" : `${assignees.join(" and ")} are given`;
    refuse(assignees[1] ?? "app", `${given}: give exactly one of ${assigneeKinds.join(", ")}`);
  }
  const { role, scope, enabled, adopt } = grant;
  const isOnPremises = deployment === "onPremises";
  const isForApplications = role !== undefined && /^Application /i.test(role);
  if (isNew && !isOnPremises && adopt !== true && role !== undefined && isRetired(role)) {
    refuse("role", retiredRole);
  }
  if (isOnPremises && assignees.includes("app")) refuse("app", noApplications);
  if (isOnPremises && isForApplications) refuse("role", noApplications);
  else if (isForApplications && assignees.length === 1 && assignee !== "app") {
    refuse(
      "role",
      `is a role for applications, and ${assignee ?? ""} is none: give app, or a role for people`,
    );
  }
  const kind = scope && kindOf(scope);
  const missing = scopeRefusal(scope, deployment);
  if (missing !== undefined) refuse("scope", missing);
  else if (assignee === "app" && kind !== undefined && !scopesOfApplications.includes(kind)) {
    refuse("scope", `{ ${kind} } is not for applications: give one of ${scopesOfApplications.join(", ")}`);
  }
  if (scope && "relative" in scope && !relativeScopes.some((each) => each === scope.relative)) {
    refuse(
      "scope",
      `relative can be ${relativeScopes.join(", ")}; for every recipient give { organizationWide: true }`,
    );
  }
  if (isNew && enabled === false && adopt !== true) {
    refuse(
      "enabled",
      "must be true at creation: Exchange can only switch a grant off afterwards, and it would be in force until then. " +
        "Create it enabled and switch it off in a later update, or leave it out of the program",
    );
  }
  return failures;
}
