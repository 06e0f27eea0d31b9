import { idInDirectory } from "../access/group-members";
import { administrativeUnitName } from "../access/recipient-properties";
import { samAccountName } from "../active-directory/names";
import type { AdministrativeUnit, Recipient } from "../entities";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { one, select } from "./identity";
import { chosen, refuse } from "./recipients";
import { recipientKeys, recipientOnTheWire, userOnTheWire } from "./recipients-on-the-wire";
import { guid, wireObject } from "./wire";
import type { WireObject } from "./wire";

const asked = "Identity, Anr, Filter, RecipientTypeDetails, OrganizationalUnit and SortBy";

export const groupCmdlets: readonly Cmdlet[] = [
  { name: "Get-DistributionGroup", run: distributionGroups, partial: `${asked}.` },
  { name: "Get-DistributionGroupMember", run: distributionGroupMembers },
  {
    name: "Get-Group",
    run: groups,
    partial: `${asked}; groups without an address and role groups are left out.`,
  },
  {
    name: "Get-AdministrativeUnit",
    run: administrativeUnits,
    // Published for servers too, where there are no such units.
    only: "online",
    partial: "An extract of the properties.",
  },
];

function distributionGroups(invocation: Invocation): WireObject[] {
  refuse(invocation, ["ManagedBy"]);
  const { tenant } = invocation;
  const found = invocation.view("recipients", "reads").filter(isDistributionGroup);
  return chosen(invocation, found).map((group) => groupOnTheWire(tenant, group));
}

/** Documented: direct members only. */
function distributionGroupMembers(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  const recipients = invocation.view("recipients", "reads");
  const identity = text(invocation, "Identity") ?? "";
  const group = one(recipients.filter(isDistributionGroup), identity, recipientKeys);
  const directory = invocation.view("groups", "reads");
  const members = directory.find(({ id }) => id === idInDirectory(group))?.members ?? [];
  return members.flatMap((id) => {
    const recipient = recipients.find((each) => idInDirectory(each) === id);
    if (recipient) return [recipientOnTheWire(tenant, recipient)];
    const user = tenant.store.users.get(id);
    return user ? [userOnTheWire(tenant, user)] : [];
  });
}

function groups(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  const found = invocation.view("recipients", "reads").filter((each) => isGroup(tenant, each));
  return chosen(invocation, found).map((group) => groupOnTheWire(tenant, group));
}

function administrativeUnits(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  const organization = tenant.store.organization.get();
  const units = invocation.view("administrativeUnits", "reads");
  const keys = (unit: AdministrativeUnit) => [
    unit.id,
    unit.displayName,
    administrativeUnitName(organization, unit),
  ];
  return select(tenant, units, text(invocation, "Identity"), keys).map((unit) =>
    wireObject({
      Identity: unit.id,
      Id: unit.id,
      Name: unit.id,
      DisplayName: unit.displayName,
      Description: unit.description ?? "",
      DistinguishedName: administrativeUnitName(organization, unit),
      Guid: guid(unit.id),
      ExchangeObjectId: guid(unit.id),
      ExternalDirectoryObjectId: unit.id,
      IsValid: true,
      ObjectState: "Unchanged",
    }),
  );
}

function isGroup({ store }: Tenant, recipient: Recipient): boolean {
  return store.groups.get(idInDirectory(recipient)) !== undefined;
}

/** Room lists are some, Microsoft 365 groups are none. */
function isDistributionGroup({ recipientType }: Recipient): boolean {
  return ["MailUniversalDistributionGroup", "MailUniversalSecurityGroup"].includes(recipientType);
}

function groupOnTheWire(tenant: Tenant, group: Recipient): WireObject {
  const isSecurityGroup = group.recipientTypeDetails.endsWith("UniversalSecurityGroup");
  return {
    ...recipientOnTheWire(tenant, group),
    GroupType: isSecurityGroup ? "Universal, SecurityEnabled" : "Universal",
    SamAccountName: samAccountName(group) || group.alias,
  };
}
