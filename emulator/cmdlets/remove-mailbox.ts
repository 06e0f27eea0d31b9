import { accountOf } from "../active-directory/accounts";
import { timestamp } from "../clock";
import type { Recipient } from "../entities";
import { withoutMailbox } from "../mailboxes/exchange-users";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { isOn, text } from "./cmdlet";
import { notFound } from "./cmdlet-error";
import { mailboxDatabase } from "./mailbox-databases";
import { mailboxToChange } from "./mailbox-targets";
import { refuse } from "./recipients";

export const removeMailboxCmdlets: readonly Cmdlet[] = [
  {
    name: "Disable-Mailbox",
    run: disable,
    only: "onPremises",
    partial: "Archives and system mailboxes are refused.",
  },
  {
    name: "Remove-Mailbox",
    run: remove,
    only: "onPremises",
    partial: "System mailboxes are refused.",
  },
];

const systemMailboxes = [
  ...["Arbitration", "AuditLog", "AuxAuditLog", "Migration", "PublicFolder", "SupervisoryReviewPolicy"],
  ...["Archive", "RemoteArchive"],
];

/** Documented: the user stays, and what Exchange had written to it is taken away. */
function disable(invocation: Invocation): undefined {
  refuse(invocation, systemMailboxes);
  const { tenant } = invocation;
  const mailbox = mailboxToChange(invocation, "Disable-Mailbox");
  keep(tenant, mailbox, "cmdlet");
  tenant.store.recipients.update(mailbox.guid, {
    ...withoutMailbox,
    recipientTypeDetails: accountOf(tenant, mailbox)?.enabled === false ? "DisabledUser" : "User",
    alias: "",
    database: null,
    permissions: [],
    attributes: Object.fromEntries(
      Object.entries(mailbox.attributes).filter(([name]) => !ofExchange.test(name)),
    ),
    whenChanged: timestamp(tenant.clock),
  });
}

/** What Exchange's part of the directory's schema holds of a user. */
const ofExchange =
  /^(?:custom|extensionCustom)Attribute|^(?:hiddenFrom|resource|mailTip|emailAddressPolicy|simpleDisplayName)/;

/** Documented: the account goes with the mailbox, which stays in its database for some time unless Permanent. */
function remove(invocation: Invocation): undefined {
  refuse(invocation, systemMailboxes);
  const { tenant } = invocation;
  const stored = text(invocation, "StoreMailboxIdentity");
  if (stored !== undefined) {
    purgeStored(invocation, stored);
    return;
  }
  const mailbox = mailboxToChange(invocation, "Remove-Mailbox");
  if (!isOn(invocation, "Permanent")) keep(tenant, mailbox, "user");
  tenant.store.recipients.remove(mailbox.guid);
  tenant.store.accounts.remove(mailbox.guid);
  unlink(tenant, mailbox.guid);
  if (isOn(invocation, "Permanent")) removeItems(tenant, mailbox.exchangeGuid);
}

/** Active Directory takes what it deletes out of every group, and out of every group's managers. */
function unlink({ store, behaviours }: Tenant, guid: string): void {
  const others = (guids: readonly string[]) => guids.filter((one) => one !== guid);
  for (const { id, members } of store.groups.filter((group) => group.members.includes(guid))) {
    store.groups.update(id, { members: others(members) });
  }
  for (const group of store.roleGroups.all()) {
    if (![...group.members, ...group.managedBy].includes(guid)) continue;
    const { members, managedBy } = group;
    store.roleGroups.update(group.guid, { members: others(members), managedBy: others(managedBy) });
  }
  if (behaviours.on("assignment-outlives-user")) return;
  for (const assignment of store.roleAssignments.filter(({ roleAssignee }) => roleAssignee === guid)) {
    store.roleAssignments.remove(assignment.guid);
  }
}

function keep({ store, clock }: Tenant, mailbox: Recipient, disconnectedBy: "cmdlet" | "user"): void {
  store.disconnectedMailboxes.insert({
    guid: mailbox.exchangeGuid ?? mailbox.guid,
    recipient: mailbox,
    disconnectedBy,
    whenDisconnected: timestamp(clock),
  });
}

/** A mailbox that is in its database alone. */
function purgeStored(invocation: Invocation, identity: string): void {
  const { tenant } = invocation;
  mailboxDatabase(tenant, text(invocation, "Database"));
  const wanted = identity.replace(/^\{(.*)\}$/s, "$1").toLowerCase();
  if (!tenant.store.disconnectedMailboxes.remove(wanted)) throw notFound(identity);
  removeItems(tenant, wanted);
}

function removeItems({ store }: Tenant, exchangeGuid: string | null): void {
  for (const { id } of store.calendarItems.filter(({ mailbox }) => mailbox === exchangeGuid)) {
    store.calendarItems.remove(id);
  }
}
