import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";

/** The Guids of role groups and security groups that a principal is in, directly or through other groups. */
export function groupsAround({ store }: Pick<Tenant, "store">, guid: string): readonly string[] {
  const found = new Set<string>();
  const securityGroups = store.recipients.filter(isSecurityGroup);
  const add = (inner: string) => {
    const id = directoryId({ store }, inner);
    const outer = [
      ...store.roleGroups.filter(({ members }) => members.includes(inner)),
      ...securityGroups.filter(
        (group) => id !== undefined && membersInDirectory({ store }, group).includes(id),
      ),
    ];
    for (const group of outer) {
      if (found.has(group.guid)) continue;
      found.add(group.guid);
      add(group.guid);
    }
  };
  add(guid);
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
