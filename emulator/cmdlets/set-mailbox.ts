import { timestamp } from "../clock";
import { distinguishedName, parentOf } from "../distinguished-names";
import type { Json, Recipient, User } from "../entities";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { flag, text } from "./cmdlet";
import { invalidData, notPlayed } from "./cmdlet-error";
import { mailboxToChange } from "./mailbox-targets";
import { changedList } from "./multi-valued";
import { changedPolicy, onPremisesChanges, onPremisesParameters } from "./set-mailbox-on-premises";
import { checkName } from "./names";

export const setMailboxCmdlets: readonly Cmdlet[] = [
  {
    name: "Set-Mailbox",
    run: change,
    partial:
      "Names, alias, Type, Office, ResourceCapacity, MailTip, hiding and the custom attributes; on-premises the account and the addresses as well.",
  },
];

const listed = /^ExtensionCustomAttribute[1-5]$/;
const plain = /^(?:CustomAttribute(?:[1-9]|1[0-5])|Office|ResourceCapacity|SimpleDisplayName|MailTip)$/;
const own = new Set(["Identity", "DisplayName", "Name", "Alias", "Type", "HiddenFromAddressListsEnabled"]);
const common = new Set(["Confirm", "WhatIf", "Force", "DomainController", "IgnoreDefaultScope"]);

const types: Readonly<Record<string, string>> = {
  Regular: "UserMailbox",
  Room: "RoomMailbox",
  Equipment: "EquipmentMailbox",
  Shared: "SharedMailbox",
};

function change(invocation: Invocation): undefined {
  const { tenant, given } = invocation;
  const unknown = [...given].find((name) => !isPlayed(tenant, name));
  if (unknown !== undefined) throw notPlayed(`the parameter ${unknown} of Set-Mailbox`);
  const mailbox = mailboxToChange(invocation, "Set-Mailbox");
  const type = types[text(invocation, "Type") ?? ""];
  const alias = text(invocation, "Alias");
  tenant.store.recipients.update(mailbox.guid, {
    ...renamed(invocation, mailbox),
    ...(given.has("DisplayName") && { displayName: displayName(invocation) }),
    ...(alias !== undefined && { alias }),
    ...(tenant.mode === "onPremises" && onPremisesChanges(invocation, mailbox)),
    ...(type !== undefined && { recipientTypeDetails: type }),
    attributes: { ...changedAttributes(invocation, mailbox), ...changedPolicy(invocation, mailbox) },
    whenChanged: timestamp(tenant.clock),
  });
  writeBack(invocation, mailbox);
}

function isPlayed({ mode }: Tenant, name: string): boolean {
  const always = own.has(name) || common.has(name) || plain.test(name) || listed.test(name);
  return always || (mode === "onPremises" && onPremisesParameters.has(name));
}

export function displayName(invocation: Invocation): string {
  const name = text(invocation, "DisplayName") ?? "";
  if (name === "") throw invalidData("The value of property 'DisplayName' can't be empty.");
  return name;
}

export function renamed(invocation: Invocation, mailbox: Recipient): Partial<Recipient> {
  const name = text(invocation, "Name");
  if (name === undefined) return {};
  checkName(invocation.tenant, name);
  return { name, distinguishedName: distinguishedName(name, parentOf(mailbox.distinguishedName)) };
}

/** Null and the empty text take an attribute away. */
function changedAttributes(invocation: Invocation, { attributes }: Recipient): Recipient["attributes"] {
  const changed = new Map<string, Json>(Object.entries(attributes));
  const set = (parameter: string, value: Json) => {
    const attribute = parameter.charAt(0).toLowerCase() + parameter.slice(1);
    const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
    if (isEmpty) changed.delete(attribute);
    else changed.set(attribute, value);
  };
  for (const parameter of invocation.given) {
    const value = invocation.values[parameter];
    if (plain.test(parameter)) set(parameter, (value ?? null) as Json);
    if (listed.test(parameter)) {
      const current = changed.get(parameter.charAt(0).toLowerCase() + parameter.slice(1));
      set(
        parameter,
        changedList(value, [current ?? []].flat().map(String), (entry) => entry),
      );
    }
  }
  const hidden = flag(invocation, "HiddenFromAddressListsEnabled");
  if (hidden !== undefined) set("HiddenFromAddressListsEnabled", hidden || null);
  return Object.fromEntries(changed);
}

/** Entra keeps some of these properties too, and both sides have to say the same. */
function writeBack(invocation: Invocation, mailbox: Recipient): void {
  const { store } = invocation.tenant;
  const user = store.users.get(mailbox.externalDirectoryObjectId ?? "");
  if (!user) return;
  const { given } = invocation;
  const hidden = flag(invocation, "HiddenFromAddressListsEnabled");
  const patch: Partial<User> = {
    ...(given.has("DisplayName") && { displayName: displayName(invocation) }),
    ...(given.has("Office") && { officeLocation: text(invocation, "Office") ?? null }),
    ...(hidden !== undefined && { showInAddressList: !hidden }),
  };
  if (Object.keys(patch).length > 0) store.users.update(user.id, patch);
}
