import type { Observed } from "../dynamic/lifecycle";
import type { User } from "../graph/user";
import type { NewUser, UserChange } from "../graph/users";
import type { LicensesMode } from "./account-licenses";

/** A service account as it is declared; what is left out is not managed. */
export interface DeclaredAccount {
  userPrincipalName: string;
  displayName: string;
  mailNickname?: string;
  usageLocation?: string;
  licenses?: string[];
  licensesMode: LicensesMode;
  allowMailboxRemoval?: boolean;
  accountEnabled?: boolean;
  password?: string;
  disablePasswordExpiration: boolean;
  waitForMailboxMinutes?: number;
  adopt?: boolean;
  restoreDeleted?: boolean;
  purgeOnDelete?: boolean;
  samAccountName?: string;
  organizationalUnit?: string;
  mailboxEnabled?: true;
  existingUser?: "enableMailbox";
  resetPasswordOnNextLogon?: boolean;
  removeUserOnDelete?: boolean;
}

/** What is known of an account beside what Graph shows. */
export interface Knowledge {
  adopted: boolean;
  /** The licences that are managed, as the program names them. */
  licenses: string[] | undefined;
  password: string | undefined;
  /** Whether what was waited for has come. */
  hasWaited: boolean;
}

const neverExpires = "DisablePasswordExpiration";

/** The account as a program would declare it; `managed` says which properties it declares. */
export function observe(
  user: User,
  managed: Partial<DeclaredAccount>,
  knowledge: Knowledge,
): Observed<DeclaredAccount> {
  const { adopted, licenses, password, hasWaited } = knowledge;
  const optional = {
    mailNickname: managed.mailNickname === undefined ? undefined : user.mailNickname,
    usageLocation: managed.usageLocation === undefined ? undefined : user.usageLocation,
    accountEnabled: managed.accountEnabled === undefined ? undefined : user.accountEnabled,
    licenses,
    password,
    licensesMode: managed.licensesMode,
    allowMailboxRemoval: managed.allowMailboxRemoval,
    purgeOnDelete: managed.purgeOnDelete,
    waitForMailboxMinutes: hasWaited ? managed.waitForMailboxMinutes : undefined,
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return {
    guid: user.id,
    live: {
      userPrincipalName: user.userPrincipalName,
      displayName: user.displayName,
      disablePasswordExpiration: user.passwordPolicies.includes(neverExpires),
      ...(Object.fromEntries(given) as Partial<DeclaredAccount>),
    },
    computed: { ...(user.mail === undefined ? {} : { mail: user.mail }), ...(adopted ? { adopted } : {}) },
  };
}

/** What must be written so that the account is as declared; licences and the password are not among it. */
export function changesOf(user: User, inputs: DeclaredAccount): UserChange {
  const change: UserChange = {};
  if (!isSameName(user.userPrincipalName, inputs.userPrincipalName)) {
    change.userPrincipalName = inputs.userPrincipalName;
  }
  if (user.displayName !== inputs.displayName) change.displayName = inputs.displayName;
  if (inputs.mailNickname !== undefined && user.mailNickname !== inputs.mailNickname) {
    change.mailNickname = inputs.mailNickname;
  }
  if (inputs.usageLocation !== undefined && user.usageLocation !== inputs.usageLocation) {
    change.usageLocation = inputs.usageLocation;
  }
  if (inputs.accountEnabled !== undefined && user.accountEnabled !== inputs.accountEnabled) {
    change.accountEnabled = inputs.accountEnabled;
  }
  if (user.passwordPolicies.includes(neverExpires) !== inputs.disablePasswordExpiration) {
    change.passwordPolicies = policies(user.passwordPolicies, inputs.disablePasswordExpiration);
  }
  return change;
}

/** What of an account is not as declared, a sentence each. */
export function differences(user: User, inputs: DeclaredAccount): string[] {
  const live = observe(user, inputs, nothingKnown).live;
  const names = Object.keys(changesOf(user, inputs)).map((name) =>
    name === "passwordPolicies" ? "disablePasswordExpiration" : name,
  ) as (keyof DeclaredAccount)[];
  return names.map(
    (name) =>
      `${name}: Entra has ${JSON.stringify(live[name] ?? null)}, the program says ${JSON.stringify(inputs[name])}`,
  );
}

export function toNewUser(inputs: DeclaredAccount, displayName: string, password: string): NewUser {
  const { userPrincipalName, usageLocation, disablePasswordExpiration } = inputs;
  return {
    userPrincipalName,
    displayName,
    mailNickname: inputs.mailNickname ?? userPrincipalName.slice(0, userPrincipalName.indexOf("@")),
    accountEnabled: inputs.accountEnabled ?? true,
    passwordProfile: toPasswordProfile(password),
    ...(disablePasswordExpiration ? { passwordPolicies: neverExpires } : {}),
    ...(usageLocation === undefined ? {} : { usageLocation }),
  };
}

/** A service cannot change its password at the next sign-in. */
export function toPasswordProfile(password: string): NonNullable<UserChange["passwordProfile"]> {
  return { password, forceChangePasswordNextSignIn: false };
}

/** The account right after its creation, before Graph shows it. */
export function asCreated(id: string, user: NewUser): User {
  return {
    id,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName,
    mailNickname: user.mailNickname,
    mail: undefined,
    accountEnabled: user.accountEnabled,
    usageLocation: user.usageLocation,
    passwordPolicies: user.passwordPolicies === undefined ? [] : [user.passwordPolicies],
    licenses: [],
    isSynchronized: false,
  };
}

export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

const nothingKnown: Knowledge = {
  adopted: false,
  licenses: undefined,
  password: undefined,
  hasWaited: false,
};

/** Other policies of the account stay. */
function policies(current: string[], isDisabled: boolean): string {
  const others = current.filter((policy) => policy !== neverExpires);
  return [...others, ...(isDisabled ? [neverExpires] : [])].join(", ") || "None";
}
