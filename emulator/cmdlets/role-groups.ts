import type { RoleGroup } from "../entities";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { notPlayed } from "./cmdlet-error";
import { commonKeys, select } from "./identity";
import { commonProperties, wireObject } from "./wire";
import type { WireObject } from "./wire";

export const roleGroupCmdlets: readonly Cmdlet[] = [
  {
    name: "Get-RoleGroup",
    run: get,
    partial: "Identity and SortBy Name; Filter and ShowPartnerLinked are refused.",
  },
];

export function roleGroupKeys(group: RoleGroup): readonly (string | null)[] {
  return [...commonKeys(group), group.displayName, group.externalDirectoryObjectId];
}

function get(invocation: Invocation): WireObject[] {
  const { tenant, values } = invocation;
  if (values.Filter !== undefined) throw notPlayed("the parameter Filter of Get-RoleGroup");
  if (values.ShowPartnerLinked === true) throw notPlayed("the parameter ShowPartnerLinked of Get-RoleGroup");
  const groups = select(
    tenant,
    invocation.view("roleGroups", "reads"),
    text(invocation, "Identity"),
    roleGroupKeys,
  );
  return groups.map((group) => onTheWire(tenant, group));
}

function onTheWire({ store }: Tenant, group: RoleGroup): WireObject {
  const assignments = store.roleAssignments.filter(({ roleAssignee }) => roleAssignee === group.guid);
  const roles = assignments.map(({ role }) => store.managementRoles.get(role)?.name ?? role);
  const nameOf = (guid: string) =>
    store.roleGroups.get(guid)?.name ??
    store.recipients.get(guid)?.name ??
    store.exchangeServicePrincipals.get(guid)?.name ??
    guid;
  return wireObject({
    ...commonProperties(group, store.organization.get(), "group"),
    DisplayName: group.displayName,
    Description: group.description,
    ManagedBy: group.managedBy.map(nameOf),
    Members: group.members.map(nameOf),
    Roles: [...new Set(roles)],
    RoleAssignments: assignments.map(({ name }) => name),
    RoleGroupType: group.roleGroupType,
    SamAccountName: group.name.replace(/[^A-Za-z0-9]/g, ""),
    LinkedGroup: group.linkedGroup ?? "",
    LinkedPartnerGroupId: "",
    LinkedPartnerOrganizationId: "",
    ExternalDirectoryObjectId: group.externalDirectoryObjectId ?? "",
    WellKnownObject: group.wellKnownObject ?? "",
    Capabilities: [],
  });
}
