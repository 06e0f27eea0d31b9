import { timestamp } from "../clock";
import type { Clock } from "../clock";
import { distinguishedName } from "../distinguished-names";
import type { Account, Group, Organization, OrganizationalUnit, Recipient, RoleGroup } from "../entities";
import { derivedGuid } from "../guids";
import { withoutMailbox } from "../mailboxes/exchange-users";
import { builtInRbac } from "../roles/built-in";
import type { StoreState } from "../store";
import { domainName } from "./names";
import { onPremisesSeedSchema } from "./seed";
import type { OnPremisesSeed, ParsedOnPremisesSeed } from "./seed";

type SeedMailbox = ParsedOnPremisesSeed["mailboxes"][number];
type SeedAccount = ParsedOnPremisesSeed["accounts"][number];
type SeedGroup = ParsedOnPremisesSeed["groups"][number];

/** What expanding one seed has in hand throughout. */
interface Place {
  readonly seed: ParsedOnPremisesSeed;
  readonly now: string;
  readonly guidOf: (samAccountName: string) => string;
}

/** Checks the seed and makes an organisation's content of it, the built-in roles and role groups included. */
export function expandOnPremisesSeed(given: OnPremisesSeed, clock: Clock): StoreState {
  const seed = onPremisesSeedSchema.parse(given);
  const now = timestamp(clock);
  const organization = organizationEntity(seed, clock);
  const place = { seed, now, guidOf: (name: string) => guidOf(seed, name) };
  const rbac = builtInRbac(organization, now);
  return {
    organization,
    accounts: accountEntities(place),
    organizationalUnits: organizationalUnits(place),
    recipients: [
      ...seed.mailboxes.map((one) => mailboxEntity(place, one)),
      ...seed.accounts.map((one) => userEntity(place, one)),
      ...seed.groups.map((one) => groupRecipient(place, one)),
    ],
    groups: seed.groups.map((one) => groupEntity(place, one)),
    ...rbac,
    roleGroups: rbac.roleGroups.map((group) => withSeedMembers(place, group)),
    ...withoutCloud,
    disconnectedMailboxes: [],
    managementScopes: [],
  };
}

const withoutCloud = {
  users: [],
  subscribedSkus: [],
  directoryRoles: [],
  administrativeUnits: [],
  applications: [],
  servicePrincipals: [],
  appRoleAssignments: [],
  directoryRoleAssignments: [],
  exchangeServicePrincipals: [],
};

function organizationEntity(seed: ParsedOnPremisesSeed, clock: Clock): Organization {
  const { organization } = seed;
  const { organizationGuid, displayName, forest, ...directory } = organization;
  const { netBiosName, domainSid, domainControllers, mailboxDatabases } = directory;
  const domain = domainName(forest);
  return {
    // There is no tenant; what is derived from its id is derived from the organisation's.
    tenantId: organizationGuid,
    organizationGuid,
    displayName,
    initialDomain: forest,
    domains: [{ name: forest, isDefault: true, isVerified: true }],
    configurationRoot: distinguishedName(
      displayName,
      "CN=Microsoft Exchange,CN=Services,CN=Configuration",
      domain,
    ),
    recipientRoot: domain,
    config: {},
    // Only the cloud keeps an organisation's configuration folded away until it is asked for.
    hydration: { enabled: true, enabledAt: clock.now() },
    activeDirectory: {
      forest,
      netBiosName,
      domainSid,
      lastRelativeId: lastRelativeId(seed),
      domainControllers,
      mailboxDatabases,
    },
  };
}

/** Every object has a SamAccountName, and its Guid is derived from it. */
function guidOf(seed: ParsedOnPremisesSeed, samAccountName: string): string {
  const mailbox = seed.mailboxes.find((one) => isNamed(samOf(one), samAccountName));
  const known = [...seed.accounts, ...seed.groups].some((one) => isNamed(one.samAccountName, samAccountName));
  if (!mailbox && !known)
    throw new Error(`The seed names ${samAccountName}, which is no SamAccountName in it.`);
  return mailbox?.guid ?? derivedGuid("account", seed.organization.forest, samAccountName.toLowerCase());
}

function samOf({ samAccountName, alias }: Pick<SeedGroup, "alias"> & { samAccountName?: string }): string {
  return samAccountName ?? alias?.slice(0, 20) ?? "";
}

