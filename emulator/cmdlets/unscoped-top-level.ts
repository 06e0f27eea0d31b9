import type { Invocation } from "./cmdlet";
import { isOn } from "./cmdlet";
import { notPlayed, unknownParameter } from "./cmdlet-error";

const name = "UnScopedTopLevel";

/** Documented: only the role UnScoped Role Management has this parameter, and nobody holds that by default. */
export function refuseUnscopedTopLevel(invocation: Invocation): void {
  const { tenant, executor, given } = invocation;
  if (!given.has(name)) return;
  const { managementRoles, roleAssignments } = tenant.store;
  const role = managementRoles.by("name", "UnScoped Role Management")?.guid;
  const isHeld = roleAssignments.find(
    (each) =>
      each.role === role &&
      each.enabled &&
      each.delegation === "Regular" &&
      executor.roleGroups.includes(each.roleAssignee),
  );
  if (!isHeld && tenant.behaviours.on("unscoped-top-level-needs-role")) throw unknownParameter(name);
  if (isOn(invocation, name)) throw notPlayed(`the parameter ${name}`);
}
