import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";
import { groupsAroundAsSeen } from "./group-members";

/**
 * Whether a person opens another's mailbox by FullAccess, its own or a group's. Documented: a right to deny wins.
 * Later than the truth by the permission cache.
 */
export function hasFullAccess(tenant: Tenant, person: string, mailbox: Recipient): boolean {
  if (!tenant.behaviours.on("full-access-opens-mailboxes")) return false;
  const reader = "mailboxAccess";
  const seen = tenant.visibility.view("recipients", reader).find(({ guid }) => guid === mailbox.guid);
  const holders = new Set([person, ...groupsAroundAsSeen(tenant, person, reader)]);
  const rights = (seen?.permissions ?? []).filter(
    ({ user, accessRights }) => holders.has(user) && accessRights.includes("FullAccess"),
  );
  return rights.length > 0 && rights.every(({ deny }) => !deny);
}
