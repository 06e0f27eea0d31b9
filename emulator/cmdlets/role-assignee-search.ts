import { groupsAround, usersBehind } from "../access/group-members";
import type { Tenant } from "../tenant";
import type { Invocation } from "./cmdlet";
import type { AssignmentView } from "./role-assignments-on-the-wire";
import { securityPrincipal } from "./security-principals";

/** An assignee, and the way by which its assignments come to the one who was asked for. */
interface FoundAssignee {
  readonly guid: string;
  readonly method: string;
}

/** Who is meant by -RoleAssignee and, as is documented, the groups through which roles reach it. */
export function assigneesOf(invocation: Invocation, identity: string): FoundAssignee[] {
  const { store, behaviours } = invocation.tenant;
  const { guid } = securityPrincipal(invocation, identity, "reads");
  const outer = behaviours.on("role-assignee-indirect") ? groupsAround({ store }, guid) : [];
  return [
    { guid, method: "Direct" },
    ...outer.map((group) => ({
      guid: group,
      method: store.roleGroups.get(group) ? "RoleGroup" : "SecurityGroup",
    })),
  ];
}

/** One line for each user behind an assignment to a group. */
export function effectiveUsers(tenant: Tenant, view: AssignmentView): AssignmentView[] {
  const { roleAssignee, roleAssigneeType } = view.assignment;
  if (roleAssigneeType === "User" || roleAssigneeType === "ServicePrincipal") return [view];
  return usersBehind(tenant, roleAssignee).map(({ name }) => ({ ...view, effectiveUser: name }));
}
