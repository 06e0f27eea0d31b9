import { mayChange } from "../access/write-scopes";
import {
  derivedSamAccountName,
  freeLogonName,
  freeUserPrincipalName,
  newSid,
} from "../active-directory/accounts";
import { samAccountName } from "../active-directory/names";
import { checkPassword } from "../active-directory/passwords";
import { timestamp } from "../clock";
import { distinguishedName } from "../distinguished-names";
import type { Json, Recipient } from "../entities";
import { newGuid } from "../guids";
import type { Cmdlet, Invocation } from "./cmdlet";
import { flag, isOn, text } from "./cmdlet";
import { invalidArgument, invalidData, notPlayed } from "./cmdlet-error";
import { checkAlias, derivedAlias, givenAddress, policyAddresses } from "./mail-addresses";
import { mailboxDatabase } from "./mailbox-databases";
import { outOfScope } from "./mailbox-targets";
import { recipientRootName } from "./management-scope-filter";
import { checkName } from "./names";
import { mailboxOnTheWire } from "./recipients-on-the-wire";
import type { WireObject } from "./wire";

export const newMailboxCmdlets: readonly Cmdlet[] = [
  {
    name: "New-Mailbox",
    run: create,
    only: "onPremises",
    partial:
      "Mailboxes of users, rooms, equipment and teams; linked, archive and system mailboxes, moderation and policies are refused.",
  },
];

const played = new Set([
  ...["Name", "Alias", "DisplayName", "FirstName", "LastName", "Initials", "Office", "Phone"],
  ...["Password", "UserPrincipalName", "SamAccountName", "OrganizationalUnit", "Database"],
  ...["ResetPasswordOnNextLogon", "RemotePowerShellEnabled", "AccountDisabled", "PrimarySmtpAddress"],
  ...["Room", "Equipment", "Shared", "EnableRoomMailboxAccount", "RoomMailboxPassword", "ResourceCapacity"],
  ...["Confirm", "WhatIf", "Force", "DomainController"],
]);

function create(invocation: Invocation): WireObject[] {
  const { tenant, given } = invocation;
  const unknown = [...given].find((name) => !played.has(name));
  if (unknown !== undefined) throw notPlayed(`the parameter ${unknown} of New-Mailbox`);
  const mailbox = mailboxEntity(invocation);
  const password = passwordOf(invocation, mailbox);
  tenant.store.recipients.insert(mailbox);
  tenant.store.accounts.insert({
    guid: mailbox.guid,
    sid: newSid(tenant),
    password,
    enabled: isEnabled(invocation),
    mustChangePassword:
      flag(invocation, "ResetPasswordOnNextLogon") ?? !tenant.behaviours.on("reset-password-off-by-default"),
    remotePowerShellEnabled: flag(invocation, "RemotePowerShellEnabled") ?? true,
  });
  if (!mayChange(tenant, invocation.executor.roleGroups, "New-Mailbox", mailbox)) throw outOfScope(mailbox);
  return [mailboxOnTheWire(tenant, mailbox)];
}

function mailboxEntity(invocation: Invocation): Recipient {
  const { tenant } = invocation;
  const name = checkName(tenant, text(invocation, "Name") ?? "");
  const unit = text(invocation, "OrganizationalUnit");
  const alias = aliasOf(invocation, name);
  const { forest = "" } = tenant.store.organization.get().activeDirectory ?? {};
  const userPrincipalName = freeUserPrincipalName(
    tenant,
    text(invocation, "UserPrincipalName") ?? `${alias.replaceAll("?", "")}@${forest}`,
  );
  const sam = text(invocation, "SamAccountName") ?? derivedSamAccountName(tenant, userPrincipalName);
  const address = text(invocation, "PrimarySmtpAddress");
  const addresses = address === undefined ? policyAddresses(tenant, alias) : givenAddress(tenant, address);
  const now = timestamp(tenant.clock);
  return {
    guid: newGuid(),
    exchangeGuid: newGuid(),
    externalDirectoryObjectId: null,
    name,
    displayName: text(invocation, "DisplayName") ?? name,
    distinguishedName: distinguishedName(name, recipientRootName(tenant, unit ?? "Users")),
    logonName: freeLogonName(tenant, sam),
    userPrincipalName,
    alias,
    ...addresses,
    recipientType: "UserMailbox",
    recipientTypeDetails: kindOf(invocation),
    database: mailboxDatabase(tenant, text(invocation, "Database")),
    attributes: attributesOf(invocation, address === undefined),
    whenCreated: now,
    whenChanged: now,
  };
}

/** Documented: without Alias it is the start of the UPN where there is a person, and of the name elsewhere. */
function aliasOf(invocation: Invocation, name: string): string {
  const { tenant } = invocation;
  const given = text(invocation, "Alias");
  if (given !== undefined) return checkAlias(tenant, given);
  const isPerson = kindOf(invocation) === "UserMailbox";
  const userPrincipalName = isPerson ? text(invocation, "UserPrincipalName") : undefined;
  return derivedAlias(tenant, userPrincipalName?.replace(/@.*$/s, "") ?? name);
}

function kindOf(invocation: Invocation): string {
  if (isOn(invocation, "Room")) return "RoomMailbox";
  if (isOn(invocation, "Equipment")) return "EquipmentMailbox";
  return isOn(invocation, "Shared") ? "SharedMailbox" : "UserMailbox";
}

/** Documented: the accounts of rooms, equipment and shared mailboxes are disabled; a room's can be enabled. */
function isEnabled(invocation: Invocation): boolean {
  if (kindOf(invocation) === "UserMailbox") return !isOn(invocation, "AccountDisabled");
  return flag(invocation, "EnableRoomMailboxAccount") === true;
}

function passwordOf(invocation: Invocation, mailbox: Recipient): string | null {
  const isRoomAccount = flag(invocation, "EnableRoomMailboxAccount") === true;
  const parameter = isRoomAccount ? "RoomMailboxPassword" : "Password";
  const password = text(invocation, parameter);
  if (isRoomAccount && password === undefined) {
    throw invalidArgument("RoomMailboxPassword has to be given with EnableRoomMailboxAccount.");
  }
  if (password === undefined) return null;
  if (password === "") throw invalidData("A password can't be empty.");
  const person = { samAccountName: samAccountName(mailbox), displayName: mailbox.displayName };
  return checkPassword(invocation.tenant, password, person);
}

function attributesOf(invocation: Invocation, followsPolicy: boolean): Recipient["attributes"] {
  const given: Record<string, Json | undefined> = {
    firstName: text(invocation, "FirstName"),
    initials: text(invocation, "Initials"),
    lastName: text(invocation, "LastName"),
    office: text(invocation, "Office"),
    phone: text(invocation, "Phone"),
    resourceCapacity: invocation.values.ResourceCapacity as Json | undefined,
  };
  const set = Object.entries(given).filter((entry): entry is [string, Json] => entry[1] != null);
  return { ...Object.fromEntries(set), emailAddressPolicyEnabled: followsPolicy };
}
