import type { Json } from "../../entities";
import type { Tenant } from "../../tenant";
import { badRequest } from "./graph-error";
import type { GraphError } from "./graph-error";

type Properties = Readonly<Record<string, Json>>;

/** What a new user cannot do without. */
const required = ["accountEnabled", "displayName", "mailNickname", "passwordProfile", "userPrincipalName"];

const text = /^string$/;
const types: Readonly<Record<string, RegExp>> = {
  accountEnabled: /^boolean$/,
  showInAddressList: /^boolean$/,
  businessPhones: /^array$/,
  otherMails: /^array$/,
  identities: /^array$/,
  employeeOrgData: /^object$/,
  onPremisesExtensionAttributes: /^object$/,
  passwordProfile: /^object$/,
};

export function requireProperties(properties: Properties): void {
  const missing = required.find((name) => (properties[name] ?? null) === null);
  if (missing !== undefined) {
    throw badRequest(`A value is required for property '${missing}' of resource 'User'.`);
  }
  if (passwordOf(properties) === undefined) {
    throw badRequest("A value is required for property 'password' of resource 'User'.");
  }
}

/** Throws unless each value has its type and keeps the rules of its property; nulls are another matter. */
export function checkValues(
  tenant: Tenant,
  properties: Properties,
  passwordPolicies: Json | undefined,
): void {
  for (const [name, value] of Object.entries(properties)) {
    if (value !== null && !(types[name] ?? text).test(typeOf(value))) throw invalid(name);
  }
  const { userPrincipalName, mailNickname, displayName, usageLocation } = properties;
  if (typeof userPrincipalName === "string") checkUserPrincipalName(tenant, userPrincipalName);
  if (typeof mailNickname === "string" && !/^[^@()\\[\]";:<>, \u0080-\uffff]{1,64}$/.test(mailNickname)) {
    throw invalid("mailNickname");
  }
  if (typeof displayName === "string" && (displayName === "" || displayName.length > 256)) {
    throw invalid("displayName");
  }
  if (typeof usageLocation === "string" && !/^[A-Z]{2}$/.test(usageLocation)) throw invalid("usageLocation");
  checkPasswordPolicies(properties.passwordPolicies);
  const password = passwordOf(properties);
  if (password !== undefined) checkPassword(tenant, password, passwordPolicies);
}

/** A property that has to have a value, if it is given at all. */
export function refuseNull(properties: Properties, ...names: readonly string[]): void {
  const nulled = names.find((name) => properties[name] === null);
  if (nulled !== undefined) throw invalid(nulled);
}

/** Documented: letters, digits and ' . - _ ! # ^ ~ before the sign, a verified domain behind it. */
export function checkUserPrincipalName({ store, behaviours }: Tenant, name: string): void {
  const [, domain] = /^[A-Za-z0-9'.\-_!#^~]{1,64}@([A-Za-z0-9.-]{1,48})$/.exec(name) ?? [];
  if (domain === undefined || name.includes(".@")) throw badRequest("Property userPrincipalName is invalid.");
  const isVerified = store.organization
    .get()
    .domains.some((each) => each.isVerified && each.name.toLowerCase() === domain.toLowerCase());
  if (!isVerified && behaviours.on("verified-domain-required")) {
    throw badRequest(
      "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
    );
  }
}

/** Throws if another active user has the name, or any other recipient the address. */
export function refuseDuplicateName({ store, behaviours }: Tenant, name: string, own?: string): void {
  if (!behaviours.on("duplicate-upn-refused")) return;
  const namesake = store.users.by("userPrincipalName", name);
  if (namesake && namesake.id !== own) throw conflict("userPrincipalName");
  const recipient = store.recipients.find(({ emailAddresses }) =>
    emailAddresses.some((address) => address.toLowerCase() === `smtp:${name.toLowerCase()}`),
  );
  if (recipient && recipient.externalDirectoryObjectId !== own) throw conflict("proxyAddresses");
}

export function conflict(property: "userPrincipalName" | "proxyAddresses"): GraphError {
  return badRequest(`Another object with the same value for property ${property} already exists.`);
}

export function passwordOf({ passwordProfile }: Properties): string | undefined {
  const password = (passwordProfile as Properties | null | undefined)?.password;
  return typeof password === "string" ? password : undefined;
}

function checkPasswordPolicies(policies: Json | undefined): void {
  if (typeof policies !== "string") return;
  const known = ["disablepasswordexpiration", "disablestrongpassword", "none", ""];
  const isKnown = policies.split(",").every((policy) => known.includes(policy.trim().toLowerCase()));
  if (!isKnown) throw invalid("passwordPolicies");
}

/** Documented: 8 to 256 characters of three of the four kinds; without strong passwords, length alone counts. */
function checkPassword({ behaviours }: Tenant, password: string, policies: Json | undefined): void {
  if (!behaviours.on("password-complexity")) return;
  const isWeakAllowed = typeof policies === "string" && /disablestrongpassword/i.test(policies);
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  if (password.length < 8 || password.length > 256 || (kinds < 3 && !isWeakAllowed)) {
    throw badRequest(
      "The specified password does not comply with password complexity requirements. Please provide a different password.",
    );
  }
}

function typeOf(value: Json): string {
  return Array.isArray(value) ? "array" : typeof value;
}

function invalid(name: string): GraphError {
  return badRequest(`Invalid value specified for property '${name}' of resource 'User'.`);
}
