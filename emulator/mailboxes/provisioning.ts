import { isMailboxProvisioned, mailboxPlan, withMailboxProvisioned } from "../assigned-plans";
import { timestamp } from "../clock";
import type { Clock } from "../clock";
import type { DisconnectedMailbox, Recipient, User } from "../entities";
import type { Tenant } from "../tenant";
import { mailboxProperties, newExchangeUser, newMailbox, withoutMailbox } from "./exchange-users";

/** How long a deleted user and a disconnected mailbox are kept: 30 days. */
const retention = 30 * 24 * 60 * 60 * 1000;

/** What Entra and Exchange do by themselves as time passes. To be called whenever it may have passed. */
export function catchUp(tenant: Tenant): void {
  const { store } = tenant;
  const isDue = [lostMailboxes, expiredUsers, unknownUsers, usersWithoutTheirMailbox].some(
    (due) => due(tenant).length > 0,
  );
  if (!isDue) return;
  store.transaction(() => {
    for (const { guid } of lostMailboxes(tenant)) store.disconnectedMailboxes.remove(guid);
    for (const { id } of expiredUsers(tenant)) store.users.remove(id);
    for (const user of unknownUsers(tenant)) store.recipients.insert(newExchangeUser(tenant, user));
    for (const user of usersWithoutTheirMailbox(tenant)) provide(tenant, user);
  });
}

/** Takes a mailbox out of service. It stays for 30 days; where its user is purged, it goes at once. */
export function disconnect(
  { store, clock }: Tenant,
  mailbox: Recipient,
  disconnectedBy: DisconnectedMailbox["disconnectedBy"],
): void {
  if (disconnectedBy === "user") store.recipients.remove(mailbox.guid);
  else store.recipients.update(mailbox.guid, { ...withoutMailbox, whenChanged: timestamp(clock) });
  store.disconnectedMailboxes.insert({
    guid: mailbox.guid,
    recipient: mailbox,
    disconnectedBy,
    whenDisconnected: timestamp(clock),
  });
}

/** Puts a disconnected mailbox back to where it was; where its user has gone with it, the user too. */
export function reconnect({ store, clock }: Tenant, { guid, recipient }: DisconnectedMailbox): Recipient {
  store.disconnectedMailboxes.remove(guid);
  const whenChanged = timestamp(clock);
  return store.recipients.get(guid)
    ? store.recipients.update(guid, { ...mailboxProperties(recipient), whenChanged })
    : store.recipients.insert({ ...recipient, whenChanged });
}

/** Writes a mailbox's addresses back to its user. */
export function publishAddresses({ store }: Tenant, userId: string, mailbox: Recipient): void {
  store.users.update(userId, { mail: mailbox.primarySmtpAddress, proxyAddresses: mailbox.emailAddresses });
}

/** Leaves to others the addresses (in lower case) that they have taken while the user's mailbox was away. */
export function giveUpAddresses({ store }: Tenant, user: User, taken: readonly string[]): void {
  const kept = disconnectedMailboxOf({ store }, user.id);
  if (!kept || taken.length === 0) return;
  const free = kept.recipient.emailAddresses.filter((address) => !taken.includes(address.toLowerCase()));
  const isPrimaryFree = free.some((address) => address.startsWith("SMTP:"));
  const addresses = isPrimaryFree
    ? { emailAddresses: free }
    : {
        primarySmtpAddress: user.userPrincipalName,
        emailAddresses: [`SMTP:${user.userPrincipalName}`, ...free],
      };
  store.disconnectedMailboxes.update(kept.guid, { recipient: { ...kept.recipient, ...addresses } });
}

/** Exchange's object for a user, with a mailbox or without one. */
export function exchangeUserOf({ store }: Pick<Tenant, "store">, userId: string): Recipient | undefined {
  return store.recipients.find((each) => each.externalDirectoryObjectId === userId);
}

export function disconnectedMailboxOf(
  { store }: Pick<Tenant, "store">,
  userId: string,
): DisconnectedMailbox | undefined {
  return store.disconnectedMailboxes.find(({ recipient }) => recipient.externalDirectoryObjectId === userId);
}

function lostMailboxes({ store, clock }: Tenant): DisconnectedMailbox[] {
  return store.disconnectedMailboxes.filter((each) => isOver(clock, each.whenDisconnected));
}

function expiredUsers({ store, clock }: Tenant): User[] {
  return store.users.filter((user) => user.deletedDateTime !== null && isOver(clock, user.deletedDateTime));
}

function isOver(clock: Clock, since: string): boolean {
  return clock.now() - Date.parse(since) >= retention;
}

/** Those whose licence is old enough, and whom Exchange knows of. */
function usersWithoutTheirMailbox(tenant: Tenant): User[] {
  const { milliseconds } = tenant.faults.settings.mailboxProvisioning;
  const delay = tenant.behaviours.on("mailbox-takes-its-time") ? milliseconds : 0;
  const due = tenant.store.users.filter((user) => {
    const since = mailboxPlan(user)?.assignedDateTime;
    if (since === undefined || user.deletedDateTime !== null || isMailboxProvisioned(user)) return false;
    return tenant.clock.now() - Date.parse(since) >= delay;
  });
  return due.filter(({ id }) => exchangeUserOf(tenant, id) !== undefined);
}

/** Those whom Exchange hears of only now. */
function unknownUsers(tenant: Tenant): User[] {
  const { store, behaviours, visibility } = tenant;
  const known = new Set(store.recipients.all().map((each) => each.externalDirectoryObjectId));
  const unknown = store.users.filter(({ id, deletedDateTime }) => deletedDateTime === null && !known.has(id));
  if (unknown.length === 0) return [];
  const reader = behaviours.on("exchange-learns-late") ? "dualWrite" : "truth";
  const heard = new Set(visibility.view("users", reader).map(({ id }) => id));
  return unknown.filter(({ id }) => heard.has(id));
}

/** A returning licence finds the mailbox that it left; one for a shared mailbox finds that. */
function provide(tenant: Tenant, user: User): void {
  const { store } = tenant;
  const known = exchangeUserOf(tenant, user.id);
  if (!known) return;
  const kept = disconnectedMailboxOf(tenant, user.id);
  const change = { ...newMailbox(tenant, user), whenChanged: timestamp(tenant.clock) };
  if (known.exchangeGuid === null && kept) reconnect(tenant, kept);
  else if (known.exchangeGuid === null) store.recipients.update(known.guid, change);
  store.users.update(user.id, { provisionedPlans: withMailboxProvisioned(user.provisionedPlans) });
  publishAddresses(tenant, user.id, store.recipients.get(known.guid) ?? known);
}
