/** The Entra side: what Microsoft Graph and the sign-in service show. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/** Graph objects keep whatever else a client has posted, under its Graph name, and give it back. */
export interface GraphObject {
  readonly id: string;
  readonly [property: string]: Json | undefined;
}

export interface User extends GraphObject {
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly mailNickname: string;
  readonly mail: string | null;
  readonly accountEnabled: boolean;
  readonly usageLocation: string | null;
  readonly assignedLicenses: readonly AssignedLicense[];
  /** The service plans that the licences bring, each since when. */
  readonly assignedPlans: readonly AssignedPlan[];
  /** The services that have done what a plan asks of them. */
  readonly provisionedPlans: readonly ProvisionedPlan[];
  readonly proxyAddresses: readonly string[];
  readonly createdDateTime: string;
  /** Set while the user sits among the deleted items. */
  readonly deletedDateTime: string | null;
}

export interface AssignedLicense {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
  readonly [property: string]: Json | undefined;
}

export interface AssignedPlan {
  readonly servicePlanId: string;
  /** What the plan is a part of: "exchange", "SharePoint" … */
  readonly service: string;
  readonly capabilityStatus: "Enabled" | "Deleted";
  readonly assignedDateTime: string;
  readonly [property: string]: Json | undefined;
}

export interface ProvisionedPlan {
  readonly service: string;
  readonly capabilityStatus: string;
  readonly provisioningStatus: string;
  readonly [property: string]: Json | undefined;
}

/** A subscription that users can be licensed from. Its id here is the SKU's; Graph puts the tenant's before it. */
export interface SubscribedSku extends GraphObject {
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly enabledUnits: number;
  readonly servicePlans: readonly ServicePlan[];
}

export interface ServicePlan {
  readonly servicePlanId: string;
  readonly servicePlanName: string;
  readonly service: string;
  readonly [property: string]: Json | undefined;
}

export interface Group extends GraphObject {
  readonly displayName: string;
  readonly mailNickname: string;
  readonly mail: string | null;
  readonly mailEnabled: boolean;
  readonly securityEnabled: boolean;
  readonly groupTypes: readonly string[];
  /** Ids of the direct members: users, groups, service principals. */
  readonly members: readonly string[];
  readonly owners: readonly string[];
  readonly createdDateTime: string;
}

export interface AdministrativeUnit extends GraphObject {
  readonly displayName: string;
  readonly description: string | null;
  readonly members: readonly string[];
}

/** An app registration. */
export interface Application extends GraphObject {
  readonly appId: string;
  readonly displayName: string;
  readonly signInAudience: string;
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly federatedIdentityCredentials: readonly FederatedIdentityCredential[];
  readonly owners: readonly string[];
  readonly createdDateTime: string;
}

export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly hint: string;
  readonly secretText: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly [property: string]: Json | undefined;
}

export interface KeyCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  /** The certificate, base64 of its DER form. */
  readonly key: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly [property: string]: Json | undefined;
}

export interface FederatedIdentityCredential {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly [property: string]: Json | undefined;
}

export interface AppRole {
  readonly id: string;
  readonly value: string | null;
  readonly displayName: string;
  readonly description: string;
  readonly allowedMemberTypes: readonly string[];
  readonly isEnabled: boolean;
  readonly [property: string]: Json | undefined;
}

/** An enterprise application. */
export interface ServicePrincipal extends GraphObject {
  readonly appId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly servicePrincipalType: string;
  readonly appOwnerOrganizationId: string;
  readonly appRoles: readonly AppRole[];
  readonly owners: readonly string[];
  readonly createdDateTime: string;
}

/** An Entra consent: an app role of a resource, held by a principal, tenant-wide. */
export interface AppRoleAssignment extends GraphObject {
  readonly appRoleId: string;
  readonly principalId: string;
  readonly principalType: "ServicePrincipal" | "User" | "Group";
  readonly resourceId: string;
  readonly createdDateTime: string;
}

export interface DirectoryRoleAssignment extends GraphObject {
  /** The role's template id, the same in every tenant. */
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly directoryScopeId: string;
}

/** A directory role that has been activated in this tenant; the others exist as templates only. */
export interface DirectoryRole extends GraphObject {
  readonly roleTemplateId: string;
}

export interface DirectoryEntities {
  users: User;
  subscribedSkus: SubscribedSku;
  directoryRoles: DirectoryRole;
  groups: Group;
  administrativeUnits: AdministrativeUnit;
  applications: Application;
  servicePrincipals: ServicePrincipal;
  appRoleAssignments: AppRoleAssignment;
  directoryRoleAssignments: DirectoryRoleAssignment;
}
