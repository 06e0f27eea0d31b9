import type { Group, Recipient, RoleGroup } from "../entities";
import type { Tenant } from "../tenant";
import type { Reader } from "../visibility";

/** The Guids of role groups and security groups that a principal is in, directly or through other groups. */
export function groupsAround({ store }: Pick<Tenant, "store">, guid: string): readonly string[] {
  const memberships = {
    recipients: store.recipients.all(),
    roleGroups: store.roleGroups.all(),
    groups: store.groups.all(),
  };
  return groupsIn(memberships, guid, directoryId({ store }, guid));
}

/** The same of a person, as a reader sees the memberships who is late. */
export function groupsAroundAsSeen({ visibility }: Tenant, guid: string, reader: Reader): readonly string[] {
  const recipients = visibility.view("recipients", reader);
  const person = recipients.find((each) => each.guid === guid);
  const memberships = {
    recipients,
    roleGroups: visibility.view("roleGroups", reader),
    groups: visibility.view("groups", reader),
  };
  return groupsIn(memberships, guid, person && idInDirectory(person));
}

interface Memberships {
  readonly recipients: readonly Recipient[];
  readonly roleGroups: readonly RoleGroup[];
  readonly groups: readonly Group[];
}

function groupsIn({ recipients, roleGroups, groups }: Memberships, guid: string, id?: string): string[] {
  const found = new Set<string>();
  const membersById = new Map(groups.map((group) => [group.id, group.members]));
  const securityGroups = recipients.filter(isSecurityGroup);
  const add = (inner: string, innerId: string | undefined) => {
    const outer = securityGroups.filter(
      (group) => innerId !== undefined && membersById.get(idInDirectory(group))?.includes(innerId),
    );
    for (const group of roleGroups.filter(({ members }) => members.includes(inner))) join(group.guid);
    for (const group of outer) join(group.guid, idInDirectory(group));
  };
  const join = (group: string, groupId?: string) => {
    if (found.has(group)) return;
    found.add(group);
    add(group, groupId);
  };
  add(guid, id);
  return [...found];
}

/** The people with a mailbox that a principal stands for: itself, or a group's members and their members. */
export function usersBehind({ store }: Pick<Tenant, "store">, guid: string): readonly Recipient[] {
  const seen = new Set<string>();
  const users = new Set<Recipient>();
  const add = (each: string) => {
    if (seen.has(each)) return;
    seen.add(each);
    const recipient = store.recipients.get(each);
    if (recipient?.userPrincipalName) users.add(recipient);
    for (const member of store.roleGroups.get(each)?.members ?? []) add(member);
    if (!recipient || !isSecurityGroup(recipient)) return;
    for (const id of membersInDirectory({ store }, recipient)) {
      const member = store.recipients.find((each) => idInDirectory(each) === id);
      if (member) add(member.guid);
    }
  };
  add(guid);
  return [...users];
}

/** The id by which the directory's groups know a recipient: Entra's online, Active Directory's on-premises. */
export function idInDirectory({ externalDirectoryObjectId, guid }: Recipient): string {
  return externalDirectoryObjectId ?? guid;
}

function isSecurityGroup({ recipientTypeDetails }: Recipient): boolean {
  return ["MailUniversalSecurityGroup", "UniversalSecurityGroup"].includes(recipientTypeDetails);
}

function membersInDirectory({ store }: Pick<Tenant, "store">, group: Recipient): readonly string[] {
  return store.groups.get(idInDirectory(group))?.members ?? [];
}

function directoryId({ store }: Pick<Tenant, "store">, guid: string): string | undefined {
  const recipient = store.recipients.get(guid);
  return recipient ? idInDirectory(recipient) : store.exchangeServicePrincipals.get(guid)?.objectId;
}
