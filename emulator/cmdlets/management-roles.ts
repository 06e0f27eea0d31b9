import type { ManagementRole } from "../entities";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { isOn, text } from "./cmdlet";
import { notPlayed } from "./cmdlet-error";
import { commonKeys, select } from "./identity";
import { commonProperties, wireObject } from "./wire";
import type { WireObject } from "./wire";

export const managementRoleCmdlets: readonly Cmdlet[] = [
  {
    name: "Get-ManagementRole",
    run: get,
    partial: "Roles hold no entries: Cmdlet, CmdletParameters, Script and ScriptParameters are refused.",
  },
];

function get(invocation: Invocation): WireObject[] {
  const { tenant, values } = invocation;
  const entries = ["Cmdlet", "CmdletParameters", "Script", "ScriptParameters"];
  const asked = entries.find((parameter) => values[parameter] !== undefined);
  if (asked !== undefined) throw notPlayed(`the parameter ${asked} of Get-ManagementRole`);

  const roles = invocation.view("managementRoles", "reads");
  const named = select(tenant, roles, text(invocation, "Identity"), commonKeys);
  const roleType = text(invocation, "RoleType")?.toLowerCase();
  return descendants(invocation, roles, named)
    .filter((role) => roleType === undefined || role.roleType.toLowerCase() === roleType)
    .map((role) => onTheWire(tenant, role));
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
