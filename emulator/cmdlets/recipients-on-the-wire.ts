import { pascalCase } from "../access/recipient-properties";
import { accountOf } from "../active-directory/accounts";
import { samAccountName } from "../active-directory/names";
import { canonicalName } from "../distinguished-names";
import type { Json, Recipient, User } from "../entities";
import { newExchangeUser } from "../mailboxes/exchange-users";
import type { Tenant } from "../tenant";
import { commonProperties, dateTime, guid, integer, wireObject } from "./wire";
import type { WireObject, WireValue } from "./wire";

/** Documented names by which a recipient can be given. */
export function recipientKeys(recipient: Recipient): readonly (string | null)[] {
  return [
    recipient.guid,
    recipient.exchangeGuid,
    recipient.externalDirectoryObjectId,
    recipient.distinguishedName,
    canonicalName(recipient.distinguishedName),
    recipient.name,
    recipient.alias || null,
    recipient.displayName,
    recipient.userPrincipalName,
    recipient.logonName ?? null,
    samAccountName(recipient) || null,
    ...recipient.emailAddresses.map((address) => address.replace(/^smtp:/i, "")),
  ];
}

/** `account` is the one behind the mailbox on-premises, as the reader sees it. */
export function mailboxOnTheWire(
  tenant: Tenant,
  mailbox: Recipient,
  account = accountOf(tenant, mailbox),
): WireObject {
  return wireObject({
    ...recipientBase(tenant, mailbox),
    ExchangeGuid: guid(mailbox.exchangeGuid),
    IsMailboxEnabled: true,
    IsResource:
      mailbox.recipientTypeDetails === "RoomMailbox" || mailbox.recipientTypeDetails === "EquipmentMailbox",
    IsShared: mailbox.recipientTypeDetails === "SharedMailbox",
    ResetPasswordOnNextLogon: account?.mustChangePassword ?? false,
    ...(account
      ? {
          AccountDisabled: !account.enabled,
          Database: mailbox.database ?? "",
          EmailAddressPolicyEnabled: mailbox.attributes.emailAddressPolicyEnabled !== false,
        }
      : { UsageLocation: "US" }),
    WhenMailboxCreated: dateTime(mailbox.whenCreated),
  });
}

export function recipientOnTheWire(tenant: Tenant, recipient: Recipient): WireObject {
  return wireObject({ ...recipientBase(tenant, recipient), ExchangeGuid: guid(recipient.exchangeGuid) });
}

/** A user of whom Exchange holds no object. */
export function userOnTheWire(tenant: Tenant, user: User): WireObject {
  return recipientOnTheWire(tenant, newExchangeUser(tenant, user));
}

function recipientBase(tenant: Tenant, recipient: Recipient): Record<string, WireValue> {
  const organization = tenant.store.organization.get();
  return {
    ...attributes(recipient.attributes),
    ...commonProperties(recipient, organization, "user"),
    ...(organization.activeDirectory && onPremises(recipient)),
    Alias: recipient.alias,
    DisplayName: recipient.displayName,
    EmailAddresses: recipient.emailAddresses,
    ExternalDirectoryObjectId: recipient.externalDirectoryObjectId ?? "",
    HiddenFromAddressListsEnabled: recipient.attributes.hiddenFromAddressListsEnabled === true,
    PrimarySmtpAddress: recipient.primarySmtpAddress,
    RecipientType: recipient.recipientType,
    RecipientTypeDetails: recipient.recipientTypeDetails,
    UserPrincipalName: recipient.userPrincipalName,
    WindowsEmailAddress: recipient.primarySmtpAddress,
    WindowsLiveID: recipient.userPrincipalName,
  };
}

/** On-premises a recipient shows where it lies. */
function onPremises(recipient: Recipient): Record<string, WireValue> {
  const identity = canonicalName(recipient.distinguishedName);
  return {
    OrganizationalUnit: identity.slice(0, -recipient.name.replaceAll("/", "\\/").length - 1),
    SamAccountName: samAccountName(recipient),
  };
}

function attributes(values: Readonly<Record<string, Json>>): Record<string, WireValue> {
  const wire = (value: Json): WireValue => {
    if (typeof value === "number") return integer(value);
    if (Array.isArray(value)) return value.map(String);
    return typeof value === "object" ? null : value;
  };
  return Object.fromEntries(Object.entries(pascalCase(values)).map(([name, value]) => [name, wire(value)]));
}
