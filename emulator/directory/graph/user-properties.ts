import type { Json, User } from "../../entities";
import type { Tenant } from "../../tenant";
import { badRequest } from "./graph-error";
import type { Body, GraphContext } from "./graph-env";
import { without } from "./graph-object";

/** What a user shows when no `$select` asks for more. */
export const defaultProperties = [
  "businessPhones",
  "displayName",
  "givenName",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
  "id",
];

/** What clients may write, and what it is until they do. */
const writable: Readonly<Record<string, Json>> = {
  accountEnabled: null,
  ageGroup: null,
  businessPhones: [],
  city: null,
  companyName: null,
  consentProvidedForMinor: null,
  country: null,
  department: null,
  displayName: null,
  employeeHireDate: null,
  employeeId: null,
  employeeOrgData: null,
  employeeType: null,
  faxNumber: null,
  givenName: null,
  identities: [],
  jobTitle: null,
  mail: null,
  mailNickname: null,
  mobilePhone: null,
  officeLocation: null,
  onPremisesExtensionAttributes: null,
  onPremisesImmutableId: null,
  otherMails: [],
  passwordPolicies: null,
  passwordProfile: null,
  postalCode: null,
  preferredLanguage: null,
  state: null,
  streetAddress: null,
  surname: null,
  usageLocation: null,
  userPrincipalName: null,
  userType: null,
};

/** What the service alone writes. */
const readOnly = [
  "assignedLicenses",
  "assignedPlans",
  "createdDateTime",
  "deletedDateTime",
  "id",
  "onPremisesSyncEnabled",
  "provisionedPlans",
  "proxyAddresses",
];

const isBeta = (context: GraphContext) => context.req.path.startsWith("/beta/");

/** How a list of users is queried. The beta version shows every property unasked. */
export function userCollection(context: GraphContext): { name: string; defaultProperties?: string[] } {
  const showsAll = isBeta(context) || !context.get("tenant").behaviours.on("user-default-properties");
  return showsAll ? { name: "users" } : { name: "users", defaultProperties };
}

/** A user as this request shows it: with what is not set as null, and never with the password. */
export function presentUser(context: GraphContext, user: User): Record<string, unknown> {
  const hidden = ["passwordProfile", "manager", ...(knowsAddressList(context) ? [] : ["showInAddressList"])];
  const unset = { ...without(writable, ...hidden), onPremisesSyncEnabled: null };
  const shown = knowsAddressList(context) ? { ...unset, showInAddressList: null } : unset;
  return { ...shown, ...without(user, ...hidden) };
}

/**
 * What of a body is to be written, under Graph's spelling. Annotations are left out; what users do not have, or
 * what only the service writes, is refused.
 */
export function writtenProperties(context: GraphContext, body: Body): Record<string, Json> {
  const names = new Map(
    [...Object.keys(writable), "showInAddressList"].map((name) => [name.toLowerCase(), name]),
  );
  const written: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name.includes("@odata.")) continue;
    const canonical = names.get(name.toLowerCase());
    if (canonical === "showInAddressList" && !knowsAddressList(context)) continue;
    if (canonical !== undefined) written[canonical] = value as Json;
    else refuse(context.get("tenant"), name);
  }
  return written;
}

function knowsAddressList(context: GraphContext): boolean {
  return isBeta(context) || !context.get("tenant").behaviours.on("show-in-address-list-in-beta");
}

function refuse({ behaviours }: Tenant, name: string): void {
  if (readOnly.some((each) => each.toLowerCase() === name.toLowerCase())) {
    throw badRequest(`Property '${name}' is read-only and cannot be set.`);
  }
  if (behaviours.on("unknown-user-property-refused")) {
    throw badRequest(
      `The property '${name}' does not exist on type 'microsoft.graph.user'. Make sure to only use property names that are defined by the type.`,
    );
  }
}
