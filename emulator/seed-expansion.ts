import { withMailboxProvisioned } from "./assigned-plans";
import { timestamp } from "./clock";
import type { Clock } from "./clock";
import { distinguishedName } from "./distinguished-names";
import type { AdministrativeUnit, Group, Json, Organization, Recipient, User } from "./entities";
import { derivedGuid } from "./guids";
import { withoutMailbox } from "./mailboxes/exchange-users";
import { builtInRbac } from "./roles/built-in";
import { applicationEntities } from "./seed-applications";
import { directoryRoleEntities } from "./seed-directory-roles";
import { withRetiredImpersonation } from "./seed-retired-impersonation";
import { licensesOf, subscribedSkus } from "./seed-licenses";
import type { ParsedSeed } from "./seed";
import type { StoreState } from "./store";

/** A tenant's content from a checked seed. */
export function expand(seed: ParsedSeed, clock: Clock): StoreState {
  const now = timestamp(clock);
  const organization = organizationEntity(seed, clock);
  const ids = aliases(seed);
  const state: StoreState = {
    organization,
    users: [
      ...seed.mailboxes.map((one) => userEntity(seed, one, now)),
      ...seed.users.map((one) => userEntity(seed, one, now)),
    ],
    subscribedSkus: subscribedSkus(seed),
    groups: seed.groups.map((one) => groupEntity(seed, one, ids, now)),
    administrativeUnits: seed.administrativeUnits.map((one) => administrativeUnitEntity(one, ids)),
    recipients: [
      ...seed.mailboxes.map((one) => mailboxEntity(seed, one, organization, now)),
      ...seed.users.map((one) => userRecipient(seed, one, organization, now)),
      ...seed.groups
        .filter(({ type }) => type !== "Security")
        .map((one) => groupRecipient(seed, one, organization, now)),
    ],
    accounts: [],
    organizationalUnits: [],
    disconnectedMailboxes: [],
    ...applicationEntities(seed, now),
    ...directoryRoleEntities(seed),
    exchangeServicePrincipals: [],
    managementScopes: [],
    ...builtInRbac(organization, now),
  };
  const { retiredImpersonation: leftovers } = seed;
  return leftovers ? withRetiredImpersonation(state, leftovers, now) : state;
}

function organizationEntity({ organization }: ParsedSeed, clock: Clock): Organization {
  const { tenantId, organizationGuid, displayName, initialDomain, domains, hydrated } = organization;
  const forest = "DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM";
  return {
    tenantId,
    organizationGuid,
    displayName,
    initialDomain,
    domains: [
      { name: initialDomain, isDefault: domains.length === 0, isVerified: true },
      ...domains.map((name, index) => ({ name, isDefault: index === 0, isVerified: true })),
    ],
    configurationRoot: `CN=Configuration,CN=${initialDomain},CN=ConfigurationUnits,${forest}`,
    recipientRoot: `OU=${initialDomain},OU=Microsoft Exchange Hosted Organizations,${forest}`,
    config: {},
    hydration: { enabled: hydrated, enabledAt: hydrated ? clock.now() : null },
  };
}

/** The ids that the aliases of a seed stand for. */
function aliases(seed: ParsedSeed): (alias: string) => string {
  const ids = new Map(
    [...seed.mailboxes, ...seed.users, ...seed.groups].map(({ alias, id }) => [alias.toLowerCase(), id]),
  );
  return (alias) => {
    const id = ids.get(alias.toLowerCase());
    if (id === undefined) throw new Error(`The seed names a member ${alias}, which is no alias in it.`);
    return id;
  };
}

function domainOf({ organization }: ParsedSeed): string {
  return organization.domains[0] ?? organization.initialDomain;
}

type SeedMailbox = ParsedSeed["mailboxes"][number];
type SeedUser = ParsedSeed["users"][number];
type SeedGroup = ParsedSeed["groups"][number];

