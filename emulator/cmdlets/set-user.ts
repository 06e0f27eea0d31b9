import { timestamp } from "../clock";
import type { Json, Recipient } from "../entities";
import { changeAccount, changedLogonNames } from "./account-changes";
import type { Cmdlet, Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { notPlayed } from "./cmdlet-error";
import { userToChange } from "./mailbox-targets";
import { displayName, renamed } from "./set-mailbox";

export const setUserCmdlets: readonly Cmdlet[] = [
  {
    name: "Set-User",
    run: change,
    only: "onPremises",
    partial:
      "Names, logon names, the password's change, PowerShell, and what the address book says of a person.",
  },
];

/** What the address book says of a person. */
const attributes = new Set([
  ...["FirstName", "Initials", "LastName", "Title", "Department", "Company", "Office", "Notes", "WebPage"],
  ...["Phone", "MobilePhone", "HomePhone", "Fax", "Pager", "AssistantName", "SimpleDisplayName"],
  ...["StreetAddress", "City", "StateOrProvince", "PostalCode", "CountryOrRegion"],
]);

const others = new Set([
  ...["Identity", "Name", "DisplayName", "SamAccountName", "UserPrincipalName"],
  ...["ResetPasswordOnNextLogon", "RemotePowerShellEnabled"],
  ...["Confirm", "WhatIf", "Force", "DomainController", "IgnoreDefaultScope"],
]);

function change(invocation: Invocation): undefined {
  const { tenant, given } = invocation;
  const unknown = [...given].find((name) => !attributes.has(name) && !others.has(name));
  if (unknown !== undefined) throw notPlayed(`the parameter ${unknown} of Set-User`);
  const user = userToChange(invocation, "Set-User");
  const changed = tenant.store.recipients.update(user.guid, {
    ...renamed(invocation, user),
    ...changedLogonNames(invocation, user),
    ...(given.has("DisplayName") && { displayName: displayName(invocation) }),
    attributes: changedAttributes(invocation, user),
    whenChanged: timestamp(tenant.clock),
  });
  changeAccount(invocation, changed);
}

/** Null and the empty text take an attribute away. */
function changedAttributes(invocation: Invocation, user: Recipient): Recipient["attributes"] {
  const changed = new Map<string, Json>(Object.entries(user.attributes));
  for (const parameter of attributes) {
    if (!invocation.given.has(parameter)) continue;
    const name = parameter.charAt(0).toLowerCase() + parameter.slice(1);
    const value = text(invocation, parameter) ?? "";
    if (value === "") changed.delete(name);
    else changed.set(name, value);
  }
  return Object.fromEntries(changed);
}
