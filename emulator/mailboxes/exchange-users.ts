import { timestamp } from "../clock";
import { distinguishedName } from "../distinguished-names";
import type { Json, Recipient, User } from "../entities";
import { derivedGuid, newGuid } from "../guids";
import type { Tenant } from "../tenant";

/** Properties of a user in Graph, and what Exchange calls them. */
const synchronized = {
  city: "city",
  companyName: "company",
  country: "countryOrRegion",
  department: "department",
  faxNumber: "fax",
  givenName: "firstName",
  jobTitle: "title",
  mobilePhone: "mobilePhone",
  officeLocation: "office",
  postalCode: "postalCode",
  state: "stateOrProvince",
  surname: "lastName",
} as const;

/** Documented: since 2022 the name of what comes from Entra is its object id there. */
function nameInExchange({ behaviours }: Tenant, user: User): string {
  return behaviours.on("mailbox-named-by-object-id") ? user.id : user.displayName;
}

/** A user as Exchange knows it before it has a mailbox: it can hold roles, and is no recipient yet. */
export function newExchangeUser(tenant: Tenant, user: User): Recipient {
  const name = nameInExchange(tenant, user);
  const now = timestamp(tenant.clock);
  return {
    guid: derivedGuid("recipient", user.id),
    externalDirectoryObjectId: user.id,
    name,
    alias: user.mailNickname,
    displayName: user.displayName,
    distinguishedName: distinguishedName(name, tenant.store.organization.get().recipientRoot),
    userPrincipalName: user.userPrincipalName,
    ...withoutMailbox,
    attributes: synchronizedAttributes({}, undefined, user),
    whenCreated: now,
    whenChanged: now,
  };
}

/** What a user without a mailbox is. */
export const withoutMailbox = {
  exchangeGuid: null,
  primarySmtpAddress: "",
  emailAddresses: [],
  recipientType: "User",
  recipientTypeDetails: "User",
} as const;

type MailboxProperties = Pick<Recipient, keyof typeof withoutMailbox>;

/** What a mailbox of its own makes of a user. */
export function newMailbox(tenant: Tenant, user: User): MailboxProperties {
  const { initialDomain } = tenant.store.organization.get();
  const primary = user.userPrincipalName;
  const secondary = `${user.mailNickname}@${initialDomain}`;
  const isSame = primary.toLowerCase() === secondary.toLowerCase();
  return {
    exchangeGuid: newGuid(),
    primarySmtpAddress: primary,
    emailAddresses: [`SMTP:${primary}`, ...(isSame ? [] : [`smtp:${secondary}`])],
    recipientType: "UserMailbox",
    recipientTypeDetails: "UserMailbox",
  };
}

/** What a disconnected mailbox brings back. */
export function mailboxProperties(mailbox: Recipient): MailboxProperties {
  const { exchangeGuid, primarySmtpAddress, emailAddresses, recipientType, recipientTypeDetails } = mailbox;
  return { exchangeGuid, primarySmtpAddress, emailAddresses, recipientType, recipientTypeDetails };
}

/** The recipient's attributes after a change of the user; those that Exchange alone has stay. */
export function synchronizedAttributes(
  attributes: Recipient["attributes"],
  before: User | undefined,
  after: User,
): Record<string, Json> {
  const merged = new Map(Object.entries(attributes));
  const write = (attribute: string, value: Json | undefined) => {
    if (value === null || value === undefined) merged.delete(attribute);
    else merged.set(attribute, value);
  };
  for (const [property, attribute] of Object.entries(synchronized)) {
    if (after[property] !== before?.[property]) write(attribute, after[property]);
  }
  if (after.showInAddressList !== before?.showInAddressList) {
    write("hiddenFromAddressListsEnabled", after.showInAddressList === false ? true : null);
  }
  return Object.fromEntries(merged);
}
