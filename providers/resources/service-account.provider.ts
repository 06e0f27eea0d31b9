import type { Clients } from "../clients";
import type { Lifecycle } from "../dynamic/lifecycle";
import { isSameRoot } from "../exchange/recipient-root";
import { onlyInDeployment, refuseAccount } from "./account-refusals";
import { isSameName, type DeclaredAccount } from "./declared-account";
import { cannotEnable, cannotMove } from "./declared-on-premises-account";
import { generatePassword } from "./generated-password";
import { readAccount, removeAccount } from "./known-account";
import { readOnPremisesAccount, removeOnPremisesAccount } from "./known-on-premises-account";
import { reconcileAccount } from "./reconcile-account";
import { reconcileOnPremisesAccount } from "./reconcile-on-premises-account";
import { serviceAccountSchema } from "./service-account";

const isOnPremises = ({ deployment }: Clients): boolean => deployment === "onPremises";

export const serviceAccountProvider: Lifecycle<DeclaredAccount, Clients> = {
  kind: "ServiceAccount",
  noun: "service account",
  schema: serviceAccountSchema,
  // The sign-in name is always given; the generated one marks an account that is not complete.
  naming: { property: "userPrincipalName", identity: () => [], marksUnfinished: true },
  secrets: ["password"],
  creationWords: ["restoreDeleted", "existingUser"],
  complete({ password, adopt, existingUser }, before) {
    if (password !== undefined) return {};
    if (before !== undefined) return before.password === undefined ? {} : { password: before.password };
    // What somebody else made has a password.
    return adopt === true || existingUser !== undefined ? {} : { password: generatePassword() };
  },
  onlyIn: onlyInDeployment,
  replaceOn: {},
  fixed: {
    organizationalUnit: `cannot change: ${cannotMove}`,
    accountEnabled: { onPremises: `cannot change: ${cannotEnable}` },
  },
  same: {
    userPrincipalName: (before, after) => isSameName(String(before), String(after)),
    samAccountName: (before, after) => isSameName(String(before), String(after)),
    organizationalUnit: (before, after) => isSameRoot(String(before), String(after)),
    licenses: (before, after) => sameNames(before as string[], after as string[]),
  },
  refuse: refuseAccount,
  reconcile: (clients, desired) =>
    isOnPremises(clients) ? reconcileOnPremisesAccount(clients, desired) : reconcileAccount(clients, desired),
  read: (clients, known) =>
    isOnPremises(clients) ? readOnPremisesAccount(clients, known) : readAccount(clients, known),
  delete: (clients, known) =>
    isOnPremises(clients) ? removeOnPremisesAccount(clients, known) : removeAccount(clients, known),
};

function sameNames(before: string[], after: string[]): boolean {
  const sorted = (names: string[]): string => JSON.stringify(names.map((name) => name.toLowerCase()).sort());
  return sorted(before) === sorted(after);
}
