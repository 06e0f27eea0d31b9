/** What a property is compared with, as far as the documentation says. */
export type PropertyKind =
  | "text"
  | "boolean"
  | "distinguishedName"
  | "guid"
  | "integer"
  | "presence"
  | "dateTime"
  | "size"
  | "timeSpan"
  | "enum"
  | "other";

export interface Property {
  /** In Exchange's spelling. */
  readonly name: string;
  readonly kind: PropertyKind;
}

/**
 * The documented filterable recipient properties
 * (https://learn.microsoft.com/powershell/exchange/recipientfilter-properties), by what they are compared with.
 * `distinguishedName` is any property whose value names another object; Exchange stores the name as a DN.
 */
const NAMES: Readonly<Record<PropertyKind, string>> = {
  text: `
    ActiveSyncAllowedDeviceIDs ActiveSyncBlockedDeviceIDs AdminDisplayName Alias ArchiveDomain
    ArchiveName ArchiveRelease AssistantName C City Co CommonName Company CountryOrRegion
    CustomAttribute1 CustomAttribute2 CustomAttribute3 CustomAttribute4 CustomAttribute5
    CustomAttribute6 CustomAttribute7 CustomAttribute8 CustomAttribute9 CustomAttribute10
    CustomAttribute11 CustomAttribute12 CustomAttribute13 CustomAttribute14 CustomAttribute15 Department
    Description DisplayName EmailAddresses EntryId ExpansionServer ExtensionCustomAttribute1
    ExtensionCustomAttribute2 ExtensionCustomAttribute3 ExtensionCustomAttribute4
    ExtensionCustomAttribute5 ExternalDirectoryObjectId ExternalEmailAddress Fax FirstName
    ForwardingSmtpAddress HomePhone ImmutableId Initials InPlaceHolds InPlaceHoldsRaw LanguagesRaw
    LastName LdapRecipientFilter LegacyExchangeDN LitigationHoldOwner MailboxMoveBatchName
    MailboxMoveRemoteHostName MailboxRelease MailTipTranslations MobileAdminExtendedSettings MobilePhone
    Name Notes Office OperatorNumber OtherFax OtherHomePhone OtherTelephone Pager Phone PhoneProviderId
    PhoneticCompany PhoneticDepartment PhoneticDisplayName PhoneticFirstName PhoneticLastName
    PoliciesExcluded PoliciesIncluded PostalCode PostOfficeBox PrimarySmtpAddress ProtocolSettings
    PurportedSearchUI RawCanonicalName RawExternalEmailAddress RawName RecipientFilter ResourceCustom
    ResourceMetaData ResourcePropertiesDisplay ResourceSearchProperties RetentionComment RetentionPolicy
    RetentionUrl SamAccountName ServerLegacyDN ServerName SimpleDisplayName StateOrProvince
    StreetAddress TelephoneAssistant TextEncodedORAddress Title UMAddresses UMCallingLineIds UMDtmfMap
    UserPrincipalName VoiceMailSettings WebPage WindowsEmailAddress WindowsLiveID`,
  boolean: `
    ActiveSyncEnabled ActiveSyncSuppressReadReceipt AuditEnabled CalendarRepairDisabled
    ComplianceTagHoldApplied DeliverToMailboxAndForward EcpEnabled EmailAddressPolicyEnabled
    HasActiveSyncDevicePartnership HiddenFromAddressListsEnabled HiddenGroupMembershipEnabled
    ImapEnabled IncludeInGarbageCollection IsDirSynced IsExcludedFromServingHierarchy IsHierarchyReady
    IsHierarchySyncEnabled IsInactiveMailbox IsMailboxEnabled IsSecurityPrincipal IsSoftDeletedByDisable
    IsSoftDeletedByRemove LitigationHoldEnabled MAPIEnabled MapiRecipient ModerationEnabled OWAEnabled
    OWAforDevicesEnabled PopEnabled RemotePowerShellEnabled ReportToManagerEnabled
    ReportToOriginatorEnabled RequireAllSendersAreAuthenticated SendOofMessageToOriginatorEnabled
    SingleItemRecoveryEnabled SKUAssigned UMEnabled UseDatabaseQuotaDefaults`,
  distinguishedName: `
    ActiveSyncMailboxPolicy AddressBookPolicy AddressListMembership AdministrativeUnits
    ArbitrationMailbox ArchiveDatabase AuthenticationPolicy Database DataEncryptionPolicy
    DefaultPublicFolderMailbox DirectReports DisabledArchiveDatabase DistinguishedName ForwardingAddress
    GeneratedOfflineAddressBooks GrantSendOnBehalfTo HomeMTA Id MailboxMoveSourceMDB
    MailboxMoveTargetMDB MailboxPlan ManagedBy Manager MemberOfGroup Members ModeratedBy ObjectCategory
    OfflineAddressBook OWAMailboxPolicy PublicFolderContacts QueryBaseDN RecipientContainer
    RemoteAccountPolicy RoleAssignmentPolicy SharingPolicy ThrottlingPolicy UMMailboxPolicy
    UMRecipientDialPlanId`,
  guid: `
    AggregatedMailboxGuids ArchiveGuid DisabledArchiveGuid ExchangeGuid Guid`,
  integer: `
    EwsEnabled InternetEncoding LocaleID PrimaryGroupId ResourceCapacity`,
  presence: `
    AcceptMessagesOnlyFrom AcceptMessagesOnlyFromDLMembers RejectMessagesFrom
    RejectMessagesFromDLMembers`,
  dateTime: `
    ElcExpirationSuspensionEndDate ElcExpirationSuspensionStartDate LastExchangeChangedTime
    LitigationHoldDate StsRefreshTokensValidFrom WhenChanged WhenChangedUTC WhenCreated WhenCreatedUTC
    WhenMailboxCreated WhenSoftDeleted`,
  size: `
    ArchiveQuota ArchiveWarningQuota CalendarLoggingQuota IssueWarningQuota MaxReceiveSize MaxSendSize
    ProhibitSendQuota ProhibitSendReceiveQuota RecoverableItemsQuota RecoverableItemsWarningQuota
    RulesQuota`,
  timeSpan: `
    AuditLogAgeLimit RetainDeletedItemsFor`,
  enum: `
    AllowUMCallsFromNonUsers ArchiveState ArchiveStatus DeletedItemFlags ElcMailboxFlags
    EwsApplicationAccessPolicy ExternalOofOptions GroupType IncludedRecipients MailboxMoveFlags
    MailboxMoveStatus MemberDepartRestriction MemberJoinRestriction MessageHygieneFlags
    MobileFeaturesEnabled MobileMailboxFlags PreviousRecipientTypeDetails RecipientDisplayType
    RecipientType RecipientTypeDetails RemoteRecipientType ResourceType SendDeliveryReportsTo
    UMEnabledFlags UMServerWritableFlags`,
  other: `
    Certificate CertificateSubject ExchangeUserAccountControl ExchangeVersion JournalArchiveAddress
    MaxBlockedSenders MaxSafeSenders NetID ObjectClass RecipientLimits SafeRecipientsHash
    SafeSendersHash SCLDeleteThresholdInt SCLJunkThresholdInt SCLQuarantineThresholdInt
    SCLRejectThresholdInt SecurityProtocol SMimeCertificate UMPinChecksum UMSpokenName UnicodePassword
    UsageLocation UserAccountControl`,
};

