import type { Comparison } from "./filter";

/** The documented values of an enumeration, with their numbers where those are documented. */
type Values = Readonly<Record<string, number | undefined>>;

const RECIPIENT_TYPE_DETAILS = named(`
  DiscoveryMailbox DynamicDistributionGroup EquipmentMailbox GroupMailbox GuestMailUser LegacyMailbox LinkedMailbox
  LinkedRoomMailbox MailContact MailForestContact MailNonUniversalGroup MailUniversalDistributionGroup
  MailUniversalSecurityGroup MailUser PublicFolder PublicFolderMailbox RemoteEquipmentMailbox RemoteRoomMailbox
  RemoteSharedMailbox RemoteTeamMailbox RemoteUserMailbox RoomList RoomMailbox SchedulingMailbox SharedMailbox
  SharedWithMailUser TeamMailbox UserMailbox`);

/**
 * Documented at https://learn.microsoft.com/powershell/exchange/recipientfilter-properties and, for the recipient types,
 * https://learn.microsoft.com/powershell/module/exchangepowershell/get-recipient.
 */
const ENUMERATIONS: Readonly<Record<string, Values>> = {
  allowumcallsfromnonusers: { None: 0, SearchEnabled: 1 },
  archivestate: { None: 0, Local: 1, HostedProvisioned: 2, HostedPending: 3, OnPremise: 4 },
  archivestatus: { None: 0, Active: 1 },
  deleteditemflags: { DatabaseDefault: 0, RetainUntilBackupOrCustomPeriod: 3, RetainForCustomPeriod: 5 },
  externaloofoptions: { External: 0, InternalOnly: 1 },
  grouptype: {
    None: 0,
    Global: 2,
    DomainLocal: 4,
    BuiltinLocal: 5,
    Universal: 8,
    SecurityEnabled: -2147483648,
  },
  includedrecipients: {
    None: 0,
    MailboxUsers: 1,
    Resources: 2,
    MailContacts: 4,
    MailGroups: 8,
    MailUsers: 16,
    AllRecipients: -1,
  },
  memberdepartrestriction: { Closed: 0, Open: 1, ApprovalRequired: 2 },
  memberjoinrestriction: { Closed: 0, Open: 1, ApprovalRequired: 2 },
  messagehygieneflags: { None: 0, AntispamBypass: 1 },
  mobilefeaturesenabled: { None: 0, AirSyncDisabled: 4, MowaDisabled: 8 },
  mobilemailboxflags: { None: 0, HasDevicePartnership: 1, ActiveSyncSuppressReadReceipt: 2 },
  previousrecipienttypedetails: RECIPIENT_TYPE_DETAILS,
  recipientdisplaytype: {
    MailboxUser: 0,
    DistributionGroup: 1,
    PublicFolder: 2,
    DynamicDistributionGroup: 3,
    Organization: 4,
    PrivateDistributionList: 5,
    RemoteMailUser: 6,
    ConferenceRoomMailbox: 7,
    EquipmentMailbox: 8,
  },
  recipienttype: named(`
    DynamicDistributionGroup MailContact MailNonUniversalGroup MailUniversalDistributionGroup
    MailUniversalSecurityGroup MailUser PublicFolder UserMailbox`),
  recipienttypedetails: RECIPIENT_TYPE_DETAILS,
  remoterecipienttype: {
    None: 0,
    ProvisionMailbox: 1,
    ProvisionArchive: 2,
    Migrated: 4,
    DeprovisionMailbox: 8,
    DeprovisionArchive: 16,
    RoomMailbox: 32,
    EquipmentMailbox: 64,
    SharedMailbox: 96,
    TeamMailbox: 128,
  },
  resourcetype: { Room: 0, Equipment: 1 },
  senddeliveryreportsto: { None: 0, Manager: 1, Originator: 2 },
};

/** The documented names of an enumeration's values; empty where none are documented. */
export function valuesOf({ property }: Comparison): readonly string[] {
  return Object.keys(ENUMERATIONS[property.toLowerCase()] ?? {});
}

/** The name that goes with a number, if that is documented. */
export function nameOfNumber({ property }: Comparison, number: number): string | undefined {
  const values = ENUMERATIONS[property.toLowerCase()] ?? {};
  return Object.keys(values).find((name) => values[name] === number);
}

function named(names: string): Values {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, undefined]),
  );
}
