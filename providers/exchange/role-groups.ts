import type { Clock } from "../connection/clock";
import { isServiceError } from "../connection/errors";
import { deadlineIn, retry } from "../connection/retry";
import { listings } from "./listing";
import { arrivalMs, exchangeObjects, type ExchangeObject, type ExchangeObjects } from "./objects";
import { guidOf, optionalText, textOf, textsOf } from "./records";
import type { ExchangeRecord, Parameters, Transport } from "./transport";

export interface RoleGroup extends ExchangeObject {
  description: string | undefined;
  /** Names of the managers, as the list shows them. */
  managedBy: string[];
  /** Names of the members, as the list shows them: enough to see that something changed, not who it is. */
  members: string[];
  /** Certainly without a member: nobody has the roles. */
  isEmpty: boolean;
  /** One of the groups that every organisation has. */
  isBuiltIn: boolean;
  /** Every word that Exchange may use for it, in lower case. */
  identities: string[];
}

export interface RoleGroupMember {
  guid: string;
  /** As people read it; not unique. */
  name: string;
  /** A group, whose members have the roles as well; not so one that stands for a role of Entra, which shows no members. */
  isGroup: boolean;
  /** How a program would name the member: user principal name, address or Guid. */
  address: string;
  /** Every word that Exchange may use for the member, in lower case. */
  identities: string[];
}

export interface RoleGroups extends ExchangeObjects<RoleGroup> {
  membersOf(guid: string): Promise<RoleGroupMember[]>;
  /** As `membersOf`, from a list that may be a few seconds old, and is shared. For reads only. */
  memberSnapshot(guid: string): Promise<RoleGroupMember[]>;
  /** Makes these, by Guid, the only members. */
  replaceMembers(guid: string, members: readonly string[]): Promise<void>;
  /** Adds members, by Guid, who are none yet. */
  addMembers(guid: string, members: readonly string[]): Promise<void>;
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-rolegroup */
export function roleGroups(transport: Transport, clock: Clock): RoleGroups {
  const objects = exchangeObjects(transport, clock, "RoleGroup", parse);

  /** A list replaces the members; `{ Add }` adds some. Who runs this need not be among the group's managers. */
  async function update(
    guid: string,
    members: readonly string[] | { Add: readonly string[] },
  ): Promise<void> {
    try {
      await transport.invoke("Update-RoleGroupMember", {
        Identity: guid,
        Members: members,
        BypassSecurityGroupManagerCheck: true,
        Confirm: false,
      });
    } finally {
      objects.expire();
    }
  }

  async function membersOf(guid: string): Promise<RoleGroupMember[]> {
    const cmdlet = "Get-RoleGroupMember";
    // One server may list a group that the next one does not know yet.
    const { records } = await retry(
      deadlineIn(clock, arrivalMs),
      () => transport.invoke(cmdlet, { Identity: guid }),
      (error) => isServiceError(error, "notFound"),
    );
    return records.map((record) => parseMember(record, cmdlet));
  }
  const members = listings(clock, membersOf);

  return {
    ...objects,
    membersOf,
    memberSnapshot: (guid) => members.of(guid, false),
    replaceMembers: (guid, members) => update(guid, members),
    // Add-RoleGroupMember cannot pass the group's managers by in every session; this cmdlet can.
    addMembers: (guid, members) => update(guid, { Add: members }),
  };
}

export function toNewRoleGroup(settings: {
  name: string;
  description?: string | undefined;
  managedBy: readonly string[];
  members: readonly string[];
}): Parameters {
  return {
    Name: settings.name,
    // Exchange refuses an empty description.
    ...(settings.description === undefined ? {} : { Description: settings.description }),
    ManagedBy: settings.managedBy,
    ...(settings.members.length === 0 ? {} : { Members: settings.members }),
  };
}

export function toSetRoleGroup(changes: {
  name?: string;
  description?: string;
  managedBy?: readonly string[];
}): Parameters {
  const parameters = {
    ...(changes.name === undefined ? {} : { Name: changes.name }),
    ...(changes.description === undefined ? {} : { Description: changes.description }),
    ...(changes.managedBy === undefined ? {} : { ManagedBy: changes.managedBy }),
  };
  // Who runs this need not be among the group's managers.
  return Object.keys(parameters).length === 0 ? {} : { ...parameters, BypassSecurityGroupManagerCheck: true };
}

function parse(record: ExchangeRecord, cmdlet: string): RoleGroup {
  const identities = ["Guid", "ExchangeObjectId", "Name", "DisplayName", "Identity", "DistinguishedName"]
    .concat("SamAccountName", "ExternalDirectoryObjectId")
    .flatMap((property) => optionalText(record, property)?.toLowerCase() ?? []);
  return {
    guid: guidOf(cmdlet, record),
    name: textOf(cmdlet, record, "Name"),
    description: optionalText(record, "Description"),
    managedBy: textsOf(cmdlet, record, "ManagedBy"),
    members: textsOf(cmdlet, record, "Members"),
    isEmpty: isEmpty(record),
    isBuiltIn: optionalText(record, "WellKnownObject") !== undefined,
    identities: [...new Set(identities)],
  };
}

/** A group that is linked to one in another forest, or to one in Entra, has members that no list shows. */
function isEmpty(record: ExchangeRecord): boolean {
  const { Members: members } = record;
  const isStandard = (optionalText(record, "RoleGroupType") ?? "Standard") === "Standard";
  const isLinked = optionalText(record, "LinkedGroup") ?? optionalText(record, "LinkedPartnerGroupId");
  return Array.isArray(members) && members.length === 0 && isStandard && isLinked === undefined;
}

/** A group that stands for a role of Entra. Exchange does not know who has that. */
function isFilledByEntra(name: string): boolean {
  return /^(TenantAdmins|ExchangeServiceAdmins)_/i.test(name);
}

export function parseMember(record: ExchangeRecord, cmdlet: string): RoleGroupMember {
  const guid = guidOf(cmdlet, record);
  const address =
    optionalText(record, "WindowsLiveID") ??
    optionalText(record, "UserPrincipalName") ??
    optionalText(record, "PrimarySmtpAddress") ??
    guid;
  const identities = ["PrimarySmtpAddress", "WindowsLiveID", "UserPrincipalName", "WindowsEmailAddress"]
    .concat("ExternalDirectoryObjectId", "ExchangeObjectId")
    .flatMap((property) => optionalText(record, property)?.toLowerCase() ?? []);
  const isGroup = /group/i.test(
    `${optionalText(record, "RecipientType") ?? ""} ${optionalText(record, "RecipientTypeDetails") ?? ""}`,
  );
  const name = optionalText(record, "Name") ?? address;
  return {
    guid,
    name,
    address,
    isGroup: isGroup && !isFilledByEntra(name),
    identities: [...new Set([guid, ...identities])],
  };
}
