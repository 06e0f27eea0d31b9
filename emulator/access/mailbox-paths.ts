import type { MailboxPermission, Recipient } from "../entities";
import type { Tenant } from "../tenant";
import { applicationGrants } from "./application-access";
import { usersBehind } from "./group-members";
import { impersonationAssignments, impersonationReaches } from "./impersonation";

/** A way by which somebody reaches a mailbox. */
export interface MailboxPath {
  readonly principal: {
    readonly kind: "user" | "application";
    /** The id in Entra. */
    readonly id: string;
    readonly name: string;
  };
  readonly by: "owner" | "fullAccess" | "impersonation" | "consent" | "applicationRole";
  /** The group, the role assignment or the permission that it comes from; null for an owner or a person's own right. */
  readonly through: string | null;
}

/**
 * Everybody who reaches a mailbox, by every way: people as delegates or by impersonation, applications by consent
 * in Entra or by a role in Exchange. A person's FullAccess gives nothing to an application.
 */
export function mailboxPaths(tenant: Tenant, mailbox: Recipient): readonly MailboxPath[] {
  return [
    ...owner(tenant, mailbox),
    ...fullAccess(tenant, mailbox),
    ...impersonation(tenant, mailbox),
    ...consents(tenant),
    ...applicationRoles(tenant, mailbox),
  ];
}

/** Whether a person opens the mailbox, as themselves or with a client that impersonates. */
export function opensForUser(tenant: Tenant, userId: string, mailbox: Recipient): boolean {
  return mailboxPaths(tenant, mailbox).some(
    ({ principal: { kind, id } }) => kind === "user" && id === userId,
  );
}

/** Nobody signs in as a room or a shared mailbox: their accounts are disabled. */
function owner({ store }: Tenant, mailbox: Recipient): MailboxPath[] {
  const user = store.users.get(mailbox.externalDirectoryObjectId ?? "");
  if (!user?.accountEnabled || user.deletedDateTime !== null) return [];
  return [{ principal: person(mailbox), by: "owner", through: null }];
}

/** Documented: a right to deny wins over one to allow, and members of a group have what the group has. */
function fullAccess(tenant: Tenant, mailbox: Recipient): MailboxPath[] {
  if (!tenant.behaviours.on("full-access-opens-mailboxes")) return [];
  const full = (mailbox.permissions ?? []).filter(({ accessRights }) => accessRights.includes("FullAccess"));
  const holders = (deny: boolean) =>
    full.filter((each) => each.deny === deny).flatMap((each) => holdersOf(tenant, each));
  const denied = new Set(holders(true).map(({ principal }) => principal.id));
  return holders(false).filter(({ principal }) => !denied.has(principal.id));
}

function holdersOf({ store }: Tenant, { user }: MailboxPermission): MailboxPath[] {
  const application = store.exchangeServicePrincipals.get(user);
  if (application) {
    // Documented: this is what IMAP and POP ask for. Graph does not.
    const { objectId: id, displayName: name } = application;
    return [{ principal: { kind: "application", id, name }, by: "fullAccess", through: null }];
  }
  return usersBehind({ store }, user).map((holder) => ({
    principal: person(holder),
    by: "fullAccess",
    through: holder.guid === user ? null : (store.recipients.get(user)?.name ?? user),
  }));
}

/** Only where the role exists. */
function impersonation(tenant: Tenant, mailbox: Recipient): MailboxPath[] {
  const scopes = tenant.store.managementScopes.all();
  return impersonationAssignments(tenant, "truth").flatMap((assignment) =>
    usersBehind(tenant, assignment.roleAssignee)
      .filter(({ guid }) => impersonationReaches(tenant, assignment, guid, mailbox, scopes))
      .map((user): MailboxPath => ({
        principal: person(user),
        by: "impersonation",
        through: assignment.name,
      })),
  );
}

function consents({ store, behaviours }: Tenant): MailboxPath[] {
  if (!behaviours.on("consents-open-every-mailbox")) return [];
  return store.appRoleAssignments.all().flatMap(({ appRoleId, principalId, resourceId }): MailboxPath[] => {
    const roles = store.servicePrincipals.get(resourceId)?.appRoles ?? [];
    const permission = roles.find(({ id }) => id === appRoleId)?.value ?? "";
    const application = store.servicePrincipals.get(principalId);
    if (!application || !reachesMailboxes.test(permission)) return [];
    const { id, displayName: name } = application;
    return [{ principal: { kind: "application", id, name }, by: "consent", through: permission }];
  });
}

const reachesMailboxes =
  /^(?:Mail|Mail-Advanced|Mailbox[A-Za-z]*|MailTips|Calendars|Contacts|EWS)\.|^full_access_as_app$/;

function applicationRoles(tenant: Tenant, mailbox: Recipient): MailboxPath[] {
  if (!tenant.behaviours.on("grants-open-mailboxes")) return [];
  return tenant.store.exchangeServicePrincipals.all().flatMap((pointer) =>
    applicationGrants(tenant, pointer, "mailboxAccess")
      .filter((grant) => grant.reaches(mailbox))
      .map(({ assignment }): MailboxPath => ({
        principal: { kind: "application", id: pointer.objectId, name: pointer.displayName },
        by: "applicationRole",
        through: assignment.name,
      })),
  );
}

function person({ externalDirectoryObjectId, guid, displayName }: Recipient): MailboxPath["principal"] {
  return { kind: "user", id: externalDirectoryObjectId ?? guid, name: displayName };
}
