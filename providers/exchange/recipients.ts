import type { Clock } from "../connection/clock";
import type { Deployment } from "../connection/deployment";
import { isServiceError, ServiceError } from "../connection/errors";
import { guidOf, optionalText } from "./records";
import { listings } from "./listing";
import { parseMember, type RoleGroupMember } from "./role-groups";
import type { Transport } from "./transport";

/** Somebody or some group in the directory, with every word that Exchange may use for it, in lower case. */
export interface DirectoryObject {
  guid: string;
  userPrincipalName: string | undefined;
  identities: string[];
}

export interface Recipients {
  /** The group that `identity` names, or `undefined` if there is none, or if it names several. */
  group(identity: string): Promise<DirectoryObject | undefined>;
  /** The user that `identity` names, with or without a mailbox. */
  user(identity: string): Promise<DirectoryObject | undefined>;
  /** As `group`, and security groups without an address as well, which count on-premises. */
  securityGroup(identity: string): Promise<DirectoryObject | undefined>;
  /** The direct members of a group that is no role group. On-premises it, and groups in it, need no address. */
  membersOf(group: string, deployment: Deployment, isFresh: boolean): Promise<RoleGroupMember[]>;
}

/** Each identity is asked for once per process. */
export function recipients(transport: Transport, clock: Clock): Recipients {
  const asked = new Map<string, Promise<DirectoryObject | undefined>>();
  const once = (cmdlet: string, identity: string): Promise<DirectoryObject | undefined> => {
    const key = `${cmdlet} ${identity.toLowerCase()}`;
    const known = asked.get(key);
    if (known) return known;
    // What is not there yet may be there when it is asked for again.
    const answer = find(transport, cmdlet, identity).finally(() => {
      answer.then(
        (found) => found ?? asked.delete(key),
        () => asked.delete(key),
      );
    });
    asked.set(key, answer);
    return answer;
  };
  const members = {
    online: listings(clock, (group) => membersOf(transport, group, ["Get-Recipient"])),
    onPremises: listings(clock, (group) => membersOf(transport, group, ["Get-Recipient", "Get-Group"])),
  };
  return {
    group: (identity) => once("Get-Recipient", identity),
    user: (identity) => once("Get-User", identity),
    securityGroup: async (identity) =>
      (await once("Get-Recipient", identity)) ?? (await once("Get-Group", identity)),
    membersOf: (group, deployment, isFresh) => members[deployment].of(group, isFresh),
  };
}

/** No cmdlet lists the members of every group: recipients, users and groups are asked who is in it. */
async function membersOf(
  transport: Transport,
  group: string,
  kinds: readonly string[],
): Promise<RoleGroupMember[]> {
  for (const cmdlet of kinds) {
    const name = await distinguishedName(transport, cmdlet, group);
    if (name === undefined) continue;
    const inGroup = { Filter: `MemberOfGroup -eq '${name.replaceAll("'", "''")}'` };
    const lists = await Promise.all(
      ["Get-User", ...kinds].map(async (list) =>
        (await transport.invoke(list, inGroup)).records.map((record) => parseMember(record, list)),
      ),
    );
    return [...new Map(lists.flat().map((member) => [member.guid, member])).values()];
  }
  throw new ServiceError({
    kind: "notFound",
    operation: kinds.join(", "),
    said: `there is no group "${group}"`,
  });
}

async function distinguishedName(
  transport: Transport,
  cmdlet: string,
  group: string,
): Promise<string | undefined> {
  try {
    const { records } = await transport.invoke(cmdlet, { Identity: group });
    const [name, ...others] = records.map((record) => optionalText(record, "DistinguishedName"));
    return others.length === 0 ? name : undefined;
  } catch (error) {
    if (isServiceError(error, "notFound")) return undefined;
    throw error;
  }
}

const naming = [
  "Guid",
  "ExchangeObjectId",
  "ExternalDirectoryObjectId",
  "Name",
  "DisplayName",
  "Identity",
  "DistinguishedName",
  "Alias",
  "SamAccountName",
  "PrimarySmtpAddress",
  "WindowsEmailAddress",
  "UserPrincipalName",
];

async function find(
  transport: Transport,
  cmdlet: string,
  identity: string,
): Promise<DirectoryObject | undefined> {
  try {
    const { records } = await transport.invoke(cmdlet, { Identity: identity });
    const found = records.map((record) => ({
      guid: guidOf(cmdlet, record),
      userPrincipalName: optionalText(record, "UserPrincipalName"),
      identities: [
        ...new Set(naming.flatMap((property) => optionalText(record, property)?.toLowerCase() ?? [])),
      ],
    }));
    // An identity that Exchange does not understand brings everybody, and one with a * all that fit.
    const wanted = identity.toLowerCase();
    const account = /^[^\\=,]+\\([^\\]+)$/.exec(wanted)?.[1];
    // No object shows its domain: among several, one of this name could be another domain's.
    if (account !== undefined && found.length !== 1) return undefined;
    const meant = found.filter(({ identities }) => identities.includes(account ?? wanted));
    const [one] = meant;
    if (meant.length !== 1 || one === undefined) return undefined;
    // DOMAIN\name is no property of an object: what was found by it bears it.
    return { ...one, identities: [...new Set([...one.identities, wanted])] };
  } catch (error) {
    if (isServiceError(error, "notFound")) return undefined;
    throw error;
  }
}
