import { batchedReads } from "../connection/batched-reads";
import { isServiceError, ServiceError } from "../connection/errors";
import { isMailboxUser, toAccount, type Account } from "./account";
import { guidOf, optionalText } from "./records";
import { Secret } from "./secret";
import type { ExchangeRecord, Parameters, Transport } from "./transport";

/** What is left out stays as it is. */
export interface AccountChange {
  userPrincipalName?: string;
  displayName?: string;
  alias?: string;
  samAccountName?: string;
  password?: string;
  mustChangePassword?: boolean;
}

export type NewAccount = AccountChange &
  Required<
    Pick<AccountChange, "userPrincipalName" | "displayName" | "alias" | "password" | "mustChangePassword">
  > & { name: string; organizationalUnit?: string; isEnabled: boolean };

/** Users in Active Directory and their mailboxes, by the Guid that both share. On-premises alone. */
export interface Accounts {
  /** The account, or `undefined` if it provably does not exist. Many who ask at the same time cost two requests. */
  read(id: string): Promise<Account | undefined>;
  /** The same, asked for alone. */
  get(id: string): Promise<Account | undefined>;
  named(userPrincipalName: string): Promise<Account | undefined>;
  /** Makes a user with a mailbox, and returns its Guid. Rejects with `unavailable` if it may have been made. */
  create(account: NewAccount): Promise<string>;
  /** Gives a user without a mailbox a new one. */
  enableMailbox(id: string, settings: { alias: string; displayName?: string }): Promise<void>;
  /** Only what has a mailbox can be changed. */
  change(id: string, change: AccountChange): Promise<void>;
  /** Disconnects the mailbox; the user stays. Whether there was one. */
  disableMailbox(id: string): Promise<boolean>;
  /** Removes the user, and disconnects its mailbox. Whether there was one. */
  remove(id: string): Promise<boolean>;
}

const idsPerRequest = 50;

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-mailbox */
export function accounts(transport: Transport): Accounts {
  async function records(cmdlet: string, parameters: Parameters): Promise<ExchangeRecord[]> {
    return (await transport.invoke(cmdlet, parameters)).records;
  }

  /** An identity that Exchange does not understand brings all objects: only the very one counts. */
  async function lookUp(cmdlet: string, id: string): Promise<ExchangeRecord | undefined> {
    try {
      return (await records(cmdlet, { Identity: id })).find((record) => guidOf(cmdlet, record) === id);
    } catch (error) {
      if (isServiceError(error, "notFound")) return undefined;
      throw error;
    }
  }

  async function withMailbox(user: ExchangeRecord): Promise<Account> {
    if (!isMailboxUser(user)) return toAccount(user, undefined);
    const id = guidOf("Get-User", user);
    const mailbox = await lookUp("Get-Mailbox", id);
    if (mailbox) return toAccount(user, mailbox);
    const said = `Get-User shows a mailbox of user ${id}, and Get-Mailbox does not`;
    throw new ServiceError({ kind: "unexpected", operation: "Get-Mailbox", said });
  }

  async function get(id: string): Promise<Account | undefined> {
    const user = await lookUp("Get-User", id);
    return user && withMailbox(user);
  }

  const batches = batchedReads(idsPerRequest, async (ids): Promise<Account[]> => {
    const Filter = ids.map((id) => `Guid -eq '${id}'`).join(" -or ");
    const users = await records("Get-User", { Filter });
    const found = users.some(isMailboxUser) ? await records("Get-Mailbox", { Filter }) : [];
    const mailboxes = new Map(found.map((mailbox) => [guidOf("Get-Mailbox", mailbox), mailbox]));
    return Promise.all(
      users.map(async (user) => {
        const mailbox = mailboxes.get(guidOf("Get-User", user));
        return mailbox && isMailboxUser(user) ? toAccount(user, mailbox) : withMailbox(user);
      }),
    );
  });

  /** Whether the mailbox was there: one that is gone is what was wanted. */
  async function withdraw(cmdlet: string, id: string): Promise<boolean> {
    try {
      await transport.invoke(cmdlet, { Identity: id, Confirm: false });
      return true;
    } catch (error) {
      if (isServiceError(error, "notFound")) return false;
      throw error;
    }
  }

  return {
    get,
    // Only the lookup by Guid proves that a user is not there.
    read: async (id) => (await batches.read(id)) ?? (await get(id)),
    async named(name) {
      const Filter = `UserPrincipalName -eq '${name.replaceAll("'", "''")}'`;
      const isNamed = (user: ExchangeRecord): boolean =>
        optionalText(user, "UserPrincipalName")?.toLowerCase() === name.toLowerCase();
      const user = (await records("Get-User", { Filter })).find(isNamed);
      return user && withMailbox(user);
    },
    async create(account) {
      const [record = {}] = await records("New-Mailbox", {
        Name: account.name,
        ...toParameters(account),
        ...(account.organizationalUnit === undefined
          ? {}
          : { OrganizationalUnit: account.organizationalUnit }),
        ...(account.isEnabled ? {} : { AccountDisabled: true }),
      });
      return guidOf("New-Mailbox", record);
    },
    async enableMailbox(id, { alias, displayName }) {
      await transport.invoke("Enable-Mailbox", {
        Identity: id,
        Alias: alias,
        ...(displayName === undefined ? {} : { DisplayName: displayName }),
      });
    },
    async change(id, change) {
      await transport.invoke("Set-Mailbox", { Identity: id, ...toParameters(change), Confirm: false });
    },
    disableMailbox: (id) => withdraw("Disable-Mailbox", id),
    remove: (id) => withdraw("Remove-Mailbox", id),
  };
}

function toParameters(change: AccountChange): Parameters {
  const { userPrincipalName, displayName, alias, samAccountName, password, mustChangePassword } = change;
  const given = {
    UserPrincipalName: userPrincipalName,
    DisplayName: displayName,
    Alias: alias,
    SamAccountName: samAccountName,
    Password: password === undefined ? undefined : new Secret("secureString", password),
    ResetPasswordOnNextLogon: mustChangePassword,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
