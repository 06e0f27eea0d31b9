import type { ManagementRole } from "../entities";
import { fitsPattern } from "../opath";
import { cmdletsOfRole } from "../roles/role-entries";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { isOn, text, texts } from "./cmdlet";
import { notPlayed } from "./cmdlet-error";
import { createRole, removeRole } from "./custom-roles";
import { commonKeys, select } from "./identity";
import { isHidden } from "./role-grants";
import { parametersOf } from "./role-entries";
import { commonProperties, wireObject } from "./wire";
import type { WireObject } from "./wire";

export const managementRoleCmdlets: readonly Cmdlet[] = [
  {
    name: "Get-ManagementRole",
    run: get,
    partial: "RoleEntries are left out; Script and ScriptParameters are refused.",
  },
  { name: "New-ManagementRole", run: create, partial: "UnScopedTopLevel is refused." },
  { name: "Remove-ManagementRole", run: removeRole, partial: "UnScopedTopLevel is refused." },
];

function get(invocation: Invocation): WireObject[] {
  const { tenant, values } = invocation;
  const asked = ["Script", "ScriptParameters"].find((parameter) => values[parameter] !== undefined);
  if (asked !== undefined) throw notPlayed(`the parameter ${asked} of Get-ManagementRole`);

  const roles = invocation.view("managementRoles", "reads").filter((role) => !isHidden(tenant, role));
  const named = select(tenant, roles, text(invocation, "Identity"), commonKeys);
  const roleType = text(invocation, "RoleType")?.toLowerCase();
  return descendants(invocation, roles, named)
    .filter((role) => roleType === undefined || role.roleType.toLowerCase() === roleType)
    .filter((role) => holds(invocation, role))
    .map((role) => onTheWire(tenant, role));
}

function create(invocation: Invocation): WireObject[] {
  return [onTheWire(invocation.tenant, createRole(invocation))];
}

/** Whether the role lets its holders run the cmdlet that was asked for, with the parameters that were. */
function holds(invocation: Invocation, role: ManagementRole): boolean {
  const { tenant } = invocation;
  const cmdlet = text(invocation, "Cmdlet")?.toLowerCase();
  const wanted = (texts(invocation, "CmdletParameters") ?? []).map((name) => name.toLowerCase());
  if (cmdlet === undefined && wanted.length === 0) return true;
  return cmdletsOfRole(tenant, role).some((each) => {
    const parameters = parametersOf(tenant, each).map((name) => name.toLowerCase());
    const isNamed = cmdlet === undefined || fitsPattern(cmdlet, each.toLowerCase());
    return isNamed && wanted.every((name) => parameters.includes(name));
  });
}

/** GetChildren: the next generation; Recurse: the role and all that come from it. */
function descendants(
  invocation: Invocation,
  roles: readonly ManagementRole[],
  named: readonly ManagementRole[],
): readonly ManagementRole[] {
  const childrenOf = (parents: readonly ManagementRole[]) =>
    roles.filter(({ parent }) => parents.some(({ guid }) => guid === parent));
  if (isOn(invocation, "GetChildren")) return childrenOf(named);
  if (!isOn(invocation, "Recurse")) return named;
  const all = [...named];
  for (let next = childrenOf(named); next.length > 0; next = childrenOf(next)) all.push(...next);
  return all;
}

function onTheWire({ store }: Tenant, role: ManagementRole): WireObject {
  const parent = role.parent === null ? undefined : store.managementRoles.get(role.parent);
  return wireObject({
    ...commonProperties(role, store.organization.get(), "msExchRole"),
    RoleType: role.roleType,
    Description: role.description,
    Parent: parent?.name ?? "",
    IsRootRole: role.parent === null,
    IsEndUserRole: role.isEndUserRole,
    ImplicitRecipientReadScope: role.recipientReadScope,
    ImplicitRecipientWriteScope: role.recipientWriteScope,
    ImplicitConfigReadScope: role.configReadScope,
    ImplicitConfigWriteScope: role.configWriteScope,
    RoleState: "Usable",
    RoleEntries: [],
  });
}