function isNamed(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The lower ones are for the domain's own accounts. */
const firstRelativeId = 1104;

/** At least that of the newest account. */
function lastRelativeId({ mailboxes, accounts }: ParsedOnPremisesSeed): number {
  const given = accounts.map(({ relativeId = 0 }) => relativeId);
  return Math.max(firstRelativeId + mailboxes.length + accounts.length, ...given);
}

function accountEntities({ seed, guidOf }: Place): Account[] {
  const { domainSid } = seed.organization;
  let last = firstRelativeId - 1;
  const sid = (relativeId?: number) => `${domainSid}-${relativeId ?? ++last}`;
  return [
    ...seed.mailboxes.map((one) => ({
      guid: guidOf(samOf(one)),
      sid: sid(),
      password: one.password ?? null,
      // Documented: the accounts behind rooms, equipment and shared mailboxes are disabled.
      enabled: one.type === "UserMailbox",
      mustChangePassword: false,
      remotePowerShellEnabled: true,
    })),
    ...seed.accounts.map((one) => ({
      guid: guidOf(one.samAccountName),
      sid: sid(one.relativeId),
      password: one.password ?? null,
      enabled: one.enabled,
      mustChangePassword: one.mustChangePassword,
      remotePowerShellEnabled: true,
    })),
  ];
}

function organizationalUnits({ seed, now }: Place): OrganizationalUnit[] {
  const { forest, organizationalUnits: names } = seed.organization;
  return ["Users", ...names].map((name) => ({
    guid: derivedGuid("organizational unit", forest, name.toLowerCase()),
    name,
    distinguishedName: unitName(seed, name),
    whenCreated: now,
    whenChanged: now,
  }));
}

/** Users is a container, the others are organisational units. */
function unitName({ organization }: ParsedOnPremisesSeed, name: string): string {
  const domain = domainName(organization.forest);
  if (isNamed(name, "Users")) return distinguishedName("Users", domain);
  const unit = organization.organizationalUnits.find((one) => isNamed(one, name));
  if (unit === undefined)
    throw new Error(`The seed names the organisational unit ${name}, which is none of it.`);
  return distinguishedName(unit, domain).replace(/^CN=/, "OU=");
}

function directoryObject(place: Place, one: SeedMailbox | SeedAccount | SeedGroup) {
  const sam = "alias" in one ? samOf(one) : one.samAccountName;
  return {
    guid: place.guidOf(sam),
    logonName: `${place.seed.organization.netBiosName}\\${sam}`,
    name: one.displayName,
    displayName: one.displayName,
    distinguishedName: distinguishedName(one.displayName, unitName(place.seed, one.organizationalUnit)),
    externalDirectoryObjectId: null,
    whenCreated: place.now,
    whenChanged: place.now,
  };
}

function mailboxEntity(place: Place, one: SeedMailbox): Recipient {
  const address = `${one.alias}@${place.seed.organization.forest}`;
  const object = directoryObject(place, one);
  return {
    ...object,
    exchangeGuid: one.exchangeGuid ?? derivedGuid("mailbox", object.guid),
    alias: one.alias,
    primarySmtpAddress: address,
    emailAddresses: [`SMTP:${address}`],
    userPrincipalName: address,
    recipientType: "UserMailbox",
    recipientTypeDetails: one.type,
    database: place.seed.organization.mailboxDatabases[0] ?? "",
    attributes: { ...one.attributes, emailAddressPolicyEnabled: true },
  };
}

function userEntity(place: Place, one: SeedAccount): Recipient {
  return {
    ...directoryObject(place, one),
    alias: "",
    userPrincipalName: `${one.samAccountName}@${place.seed.organization.forest}`,
    ...withoutMailbox,
    ...(!one.enabled && { recipientTypeDetails: "DisabledUser" }),
    attributes: {},
  };
}

function groupRecipient(place: Place, one: SeedGroup): Recipient {
  const address = one.alias === undefined ? "" : `${one.alias}@${place.seed.organization.forest}`;
  const isMail = one.type !== "UniversalSecurityGroup";
  const mailType = one.type === "RoomList" ? "MailUniversalDistributionGroup" : one.type;
  return {
    ...directoryObject(place, one),
    exchangeGuid: null,
    alias: one.alias ?? "",
    primarySmtpAddress: isMail ? address : "",
    emailAddresses: isMail ? [`SMTP:${address}`] : [],
    userPrincipalName: null,
    recipientType: isMail ? mailType : "Group",
    recipientTypeDetails: one.type,
    attributes: {},
  };
}

function groupEntity(place: Place, one: SeedGroup): Group {
  const isSecurity = one.type === "MailUniversalSecurityGroup" || one.type === "UniversalSecurityGroup";
  return {
    id: place.guidOf(one.samAccountName),
    displayName: one.displayName,
    mailNickname: one.samAccountName,
    mail: one.alias === undefined ? null : `${one.alias}@${place.seed.organization.forest}`,
    mailEnabled: one.type !== "UniversalSecurityGroup",
    securityEnabled: isSecurity,
    groupTypes: [],
    members: one.members.map(place.guidOf),
    owners: [],
    createdDateTime: place.now,
  };
}

function withSeedMembers({ seed, guidOf }: Place, group: RoleGroup): RoleGroup {
  const members = seed.accounts
    .filter(({ roleGroups }) => roleGroups.some((name) => isNamed(name, group.name)))
    .map(({ samAccountName }) => guidOf(samAccountName));
  return { ...group, members: [...group.members, ...members] };
}
