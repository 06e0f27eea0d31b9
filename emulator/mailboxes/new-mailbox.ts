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

/** The Guid by which Exchange knows a user, with a mailbox and without one. */
export function exchangeGuidOf(userId: string): string {
  return derivedGuid("recipient", userId);
}

/** Documented: since 2022 the name of what comes from Entra is its object id there. */
export function nameInExchange({ behaviours }: Tenant, user: User): string {
  return behaviours.on("mailbox-named-by-object-id") ? user.id : user.displayName;
}

/** The mailbox of a user who has come by a licence for one. */
export function newMailbox(tenant: Tenant, user: User): Recipient {
  const { initialDomain, recipientRoot } = tenant.store.organization.get();
  const name = nameInExchange(tenant, user);
  const addresses = [user.userPrincipalName, `${user.mailNickname}@${initialDomain}`];
  const [primary = "", secondary = ""] = addresses;
  const now = timestamp(tenant.clock);
  return {
    guid: exchangeGuidOf(user.id),
    exchangeGuid: newGuid(),
    externalDirectoryObjectId: user.id,
    name,
    alias: user.mailNickname,
    displayName: user.displayName,
    distinguishedName: distinguishedName(name, recipientRoot),
    primarySmtpAddress: primary,
    emailAddresses: [
      `SMTP:${primary}`,
      ...(primary.toLowerCase() === secondary.toLowerCase() ? [] : [`smtp:${secondary}`]),
    ],
    userPrincipalName: user.userPrincipalName,
    recipientType: "UserMailbox",
    recipientTypeDetails: "UserMailbox",
    attributes: synchronizedAttributes({}, undefined, user),
    whenCreated: now,
    whenChanged: now,
  };
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
