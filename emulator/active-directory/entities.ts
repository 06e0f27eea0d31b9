/** What an on-premises organisation has besides: the forest, and what people log on with. */
import type { ExchangeObject } from "../exchange-entities";

export interface ActiveDirectory {
  /** The DNS name of the forest's only domain, contoso.com. */
  readonly forest: string;
  /** The domain's name in CONTOSO\name. */
  readonly netBiosName: string;
  readonly domainSid: string;
  /** The last part of the newest SID. It is never given again, even when its account is gone. */
  readonly lastRelativeId: number;
  /** FQDNs. The first one answers whoever names none. */
  readonly domainControllers: readonly string[];
  readonly mailboxDatabases: readonly string[];
}

/**
 * What a user of Active Directory logs on with. The user's directory attributes are those of the recipient of
 * the same Guid, which is there with a mailbox and without one.
 */
export interface Account {
  readonly guid: string;
  readonly sid: string;
  /** null: it has never been set, and nobody can log on. */
  readonly password: string | null;
  readonly enabled: boolean;
  readonly mustChangePassword: boolean;
  /** Whether the account may use Exchange's PowerShell at all. */
  readonly remotePowerShellEnabled: boolean;
}

/** An organisational unit, or a container such as Users. */
export type OrganizationalUnit = ExchangeObject;

export interface ActiveDirectoryEntities {
  accounts: Account;
  organizationalUnits: OrganizationalUnit;
}
