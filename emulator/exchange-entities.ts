/** The Exchange side. */
import type { ActiveDirectory } from "./active-directory/entities";
import type { Json } from "./directory-entities";

export interface Organization {
  readonly tenantId: string;
  /** The organisation's own Guid, as Get-OrganizationConfig shows it. */
  readonly organizationGuid: string;
  readonly displayName: string;
  readonly initialDomain: string;
  readonly domains: readonly {
    readonly name: string;
    readonly isDefault: boolean;
    readonly isVerified: boolean;
  }[];
  /** The DN under which the organisation's configuration objects lie. */
  readonly configurationRoot: string;
  /** The DN under which its recipients lie; also the widest recipient root. */
  readonly recipientRoot: string;
  /** Settings of Set-OrganizationConfig, camelCase. */
  readonly config: Readonly<Record<string, Json>>;
  readonly hydration: Hydration;
  /** Missing online. */
  readonly activeDirectory?: ActiveDirectory;
}

/** A new organisation is dehydrated until Enable-OrganizationCustomization has run and has taken effect. */
export interface Hydration {
  /** Whether the customisation has ever been asked for. */
  readonly enabled: boolean;
  /** When it was asked for, milliseconds since the epoch. */
  readonly enabledAt: number | null;
}

/** What every Exchange object has. */
export interface ExchangeObject {
  readonly guid: string;
  readonly name: string;
  readonly distinguishedName: string;
  readonly whenCreated: string;
  readonly whenChanged: string;
}

export interface Recipient extends ExchangeObject {
  readonly exchangeGuid: string | null;
  /** The id of the user or group in Entra; null on-premises, where Guid is the id in the directory. */
  readonly externalDirectoryObjectId: string | null;
  readonly alias: string;
  readonly displayName: string;
  readonly primarySmtpAddress: string;
  readonly emailAddresses: readonly string[];
  readonly userPrincipalName: string | null;
  /** CONTOSO\name: the domain, and the SamAccountName. On-premises only. */
  readonly logonName?: string;
  readonly recipientType: string;
  readonly recipientTypeDetails: string;
  /** The other filterable properties (department, customAttribute1 …), camelCase. */
  readonly attributes: Readonly<Record<string, Json>>;
  /** On-premises, the name of the database that a mailbox lies in. */
  readonly database?: string | null;
  /** What others than its owner may do with a mailbox. */
  readonly permissions?: readonly MailboxPermission[];
}

export interface MailboxPermission {
  /** Guid of the person, the security group or the application that has it. */
  readonly user: string;
  /** FullAccess, ReadPermission … */
  readonly accessRights: readonly string[];
  readonly deny: boolean;
  readonly inheritanceType: string;
  /** Whether Outlook opens the mailbox by itself. */
  readonly autoMapping: boolean;
}

/** A mailbox that has lost its licence or its user, and is kept for some time in case that it comes back. */
export interface DisconnectedMailbox {
  /** The recipient's own online, where it has at most one; the mailbox's own on-premises. */
  readonly guid: string;
  readonly recipient: Recipient;
  /** "cmdlet": Disable-Mailbox, on-premises. */
  readonly disconnectedBy: "license" | "user" | "cmdlet";
  readonly whenDisconnected: string;
}

/** The Exchange pointer to an enterprise application. */
export interface ExchangeServicePrincipal extends ExchangeObject {
  readonly appId: string;
  /** The enterprise application's object id. */
  readonly objectId: string;
  readonly displayName: string;
}

export interface ManagementScope extends ExchangeObject {
  readonly scopeRestrictionType: "RecipientScope" | "ServerScope" | "DatabaseScope";
  readonly exclusive: boolean;
  /** As the server prints it. */
  readonly recipientFilter: string | null;
  readonly recipientRoot: string | null;
  readonly serverFilter: string | null;
  readonly databaseFilter: string | null;
}

export interface RoleGroup extends ExchangeObject {
  readonly displayName: string;
  readonly description: string | null;
  readonly roleGroupType: "Standard" | "Linked" | "PartnerLinked";
  /** CONTOSO\name: the domain, and the SamAccountName. On-premises only. */
  readonly logonName?: string;
  /** Guids of role groups, or of recipients. */
  readonly managedBy: readonly string[];
  readonly members: readonly string[];
  readonly linkedGroup: string | null;
  readonly externalDirectoryObjectId: string | null;
  readonly wellKnownObject: string | null;
}

export interface ManagementRole extends ExchangeObject {
  readonly roleType: string;
  readonly description: string;
  /** Guid of the role that it was derived from; null for a built-in one. */
  readonly parent: string | null;
  readonly isEndUserRole: boolean;
  readonly recipientReadScope: string;
  readonly recipientWriteScope: string;
  readonly configReadScope: string;
  readonly configWriteScope: string;
  /** What an application role lets an application do: Graph's permission names, or EWS.AccessAsApp. */
  readonly permissions: readonly string[];
  /** The cmdlets that a derived role was left with; all of its parent's unless given. */
  readonly cmdlets?: readonly string[];
  /** Taken away by the service. What was made of it before can still be read and removed. */
  readonly retired?: boolean;
}

export type RoleAssigneeType =
  | "User"
  | "SecurityGroup"
  | "RoleGroup"
  | "RoleAssignmentPolicy"
  | "LinkedRoleGroup"
  | "ServicePrincipal"
  | "Computer";

/** What an assignment reaches. "implicit" is the role's own scope: the whole organisation for most roles. */
export type AssignmentScope =
  | { readonly kind: "implicit" }
  | { readonly kind: "managementScope"; readonly guid: string }
  | { readonly kind: "exclusive"; readonly guid: string }
  | { readonly kind: "administrativeUnit"; readonly id: string }
  /** The group, and the management scope that Exchange makes for its direct members, if it makes one. */
  | { readonly kind: "group"; readonly group: string; readonly guid: string | null }
  | { readonly kind: "organizationalUnit"; readonly distinguishedName: string }
  | { readonly kind: "relative"; readonly value: string };

export interface RoleAssignment extends ExchangeObject {
  /** Guid of the management role. */
  readonly role: string;
  readonly roleAssigneeType: RoleAssigneeType;
  /** Guid of the assignee's Exchange object. */
  readonly roleAssignee: string;
  readonly delegation: "Regular" | "DelegatingOrgWide";
  readonly enabled: boolean;
  readonly scope: AssignmentScope;
  /** The management scope of servers or databases, on-premises alone; the role's own unless given. */
  readonly configScope?: { readonly guid: string; readonly exclusive: boolean } | null;
}

export interface ExchangeEntities {
  recipients: Recipient;
  disconnectedMailboxes: DisconnectedMailbox;
  exchangeServicePrincipals: ExchangeServicePrincipal;
  managementScopes: ManagementScope;
  roleGroups: RoleGroup;
  managementRoles: ManagementRole;
  roleAssignments: RoleAssignment;
}
