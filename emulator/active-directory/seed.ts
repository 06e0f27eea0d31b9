import { z } from "zod";
import { mailboxSeed } from "../seed-mailbox";
import defaultData from "./seed-data.json";

const samAccountName = z.string().regex(/^[^"/\\[\]:;|=,+*?<>@]{1,20}$/, "not a SamAccountName");
const organizationalUnit = z.string().min(1).default("Users");
const password = z.string().min(1).exactOptional();

const mailbox = mailboxSeed.extend({
  samAccountName: samAccountName.exactOptional(),
  organizationalUnit,
  /** Without one nobody can log on. */
  password,
});

/** A user without a mailbox. */
const account = z.strictObject({
  samAccountName,
  displayName: z.string().min(1),
  organizationalUnit,
  password,
  enabled: z.boolean().default(true),
  mustChangePassword: z.boolean().default(false),
  /** The last part of the SID; the next free one unless given. */
  relativeId: z.number().int().min(500).exactOptional(),
  /** Built-in role groups that the account is a member of. */
  roleGroups: z.array(z.string()).default([]),
});

const group = z.strictObject({
  samAccountName,
  /** A group without an address has none. */
  alias: z.string().min(1).exactOptional(),
  displayName: z.string().min(1),
  type: z.enum([
    "MailUniversalSecurityGroup",
    "MailUniversalDistributionGroup",
    "RoomList",
    "UniversalSecurityGroup",
  ]),
  organizationalUnit,
  /** SamAccountNames of accounts and groups. */
  members: z.array(z.string()).default([]),
});

export const onPremisesSeedSchema = z.strictObject({
  organization: z.strictObject({
    organizationGuid: z.guid(),
    displayName: z.string().min(1),
    forest: z.hostname(),
    netBiosName: z.string().regex(/^[A-Z0-9-]{1,15}$/, "not a NetBIOS name"),
    domainSid: z.string().regex(/^S-1-5-21-\d+-\d+-\d+$/, "not a domain's SID"),
    domainControllers: z.array(z.hostname()).min(1),
    mailboxDatabases: z.array(z.string().min(1)).min(1).default(["Mailbox Database 1"]),
    /** Besides the container Users, which every domain has. */
    organizationalUnits: z.array(z.string().min(1)).default([]),
  }),
  mailboxes: z.array(mailbox).default([]),
  accounts: z.array(account).default([]),
  groups: z.array(group).default([]),
});

/** What the seed file of an on-premises organisation may contain. */
export type OnPremisesSeed = z.input<typeof onPremisesSeedSchema>;
export type ParsedOnPremisesSeed = z.output<typeof onPremisesSeedSchema>;

/** The Contoso organisation that the documentation speaks of. */
export function defaultOnPremisesSeed(): OnPremisesSeed {
  return defaultData as OnPremisesSeed;
}
