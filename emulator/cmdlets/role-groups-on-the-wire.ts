import { samAccountName } from "../active-directory/names";
import { canonicalName } from "../distinguished-names";
import type { ExchangeObject, ExchangeServicePrincipal, RoleAssignment, RoleGroup } from "../entities";
import type { Tenant } from "../tenant";
import { commonKeys } from "./identity";
import { principalName } from "./principal-names";
import { recipientOnTheWire } from "./recipients-on-the-wire";
import { commonProperties, wireObject } from "./wire";
import type { WireObject } from "./wire";

export function roleGroupKeys(group: RoleGroup): readonly (string | null)[] {
  return [
    ...commonKeys(group),
    canonicalName(group.distinguishedName),
    group.displayName || null,
    group.externalDirectoryObjectId,
    group.logonName ?? null,
    samAccountName(group) || null,
  ];
}

export function roleGroupOnTheWire(
  tenant: Tenant,
  group: RoleGroup,
  all: readonly RoleAssignment[] = tenant.store.roleAssignments.all(),
): WireObject {
  const { store, behaviours, mode } = tenant;
  const assignments = all.filter(({ roleAssignee }) => roleAssignee === group.guid);
  const roles = assignments.map(({ role }) => store.managementRoles.get(role)?.name ?? role);
  const plain = behaviours.on("role-group-lists-names");
  const nameOf = (principal: ExchangeObject) => {
    if (mode === "onPremises") return principalName(tenant, principal);
    return plain ? principal.name : canonicalName(principal.distinguishedName);
  };
  const namesOf = (guids: readonly string[]) =>
    guids.flatMap((guid) => principalOf(tenant, guid) ?? []).map(nameOf);
  return wireObject({
    ...commonProperties(group, store.organization.get(), "group"),
    DisplayName: group.displayName,
    Description: group.description ?? "",
    ManagedBy: namesOf(group.managedBy),
    Members: namesOf(group.members),
    Roles: [...new Set(roles)],
    RoleAssignments: assignments.map(({ name }) => name),
    RoleGroupType: group.roleGroupType,
    SamAccountName: samAccountName(group) || group.name.replace(/[^A-Za-z0-9]/g, ""),
    LinkedGroup: group.linkedGroup ?? "",
    LinkedPartnerGroupId: "",
    LinkedPartnerOrganizationId: "",
    ExternalDirectoryObjectId: group.externalDirectoryObjectId ?? "",
    ...(mode === "online" && { WellKnownObject: group.wellKnownObject ?? "" }),
    Capabilities: [],
  });
}

/** A member as Get-RoleGroupMember shows it; nothing for one that is gone. */
export function roleGroupMemberOnTheWire(tenant: Tenant, guid: string): WireObject | undefined {
  const { store } = tenant;
  const recipient = store.recipients.get(guid);
  const group = store.roleGroups.get(guid);
  const application = store.exchangeServicePrincipals.get(guid);
  const object =
    (recipient && recipientOnTheWire(tenant, recipient)) ??
    (group && {
      ...roleGroupOnTheWire(tenant, group),
      RecipientType: "Group",
      RecipientTypeDetails: "RoleGroup",
    }) ??
    (application && applicationAsMember(tenant, application));
  if (!object || tenant.behaviours.on("role-group-members-full")) return object;
  const shown = ["Name", "DisplayName", "Identity", "Guid", "Guid@data.type", "RecipientType"];
  return Object.fromEntries(Object.entries(object).filter(([name]) => shown.includes(name)));
}

function applicationAsMember({ store }: Tenant, application: ExchangeServicePrincipal): WireObject {
  return wireObject({
    ...commonProperties(application, store.organization.get(), "msExchServicePrincipal"),
    DisplayName: application.displayName,
    ExternalDirectoryObjectId: application.objectId,
    RecipientType: "ServicePrincipal",
    RecipientTypeDetails: "ServicePrincipal",
  });
}

/** What a role group's lists refer to: role groups, recipients and applications. */
function principalOf({ store }: Tenant, guid: string): ExchangeObject | undefined {
  return (
    store.roleGroups.get(guid) ?? store.recipients.get(guid) ?? store.exchangeServicePrincipals.get(guid)
  );
}
