import type { ExchangeServicePrincipal, ManagementRole, RoleAssigneeType } from "../entities";
import type { Tenant } from "../tenant";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { invalidOperation, notPlayed } from "./cmdlet-error";
import { one, resolve } from "./identity";
import { recipientKeys } from "./recipients-on-the-wire";
import { roleGroupKeys } from "./role-groups-on-the-wire";
import { isSecurityGroup } from "./security-principals";
import { servicePrincipalKeys } from "./service-principals";

export interface Assignee {
  readonly type: RoleAssigneeType;
  readonly guid: string;
  readonly name: string;
}

/** Whom a new assignment is for. */
export function requestedAssignee(invocation: Invocation): Assignee {
  const app = text(invocation, "App");
  if (app !== undefined) {
    const keys = (each: ExchangeServicePrincipal) => [
      ...servicePrincipalKeys(each),
      each.displayName || null,
    ];
    const { guid, name } = resolve(invocation, "exchangeServicePrincipals", "dependencies", app, keys);
    return { type: "ServicePrincipal", guid, name };
  }
  const user = text(invocation, "User");
  if (user !== undefined) {
    const users = invocation
      .view("recipients", "dependencies")
      .filter((each) => each.userPrincipalName !== null);
    const { guid, name } = one(users, user, recipientKeys);
    return { type: "User", guid, name };
  }
  const group = text(invocation, "SecurityGroup");
  if (group !== undefined) return securityGroup(invocation, group);
  throw notPlayed(`assignments to ${text(invocation, "Computer") === undefined ? "policies" : "computers"}`);
}

/** Documented: only applications can use application roles. To give them away is what groups have them for. */
export function refuseMismatch(
  { behaviours }: Tenant,
  role: ManagementRole,
  assignee: Assignee,
  delegating: boolean,
): void {
  const isApplicationRole = role.permissions.length > 0;
  const isApplication = assignee.type === "ServicePrincipal";
  if (
    isApplicationRole &&
    !isApplication &&
    !delegating &&
    behaviours.on("application-roles-for-applications")
  ) {
    throw invalidOperation(`The management role '${role.name}' can only be assigned to an application.`);
  }
  if (!isApplicationRole && isApplication && behaviours.on("admin-roles-not-for-applications")) {
    throw invalidOperation(`The management role '${role.name}' can't be assigned to an application.`);
  }
}

function securityGroup(invocation: Invocation, identity: string): Assignee {
  const { tenant } = invocation;
  const roleGroups = invocation.view("roleGroups", "dependencies");
  const securityGroups = invocation
    .view("recipients", "dependencies")
    .filter((each) => isSecurityGroup(tenant, each));
  const candidates = [
    ...roleGroups.map((group) => ({
      type: group.roleGroupType === "Standard" ? ("RoleGroup" as const) : ("LinkedRoleGroup" as const),
      guid: group.guid,
      name: group.name,
      keys: roleGroupKeys(group),
    })),
    ...securityGroups.map((group) => ({
      type: "SecurityGroup" as const,
      guid: group.guid,
      name: group.name,
      keys: recipientKeys(group),
    })),
  ];
  const { type, guid, name } = one(candidates, identity, ({ keys }) => keys);
  return { type, guid, name };
}