/** Directory attribute names, which filters do not take, and the property that holds the attribute. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  cn: "CommonName",
  givenname: "FirstName",
  l: "City",
  mail: "WindowsEmailAddress",
  mailnickname: "Alias",
  memberof: "MemberOfGroup",
  mobile: "MobilePhone",
  physicaldeliveryofficename: "Office",
  proxyaddresses: "EmailAddresses",
  sn: "LastName",
  st: "StateOrProvince",
  telephonenumber: "Phone",
};

const PROPERTIES: ReadonlyMap<string, Property> = new Map(
  (Object.entries(NAMES) as [PropertyKind, string][]).flatMap(([kind, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name.toLowerCase(), { name, kind }]),
  ),
);

/** The documented names, in Exchange's spelling. */
export const PROPERTY_NAMES: readonly string[] = [...PROPERTIES.values()].map(({ name }) => name);

/** A documented property by its name in any case. */
export function findProperty(name: string): Property | undefined {
  return PROPERTIES.get(name.toLowerCase());
}

/** The property that holds a directory attribute: `mailNickname` is `Alias`, `extensionAttribute3` is `CustomAttribute3`. */
export function propertyOfAttribute(attribute: string): string | undefined {
  const lower = attribute.toLowerCase();
  const number = /^extensionattribute(1[0-5]|[1-9])$/.exec(lower)?.[1];
  return number === undefined ? ATTRIBUTES[lower] : `CustomAttribute${number}`;
}
