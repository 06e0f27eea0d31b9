import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";
import { EwsError } from "./ews-error";
import { findBySmtpAddress, nonExistentMailbox, nonPrimaryAddress } from "./mailboxes";
import { types } from "./namespaces";
import { requiredChild } from "./schema";
import type { XmlElement } from "./xml-reader";

const identifiers = ["PrincipalName", "SID", "PrimarySmtpAddress", "SmtpAddress"] as const;

/** Whom the ExchangeImpersonation header names; nobody without one. Whether the caller may is another question. */
export function impersonatedUser(tenant: Tenant, headers: readonly XmlElement[]): Recipient | undefined {
  const [header, ...others] = headers;
  if (!header) return undefined;
  if (others.length > 0 && tenant.behaviours.on("one-impersonation-header")) throw moreThanOneAccessMode();
  const connecting = requiredChild(header, types, "ConnectingSID");
  const given = connecting.children.filter(
    ({ namespace, name }) => namespace === types && identifiers.some((each) => each === name),
  );
  const [identifier, ...further] = given;
  if (further.length > 0) throw twoIdentifiers(tenant);
  const value = identifier?.text.trim() ?? "";
  if (!identifier || value === "") {
    if (!tenant.behaviours.on("impersonation-header-says-whom")) return undefined;
    const text = "The ExchangeImpersonation header does not contain a valid identifier.";
    throw new EwsError("ErrorInvalidExchangeImpersonationHeaderData", text);
  }
  const user = lookUp(tenant, identifier.name as (typeof identifiers)[number], value);
  if (user.exchangeGuid === null && tenant.behaviours.on("impersonated-user-needs-mailbox")) {
    throw nonExistentMailbox(value);
  }
  return user;
}

function lookUp(tenant: Tenant, kind: (typeof identifiers)[number], value: string): Recipient {
  const { store } = tenant;
  switch (kind) {
    case "PrincipalName": {
      const wanted = value.toLowerCase();
      const user = store.recipients.find(
        ({ userPrincipalName }) => userPrincipalName?.toLowerCase() === wanted,
      );
      if (user) return user;
      if (!tenant.behaviours.on("unknown-upn-code")) throw nonExistentMailbox(value);
      throw new EwsError("ErrorInvalidUserPrincipalName", "The user principal name (UPN) isn't valid.");
    }
    case "SID": {
      const account = store.accounts.by("sid", value);
      const user = account && store.recipients.get(account.guid);
      if (user) return user;
      const code = tenant.behaviours.on("unknown-sid-code") ? "ErrorInvalidUserSid" : "ErrorInvalidSid";
      throw new EwsError(code, "The security identifier (SID) isn't valid.");
    }
    case "PrimarySmtpAddress":
    case "SmtpAddress": {
      const user = findBySmtpAddress(tenant, value);
      if (user?.userPrincipalName == null) throw nonExistentMailbox(value);
      if (kind === "PrimarySmtpAddress") checkPrimary(tenant, user, value);
      return user;
    }
  }
}

function checkPrimary(tenant: Tenant, user: Recipient, address: string): void {
  if (user.primarySmtpAddress.toLowerCase() === address.toLowerCase()) return;
  if (tenant.behaviours.on("primary-address-demanded")) throw nonPrimaryAddress(user);
}

function moreThanOneAccessMode(): EwsError {
  const text = "More than one ExchangeImpersonation element was specified in the request.";
  return new EwsError("ErrorMoreThanOneAccessModeSpecified", text);
}

/** Documented for more than one of the headers; for two identifiers in one it is our reading. */
function twoIdentifiers({ behaviours }: Tenant): EwsError {
  if (behaviours.on("one-identifier-to-impersonate")) return moreThanOneAccessMode();
  return new EwsError(
    "ErrorInvalidExchangeImpersonationHeaderData",
    "The ExchangeImpersonation header contains more than one identifier.",
  );
}
