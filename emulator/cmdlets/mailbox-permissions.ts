import { timestamp } from "../clock";
import type { MailboxPermission, Recipient } from "../entities";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { flag, isOn, text, texts } from "./cmdlet";
import { CmdletError, invalidOperation } from "./cmdlet-error";
import { one } from "./identity";
import { mailboxToChange } from "./mailbox-targets";
import { recipientKeys } from "./recipients-on-the-wire";
import { refuse } from "./recipients";
import { securityPrincipal } from "./security-principals";
import { wireObject } from "./wire";
import type { WireObject } from "./wire";

const partial = "Owner, GroupMailbox and what concerns soft-deleted mailboxes are refused.";

export const mailboxPermissionCmdlets: readonly Cmdlet[] = [
  { name: "Get-MailboxPermission", run: list, partial },
  { name: "Add-MailboxPermission", run: add, partial },
  { name: "Remove-MailboxPermission", run: remove, partial },
];

const notHere = ["Owner", "GroupMailbox", "SoftDeletedMailbox", "IncludeSoftDeletedUserPermissions"];

function list(invocation: Invocation): WireObject[] {
  refuse(invocation, notHere);
  const { tenant } = invocation;
  const mailboxes = invocation
    .view("recipients", "reads")
    .filter(({ exchangeGuid }) => exchangeGuid !== null);
  const mailbox = one(mailboxes, text(invocation, "Identity") ?? "", recipientKeys);
  const user = text(invocation, "User");
  const wanted = user === undefined ? undefined : securityPrincipal(invocation, user, "reads").guid;
  const found = (mailbox.permissions ?? [])
    .filter((permission) => wanted === undefined || permission.user === wanted)
    .map((permission) => onTheWire(tenant, mailbox, permission))
    .filter((shown) => shown !== undefined);
  return wanted === undefined ? [self(mailbox), ...found] : found;
}

function add(invocation: Invocation): WireObject[] {
  refuse(invocation, notHere);
  const { tenant } = invocation;
  const mailbox = mailboxToChange(invocation, "Add-MailboxPermission");
  const permission: MailboxPermission = {
    user: holder(invocation),
    accessRights: texts(invocation, "AccessRights") ?? [],
    deny: isOn(invocation, "Deny"),
    inheritanceType: text(invocation, "InheritanceType") ?? "All",
    autoMapping: flag(invocation, "AutoMapping") ?? true,
  };
  const current = mailbox.permissions ?? [];
  const same = current.find(({ user, deny }) => user === permission.user && deny === permission.deny);
  const isThere = permission.accessRights.every((right) => same?.accessRights.includes(right));
  if (same && isThere) {
    const message = `The appropriate access control entry is already present on the object '${mailbox.name}'.`;
    if (!tenant.behaviours.on("permission-again-warns")) throw invalidOperation(message);
    invocation.warn(message);
  }
  const accessRights = [...new Set([...(same?.accessRights ?? []), ...permission.accessRights])];
  const merged = { ...permission, accessRights };
  save(invocation, mailbox, [...current.filter((each) => each !== same), merged]);
  return [onTheWire(tenant, mailbox, permission) ?? self(mailbox)];
}

function remove(invocation: Invocation): undefined {
  refuse(invocation, notHere);
  const mailbox = mailboxToChange(invocation, "Remove-MailboxPermission");
  save(invocation, mailbox, remaining(invocation, mailbox));
}

/** What ResetDefault, ClearAutoMapping, or the removal of somebody's rights leaves. */
function remaining(
  invocation: Invocation,
  { name, permissions = [] }: Recipient,
): readonly MailboxPermission[] {
  if (isOn(invocation, "ResetDefault")) return [];
  if (isOn(invocation, "ClearAutoMapping"))
    return permissions.map((each) => ({ ...each, autoMapping: false }));
  const { guid } = securityPrincipal(invocation, text(invocation, "User") ?? "");
  const rights = texts(invocation, "AccessRights") ?? [];
  const entry = permissions.find(({ user, deny }) => user === guid && deny === isOn(invocation, "Deny"));
  const isThere = rights.some((right) => entry?.accessRights.includes(right));
  if (!isThere && invocation.tenant.behaviours.on("permission-removal-needs-entry")) throw noEntry(name);
  return permissions.flatMap((permission) => {
    if (permission !== entry) return [permission];
    const accessRights = permission.accessRights.filter((right) => !rights.includes(right));
    return accessRights.length === 0 ? [] : [{ ...permission, accessRights }];
  });
}

function noEntry(mailbox: string): CmdletError {
  return new CmdletError(
    "Microsoft.Exchange.Management.Tasks.ACENotFoundException",
    `The access control entry to be removed isn't present on the object '${mailbox}'.`,
  );
}

/** Documented: people and security groups; for IMAP and POP an application as well. */
function holder(invocation: Invocation): string {
  const { guid, kind, name } = securityPrincipal(invocation, text(invocation, "User") ?? "");
  if (kind !== "other") return guid;
  throw invalidOperation(`'${name}' can't hold a permission, because it is no security principal.`);
}

function save({ tenant }: Invocation, { guid }: Recipient, permissions: readonly MailboxPermission[]): void {
  tenant.store.recipients.update(guid, { permissions, whenChanged: timestamp(tenant.clock) });
}

/** Nothing for a permission whose holder is gone: by default those are not shown. */
function onTheWire(
  tenant: Tenant,
  mailbox: Recipient,
  permission: MailboxPermission,
): WireObject | undefined {
  const { store, behaviours } = tenant;
  const { user, accessRights, deny, inheritanceType } = permission;
  const recipient = store.recipients.get(user);
  const name = (recipient ?? store.roleGroups.get(user) ?? store.exchangeServicePrincipals.get(user))?.name;
  if (name === undefined) return undefined;
  const shown = behaviours.on("permission-user-is-upn") ? (recipient?.userPrincipalName ?? name) : name;
  return line(mailbox, shown, accessRights, deny, inheritanceType);
}

function self(mailbox: Recipient): WireObject {
  return line(mailbox, "NT AUTHORITY\\SELF", ["FullAccess", "ReadPermission"], false, "All");
}

function line(
  { name }: Recipient,
  user: string,
  accessRights: readonly string[],
  deny: boolean,
  inheritanceType: string,
): WireObject {
  return wireObject({
    Identity: name,
    User: user,
    AccessRights: accessRights,
    Deny: deny,
    InheritanceType: inheritanceType,
    IsInherited: false,
    IsValid: true,
    ObjectState: "Unchanged",
  });
}
