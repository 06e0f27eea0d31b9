import { accountOf } from "../active-directory/accounts";
import { timestamp } from "../clock";
import { canonicalName } from "../distinguished-names";
import type { Recipient } from "../entities";
import { newGuid } from "../guids";
import { mailboxProperties } from "../mailboxes/exchange-users";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { isOn, text } from "./cmdlet";
import { CmdletError, notPlayed } from "./cmdlet-error";
import { checkAlias, derivedAlias, givenAddress, policyAddresses } from "./mail-addresses";
import { mailboxDatabase } from "./mailbox-databases";
import { userToChange } from "./mailbox-targets";
import { mailboxOnTheWire } from "./recipients-on-the-wire";
import type { WireObject } from "./wire";

export const enableMailboxCmdlets: readonly Cmdlet[] = [
  {
    name: "Enable-Mailbox",
    run: enable,
    only: "onPremises",
    partial:
      "Mailboxes of users, rooms, equipment and teams; linked, archive and system mailboxes and policies are refused.",
  },
];

const played = new Set([
  ...["Identity", "Alias", "DisplayName", "PrimarySmtpAddress", "Database", "Room", "Equipment", "Shared"],
  ...["Confirm", "WhatIf", "Force", "DomainController"],
]);

const kinds = { Room: "RoomMailbox", Equipment: "EquipmentMailbox", Shared: "SharedMailbox" } as const;

function enable(invocation: Invocation): WireObject[] {
  const { tenant, given } = invocation;
  const unknown = [...given].find((name) => !played.has(name));
  if (unknown !== undefined) throw notPlayed(`the parameter ${unknown} of Enable-Mailbox`);
  const user = userToChange(invocation, "Enable-Mailbox");
  if (user.exchangeGuid !== null) throw alreadyEnabled(tenant, user);
  const kind = Object.entries(kinds).find(([parameter]) => isOn(invocation, parameter))?.[1] ?? "UserMailbox";
  requireFittingAccount(tenant, user, kind === "UserMailbox");
  const kept = tenant.store.disconnectedMailboxes.find(({ recipient }) => recipient.guid === user.guid);
  const mailbox = tenant.store.recipients.update(user.guid, {
    ...newMailbox(invocation, user),
    recipientType: "UserMailbox",
    recipientTypeDetails: kind,
    ...(kept && !tenant.behaviours.on("enable-makes-new-mailbox") && mailboxProperties(kept.recipient)),
    whenChanged: timestamp(tenant.clock),
  });
  return [mailboxOnTheWire(tenant, mailbox)];
}

/** Documented: without Alias it is the start of the UPN. */
function newMailbox(invocation: Invocation, user: Recipient): Partial<Recipient> {
  const { tenant } = invocation;
  const given = text(invocation, "Alias");
  const address = text(invocation, "PrimarySmtpAddress");
  const alias =
    given === undefined
      ? derivedAlias(tenant, user.userPrincipalName?.replace(/@.*$/s, "") ?? user.name)
      : checkAlias(tenant, given, user);
  return {
    exchangeGuid: newGuid(),
    alias,
    displayName: text(invocation, "DisplayName") ?? (user.displayName || user.name),
    ...(address === undefined ? policyAddresses(tenant, alias, user) : givenAddress(tenant, address, user)),
    database: mailboxDatabase(tenant, text(invocation, "Database")),
    attributes: { ...user.attributes, emailAddressPolicyEnabled: address === undefined },
  };
}

function alreadyEnabled({ behaviours }: Tenant, user: Recipient): CmdletError {
  const identity = canonicalName(user.distinguishedName);
  return behaviours.on("enable-mailbox-again")
    ? wrongType(identity, "UserMailbox")
    : new CmdletError("System.InvalidOperationException", `The user '${identity}' has a mailbox already.`);
}

/** A person's mailbox is for an account that can log on, the others for one that cannot. */
function requireFittingAccount(tenant: Tenant, user: Recipient, isPerson: boolean): void {
  const isEnabled = accountOf(tenant, user)?.enabled === true;
  if (isEnabled === isPerson || !tenant.behaviours.on("mailbox-fits-account")) return;
  throw wrongType(canonicalName(user.distinguishedName), isEnabled ? "User" : "DisabledUser");
}

function wrongType(identity: string, type: string): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Configuration.Tasks.RecipientTaskException",
    `This task doesn't support recipients of this type: '${identity}' is of type ${type}.`,
  );
}