function userEntity(seed: ParsedSeed, one: SeedMailbox | SeedUser, now: string): User {
  const attributes: Record<string, Json> = "attributes" in one ? one.attributes : {};
  const address = `${one.alias}@${domainOf(seed)}`;
  const mailbox = "type" in one ? one.type : undefined;
  return {
    id: one.id,
    userPrincipalName: address,
    displayName: one.displayName,
    mailNickname: one.alias,
    mail: mailbox ? address : null,
    // Sign-in is disabled for what is no person.
    accountEnabled: mailbox === undefined || mailbox === "UserMailbox",
    usageLocation: "US",
    ...licensesOf(seed, one.licenses, now),
    provisionedPlans: mailbox ? withMailboxProvisioned([]) : [],
    proxyAddresses: mailbox ? [`SMTP:${address}`, ...secondaryAddresses(seed, one.alias)] : [],
    givenName: attributes.firstName ?? null,
    surname: attributes.lastName ?? null,
    jobTitle: attributes.title ?? null,
    department: attributes.department ?? null,
    officeLocation: attributes.office ?? null,
    city: attributes.city ?? null,
    companyName: attributes.company ?? null,
    userType: "Member",
    createdDateTime: now,
    deletedDateTime: null,
  };
}

function mailboxEntity(
  seed: ParsedSeed,
  one: SeedMailbox,
  organization: Organization,
  now: string,
): Recipient {
  const address = `${one.alias}@${domainOf(seed)}`;
  return {
    guid: one.guid ?? derivedGuid("recipient", one.id),
    exchangeGuid: one.exchangeGuid ?? derivedGuid("mailbox", one.id),
    externalDirectoryObjectId: one.id,
    name: one.displayName,
    alias: one.alias,
    displayName: one.displayName,
    distinguishedName: distinguishedName(one.displayName, organization.recipientRoot),
    primarySmtpAddress: address,
    emailAddresses: [`SMTP:${address}`, ...secondaryAddresses(seed, one.alias)],
    userPrincipalName: address,
    recipientType: "UserMailbox",
    recipientTypeDetails: one.type,
    attributes: one.attributes,
    whenCreated: now,
    whenChanged: now,
  };
}

/** A user that Exchange knows, without a mailbox. */
function userRecipient(seed: ParsedSeed, one: SeedUser, organization: Organization, now: string): Recipient {
  const { alias, displayName } = one;
  return {
    guid: derivedGuid("recipient", one.id),
    externalDirectoryObjectId: one.id,
    name: displayName,
    alias,
    displayName,
    distinguishedName: distinguishedName(displayName, organization.recipientRoot),
    userPrincipalName: `${alias}@${domainOf(seed)}`,
    ...withoutMailbox,
    attributes: {},
    whenCreated: now,
    whenChanged: now,
  };
}

function groupRecipient(
  seed: ParsedSeed,
  one: SeedGroup,
  organization: Organization,
  now: string,
): Recipient {
  const address = `${one.alias}@${domainOf(seed)}`;
  return {
    guid: one.guid ?? derivedGuid("recipient", one.id),
    exchangeGuid: null,
    externalDirectoryObjectId: one.id,
    name: one.displayName,
    alias: one.alias,
    displayName: one.displayName,
    distinguishedName: distinguishedName(one.displayName, organization.recipientRoot),
    primarySmtpAddress: address,
    emailAddresses: [`SMTP:${address}`, ...secondaryAddresses(seed, one.alias)],
    userPrincipalName: null,
    recipientType: one.type === "RoomList" ? "MailUniversalDistributionGroup" : one.type,
    recipientTypeDetails: one.type,
    attributes: {},
    whenCreated: now,
    whenChanged: now,
  };
}

function secondaryAddresses(seed: ParsedSeed, alias: string): string[] {
  const { initialDomain } = seed.organization;
  return domainOf(seed) === initialDomain ? [] : [`smtp:${alias}@${initialDomain}`];
}

function groupEntity(seed: ParsedSeed, one: SeedGroup, ids: (alias: string) => string, now: string): Group {
  const mailEnabled = one.type !== "Security";
  return {
    id: one.id,
    displayName: one.displayName,
    mailNickname: one.alias,
    mail: mailEnabled ? `${one.alias}@${domainOf(seed)}` : null,
    mailEnabled,
    securityEnabled: one.type === "Security" || one.type === "MailUniversalSecurityGroup",
    groupTypes: one.type === "GroupMailbox" ? ["Unified"] : [],
    members: one.members.map(ids),
    owners: [],
    createdDateTime: now,
  };
}

function administrativeUnitEntity(
  one: ParsedSeed["administrativeUnits"][number],
  ids: (alias: string) => string,
): AdministrativeUnit {
  return {
    id: one.id,
    displayName: one.displayName,
    description: one.description,
    members: one.members.map(ids),
  };
}
