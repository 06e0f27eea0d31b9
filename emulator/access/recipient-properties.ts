import { samAccountName } from "../active-directory/names";
import { distinguishedName } from "../distinguished-names";
import type { AdministrativeUnit, Group, Json, Organization, Recipient } from "../entities";
import type { Tenant } from "../tenant";
import { idInDirectory } from "./group-members";

/** A recipient as filters see it: Exchange's property names, and the DNs of what it directly belongs to. */
export function recipientProperties(tenant: Tenant, recipient: Recipient): Readonly<Record<string, unknown>> {
  const { store } = tenant;
  const organization = store.organization.get();
  const id = idInDirectory(recipient);
  const memberOf = groupsOf(tenant, id);
  const units = store.administrativeUnits.filter(({ members }) => members.includes(id));
  return {
    ...pascalCase(recipient.attributes),
    ...resourceProperties(recipient),
    Alias: recipient.alias,
    AdministrativeUnits: units.map((unit) => administrativeUnitName(organization, unit)),
    DisplayName: recipient.displayName,
    DistinguishedName: recipient.distinguishedName,
    EmailAddresses: recipient.emailAddresses,
    ExchangeGuid: recipient.exchangeGuid,
    ExternalDirectoryObjectId: recipient.externalDirectoryObjectId,
    Guid: recipient.guid,
    HiddenFromAddressListsEnabled: recipient.attributes.hiddenFromAddressListsEnabled ?? false,
    Id: recipient.distinguishedName,
    IsMailboxEnabled: recipient.exchangeGuid !== null,
    MemberOfGroup: memberOf.flatMap((group) => groupName(tenant, group.id) ?? []),
    Name: recipient.name,
    PrimarySmtpAddress: recipient.primarySmtpAddress,
    RecipientType: recipient.recipientType,
    RecipientTypeDetails: recipient.recipientTypeDetails,
    ...(recipient.logonName !== undefined && { SamAccountName: samAccountName(recipient) }),
    UserPrincipalName: recipient.userPrincipalName,
    WhenChanged: recipient.whenChanged,
    WhenChangedUTC: recipient.whenChanged,
    WhenCreated: recipient.whenCreated,
    WhenCreatedUTC: recipient.whenCreated,
    WhenMailboxCreated: recipient.exchangeGuid === null ? null : recipient.whenCreated,
    WindowsEmailAddress: recipient.primarySmtpAddress,
    WindowsLiveID: recipient.userPrincipalName,
  };
}

/** Documented: only direct members count. */
function groupsOf({ store, behaviours }: Tenant, member: string): Group[] {
  const found = store.groups.filter(({ members }) => members.includes(member));
  if (behaviours.on("direct-group-members-only")) return found;
  const seen = new Set(found);
  for (const group of seen) {
    for (const outer of store.groups.filter(({ members }) => members.includes(group.id))) seen.add(outer);
  }
  return [...seen];
}

export function administrativeUnitName(organization: Organization, unit: AdministrativeUnit): string {
  return distinguishedName(unit.id, "CN=AdministrativeUnits", organization.configurationRoot);
}

function groupName({ store }: Tenant, id: string): string | undefined {
  return store.recipients.find((recipient) => idInDirectory(recipient) === id)?.distinguishedName;
}

function resourceProperties({ recipientTypeDetails }: Recipient): Record<string, unknown> {
  if (recipientTypeDetails === "RoomMailbox") return { ResourceType: "Room" };
  return recipientTypeDetails === "EquipmentMailbox" ? { ResourceType: "Equipment" } : {};
}

/** Attributes under the names that Exchange gives them. */
export function pascalCase(attributes: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );
}
