import { isMailboxProvisioned, mailboxPlan, withoutMailboxProvisioned } from "../assigned-plans";
import { timestamp } from "../clock";
import type { Change } from "../collection";
import type { Recipient, User } from "../entities";
import type { Tenant } from "../tenant";
import { synchronizedAttributes } from "./exchange-users";
import {
  catchUp,
  disconnect,
  disconnectedMailboxOf,
  exchangeUserOf,
  publishAddresses,
  reconnect,
} from "./provisioning";

/** Exchange's side of what happens to a user in Entra. */
export function followUser(tenant: Tenant, change: Change): void {
  const before = change.before as User | undefined;
  const after = change.after as User | undefined;
  if (!after) purge(tenant, change.key);
  else if (!isDeleted(after)) keepUp(tenant, before, after);
  else if (!isDeleted(before)) softDelete(tenant, after);
}

function keepUp(tenant: Tenant, before: User | undefined, after: User): void {
  if (isDeleted(before)) restore(tenant, after);
  const known = exchangeUserOf(tenant, after.id);
  if (known && before) synchronize(tenant, known, before, after);
  if (losesPlan(before, after)) unlicense(tenant, after, exchangeUserOf(tenant, after.id));
  catchUp(tenant);
}

function purge(tenant: Tenant, id: string): void {
  const known = exchangeUserOf(tenant, id);
  if (known) tenant.store.recipients.remove(known.guid);
  const kept = disconnectedMailboxOf(tenant, id);
  if (kept) tenant.store.disconnectedMailboxes.remove(kept.guid);
}

function softDelete(tenant: Tenant, { id }: User): void {
  const known = exchangeUserOf(tenant, id);
  if (!known) return;
  if (known.exchangeGuid === null) tenant.store.recipients.remove(known.guid);
  else if (tenant.behaviours.on("deleted-user-takes-mailbox")) disconnect(tenant, known, "user");
}

/** With its user a mailbox is back at once, whatever its licence says; a kind of mailbox may need none. */
function restore(tenant: Tenant, user: User): void {
  const kept = disconnectedMailboxOf(tenant, user.id);
  if (kept?.disconnectedBy !== "user") return;
  synchronizeNames(tenant, reconnect(tenant, kept), user);
}

function losesPlan(before: User | undefined, after: User): boolean {
  return mailboxPlan(before) !== undefined && mailboxPlan(after) === undefined;
}

/** Rooms, equipment and shared mailboxes need no licence. */
function unlicense(tenant: Tenant, user: User, known: Recipient | undefined): void {
  const isOwn = known?.recipientTypeDetails === "UserMailbox";
  if (known && !isOwn && known.exchangeGuid !== null) return;
  if (isOwn && tenant.behaviours.on("license-carries-mailbox")) disconnect(tenant, known, "license");
  if (isMailboxProvisioned(user)) {
    const provisionedPlans = withoutMailboxProvisioned(user.provisionedPlans);
    tenant.store.users.update(user.id, { provisionedPlans });
  }
}

function synchronize(tenant: Tenant, mailbox: Recipient, before: User, after: User): void {
  const attributes = synchronizedAttributes(mailbox.attributes, before, after);
  const isRenamed = before.userPrincipalName !== after.userPrincipalName;
  const isSame =
    !isRenamed &&
    before.displayName === after.displayName &&
    before.mailNickname === after.mailNickname &&
    JSON.stringify(attributes) === JSON.stringify(mailbox.attributes);
  if (isSame) return;
  tenant.store.recipients.update(mailbox.guid, {
    attributes,
    ...(before.displayName !== after.displayName && { displayName: after.displayName }),
    ...(before.mailNickname !== after.mailNickname && { alias: after.mailNickname }),
    whenChanged: timestamp(tenant.clock),
  });
  if (isRenamed) synchronizeNames(tenant, mailbox, after);
}

function synchronizeNames(tenant: Tenant, mailbox: Recipient, { id, userPrincipalName }: User): void {
  const isMoved = mailbox.exchangeGuid !== null && tenant.behaviours.on("upn-moves-primary-address");
  const addresses = isMoved ? withPrimaryAddress(mailbox, userPrincipalName) : {};
  tenant.store.recipients.update(mailbox.guid, { userPrincipalName, ...addresses });
  if (mailbox.exchangeGuid !== null) publishAddresses(tenant, id, { ...mailbox, ...addresses });
}

/** The old address stays as a secondary one, so that mail still arrives. */
function withPrimaryAddress(
  { emailAddresses }: Recipient,
  address: string,
): Pick<Recipient, "primarySmtpAddress" | "emailAddresses"> {
  const others = emailAddresses
    .filter((each) => each.toLowerCase() !== `smtp:${address.toLowerCase()}`)
    .map((each) => each.replace(/^SMTP:/, "smtp:"));
  return { primarySmtpAddress: address, emailAddresses: [`SMTP:${address}`, ...others] };
}

function isDeleted(user: User | undefined): boolean {
  return user !== undefined && user.deletedDateTime !== null;
}
