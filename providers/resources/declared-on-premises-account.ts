import type { Observed } from "../dynamic/lifecycle";
import type { Account } from "../exchange/account";
import type { AccountChange, NewAccount } from "../exchange/accounts";
import { isSameRoot } from "../exchange/recipient-root";
import { isSameName, type DeclaredAccount } from "./declared-account";

/** What is known of an account beside what Exchange shows. */
export interface OnPremisesKnowledge {
  adopted: boolean;
  password: string | undefined;
}

/** The account as a program would declare it; `managed` says which properties it declares. */
export function observeOnPremises(
  account: Account,
  managed: Partial<DeclaredAccount>,
  { adopted, password }: OnPremisesKnowledge,
): Observed<DeclaredAccount> {
  const { mailbox } = account;
  const optional = {
    mailNickname: managed.mailNickname === undefined ? undefined : mailbox?.alias,
    samAccountName: managed.samAccountName === undefined ? undefined : account.samAccountName,
    organizationalUnit: managed.organizationalUnit === undefined ? undefined : account.organizationalUnit,
    accountEnabled: managed.accountEnabled === undefined ? undefined : account.isEnabled,
    // Not told of every user without a mailbox, who gets one before it matters.
    resetPasswordOnNextLogon: account.mustChangePassword ?? managed.resetPasswordOnNextLogon,
    removeUserOnDelete: managed.removeUserOnDelete,
    password,
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  const mail = mailbox?.primarySmtpAddress;
  return {
    guid: account.id,
    live: {
      userPrincipalName: account.userPrincipalName,
      displayName: account.displayName,
      // Exchange's word, which a program cannot say: it shows as the difference that a new mailbox repairs.
      mailboxEnabled: (mailbox !== undefined) as true,
      ...(Object.fromEntries(given) as Partial<DeclaredAccount>),
    },
    computed: { ...(mail === undefined ? {} : { mail }), ...(adopted ? { adopted } : {}) },
  };
}

/** What must be written so that the account is as declared; the mailbox itself and the password are not among it. */
export function changesOnPremises(account: Account, inputs: DeclaredAccount): AccountChange {
  const change: AccountChange = {};
  const { mailNickname, samAccountName, resetPasswordOnNextLogon = false } = inputs;
  if (!isSameName(account.userPrincipalName, inputs.userPrincipalName)) {
    change.userPrincipalName = inputs.userPrincipalName;
  }
  if (account.displayName !== inputs.displayName) change.displayName = inputs.displayName;
  if (mailNickname !== undefined && account.mailbox?.alias !== mailNickname) change.alias = mailNickname;
  if (samAccountName !== undefined && !isSameName(account.samAccountName, samAccountName)) {
    change.samAccountName = samAccountName;
  }
  if ((account.mustChangePassword ?? false) !== resetPasswordOnNextLogon) {
    change.mustChangePassword = resetPasswordOnNextLogon;
  }
  return change;
}

/** What no cmdlet of Exchange changes, a sentence for each that is not as declared. */
export function unchangeable(account: Account, inputs: DeclaredAccount): string[] {
  const { organizationalUnit, accountEnabled } = inputs;
  const list: string[] = [];
  if (organizationalUnit !== undefined && !isSameRoot(account.organizationalUnit, organizationalUnit)) {
    list.push(difference("organizationalUnit", account.organizationalUnit, organizationalUnit, cannotMove));
  }
  if (accountEnabled !== undefined && account.isEnabled !== accountEnabled) {
    list.push(difference("accountEnabled", account.isEnabled, accountEnabled, cannotEnable));
  }
  return list;
}

/** What of an account is not as declared, a sentence each. */
export function differencesOnPremises(account: Account, inputs: DeclaredAccount): string[] {
  const { alias, mustChangePassword, ...change } = changesOnPremises(account, inputs);
  const { live } = observeOnPremises(account, inputs, { adopted: false, password: undefined });
  const changed = [
    ...(account.mailbox === undefined ? ["mailboxEnabled"] : []),
    ...Object.keys(change),
    ...(alias === undefined ? [] : ["mailNickname"]),
    ...(mustChangePassword === undefined ? [] : ["resetPasswordOnNextLogon"]),
  ] as (keyof DeclaredAccount)[];
  return [
    ...changed.map((name) => difference(name, live[name], inputs[name])),
    ...unchangeable(account, inputs),
  ];
}

export function toNewAccount(inputs: DeclaredAccount, displayName: string, password: string): NewAccount {
  const { userPrincipalName, samAccountName, organizationalUnit } = inputs;
  return {
    // The common name has to be the only one in its unit; the display name can be longer, and often is not.
    name: localPart(userPrincipalName),
    userPrincipalName,
    displayName,
    alias: aliasOf(inputs),
    password,
    mustChangePassword: inputs.resetPasswordOnNextLogon ?? false,
    isEnabled: inputs.accountEnabled ?? true,
    ...(samAccountName === undefined ? {} : { samAccountName }),
    ...(organizationalUnit === undefined ? {} : { organizationalUnit }),
  };
}

export function aliasOf({ mailNickname, userPrincipalName }: DeclaredAccount): string {
  return mailNickname ?? localPart(userPrincipalName);
}

export const cannotMove =
  "no cmdlet of Exchange moves a user. Move it in Active Directory (Move-ADObject), or declare where it is";
export const cannotEnable =
  "no cmdlet of Exchange Server enables or disables a user's account. Do it in Active Directory (Enable-ADAccount, " +
  "Disable-ADAccount), or declare it as it is";

function difference(name: string, live: unknown, declared: unknown, help?: string): string {
  const text = `${name}: Active Directory has ${JSON.stringify(live ?? null)}, the program says ${JSON.stringify(declared)}`;
  return help === undefined ? text : `${text}; ${help}`;
}

function localPart(userPrincipalName: string): string {
  return userPrincipalName.slice(0, userPrincipalName.indexOf("@"));
}
