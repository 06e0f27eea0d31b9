import { isServiceError } from "../connection/errors";
import { guidOf, optionalText } from "./records";
import { parseMember, type RoleGroupMember } from "./role-groups";
import type { Parameters, Transport } from "./transport";

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
  /** The direct members of a group that is no role group. */
  membersOf(group: string): Promise<RoleGroupMember[]>;
}

/** Each identity is asked for once per process. */
export function recipients(transport: Transport): Recipients {
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
  return {
    group: (identity) => once("Get-Recipient", identity),
    user: (identity) => once("Get-User", identity),
    securityGroup: async (identity) =>
      (await once("Get-Recipient", identity)) ?? (await once("Get-Group", identity)),
    membersOf: (group) => membersOf(transport, group),
  };
}

async function membersOf(transport: Transport, group: string): Promise<RoleGroupMember[]> {
  const list = async (cmdlet: string, parameters: Parameters): Promise<RoleGroupMember[]> =>
    (await transport.invoke(cmdlet, parameters)).records.map((record) => parseMember(record, cmdlet));
  try {
    return await list("Get-DistributionGroupMember", { Identity: group });
  } catch (error) {
    if (!isServiceError(error, "notFound")) throw error;
    // A group without an address has no cmdlet that lists its members: they are asked who is in it.
    const { records } = await transport.invoke("Get-Group", { Identity: group });
    const [name, ...others] = records.map((record) => optionalText(record, "DistinguishedName"));
    if (name === undefined || others.length > 0) throw error;
    const inGroup = { Filter: `MemberOfGroup -eq '${name.replaceAll("'", "''")}'` };
    return [...(await list("Get-User", inGroup)), ...(await list("Get-Group", inGroup))];
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
    const account = /^[^\\=,]+\\([^\\]+)$/.exec(wanted)?.[1] ?? wanted;
    const meant = found.filter(({ identities }) => identities.includes(account));
    const [one] = meant;
    if (meant.length !== 1 || one === undefined) return undefined;
    // DOMAIN\name is no property of an object: what was found by it bears it.
    return { ...one, identities: [...new Set([...one.identities, wanted])] };
  } catch (error) {
    if (isServiceError(error, "notFound")) return undefined;
    throw error;
  }
}
