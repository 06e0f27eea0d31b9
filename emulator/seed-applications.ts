import { createHash } from "node:crypto";
import type { Application, AppRole, AppRoleAssignment, ServicePrincipal } from "./entities";
import { derivedGuid } from "./guids";
import type { ParsedSeed } from "./seed";

type SeedApplication = ParsedSeed["applications"][number];
type SeedResource = ParsedSeed["resources"][number];

interface ApplicationEntities {
  applications: Application[];
  servicePrincipals: ServicePrincipal[];
  appRoleAssignments: AppRoleAssignment[];
}

/** Microsoft's own directory, which owns the first-party applications. */
const microsoft = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/** App registrations, enterprise applications and consents of a seed. */
export function applicationEntities(seed: ParsedSeed, now: string): ApplicationEntities {
  const { tenantId } = seed.organization;
  return {
    applications: seed.applications.map((one) => applicationEntity(one, now)),
    servicePrincipals: [
      ...seed.resources.map((one) =>
        servicePrincipal(one.id, one.appId, one.displayName, microsoft, appRoles(one), now),
      ),
      ...seed.applications.map((one) =>
        servicePrincipal(one.servicePrincipalId, one.appId, one.displayName, tenantId, [], now),
      ),
    ],
    appRoleAssignments: seed.applications.flatMap((one) =>
      one.consents.map((permission) => consent(seed, one, permission, now)),
    ),
  };
}

function applicationEntity(one: SeedApplication, now: string): Application {
  const endDateTime = "2099-12-31T00:00:00Z";
  return {
    id: one.id,
    appId: one.appId,
    displayName: one.displayName,
    signInAudience: "AzureADMyOrg",
    passwordCredentials: one.secrets.map((secretText) => ({
      keyId: derivedGuid("secret", one.appId, secretText),
      displayName: "seed",
      hint: secretText.slice(0, 3),
      secretText,
      startDateTime: "2020-01-01T00:00:00Z",
      endDateTime,
    })),
    keyCredentials: one.certificates.map((key) => ({
      keyId: derivedGuid("certificate", one.appId, key),
      displayName: "seed",
      type: "AsymmetricX509Cert",
      usage: "Verify",
      customKeyIdentifier: createHash("sha1").update(Buffer.from(key, "base64")).digest("base64"),
      key,
      startDateTime: "2020-01-01T00:00:00Z",
      endDateTime,
    })),
    federatedIdentityCredentials: one.federatedCredentials.map((credential) => ({
      ...credential,
      id: derivedGuid("federatedCredential", one.appId, credential.name),
      audiences: ["api://AzureADTokenExchange"],
    })),
    identifierUris: [],
    owners: [],
    createdDateTime: now,
  };
}

function servicePrincipal(
  id: string,
  appId: string,
  displayName: string,
  appOwnerOrganizationId: string,
  roles: readonly AppRole[],
  now: string,
): ServicePrincipal {
  return {
    id,
    appId,
    displayName,
    appDisplayName: displayName,
    accountEnabled: true,
    servicePrincipalType: "Application",
    servicePrincipalNames: [appId],
    appOwnerOrganizationId,
    appRoles: roles,
    tags: [],
    owners: [],
    createdDateTime: now,
  };
}

function appRoles({ appRoles: permissions }: SeedResource): AppRole[] {
  return Object.entries(permissions).map(([value, id]) => ({
    id,
    value,
    displayName: value,
    description: value,
    allowedMemberTypes: ["Application"],
    isEnabled: true,
  }));
}

function consent(seed: ParsedSeed, one: SeedApplication, permission: string, now: string): AppRoleAssignment {
  const resource = seed.resources.find(({ appRoles: permissions }) => permissions[permission] !== undefined);
  const appRoleId = resource?.appRoles[permission];
  if (!resource || appRoleId === undefined) throw new Error(`No resource of the seed offers ${permission}.`);
  return {
    id: derivedGuid("appRoleAssignment", one.servicePrincipalId, appRoleId),
    appRoleId,
    principalId: one.servicePrincipalId,
    principalType: "ServicePrincipal",
    principalDisplayName: one.displayName,
    resourceId: resource.id,
    resourceDisplayName: resource.displayName,
    createdDateTime: now,
  };
}
