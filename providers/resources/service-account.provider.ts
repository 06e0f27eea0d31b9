import type { Clients } from "../clients";
import { OperationError } from "../connection/errors";
import { deadlineIn, poll } from "../connection/retry";
import type { Failure, Known, Lifecycle, Observed } from "../dynamic/lifecycle";
import { liveLicenses, resolveLicenses } from "./account-licenses";
import { arrivalMs, confirmationMs } from "./deadlines";
import { isSameName, observe, type DeclaredAccount } from "./declared-account";
import { generatePassword } from "./generated-password";
import { reconcileAccount, synchronized } from "./reconcile-account";
import { serviceAccountSchema } from "./service-account";

export const serviceAccountProvider: Lifecycle<DeclaredAccount, Clients> = {
  kind: "ServiceAccount",
  noun: "service account",
  schema: serviceAccountSchema,
  // The sign-in name is always given; the generated one marks an account that is not complete.
  naming: { property: "userPrincipalName", identity: () => [], marksUnfinished: true },
  secrets: ["password"],
  creationWords: ["restoreDeleted"],
  complete({ password, adopt }, before) {
    if (password !== undefined) return {};
    if (before !== undefined) return before.password === undefined ? {} : { password: before.password };
    return adopt === true ? {} : { password: generatePassword() };
  },
  replaceOn: {},
  fixed: {},
  same: {
    userPrincipalName: (before, after) => isSameName(String(before), String(after)),
    licenses: (before, after) => sameNames(before as string[], after as string[]),
  },
  refuse,
  reconcile: reconcileAccount,
  read,
  delete: remove,
};

function refuse(inputs: Partial<DeclaredAccount>, isNew: boolean, unknown: ReadonlySet<string>): Failure[] {
  const { adopt, restoreDeleted, licenses, licensesMode, usageLocation, password } = inputs;
  const isGiven = (property: keyof DeclaredAccount): boolean =>
    inputs[property] !== undefined || unknown.has(property);
  const failures: Failure[] = [];
  const fail = (property: keyof DeclaredAccount, reason: string): void =>
    void failures.push({ property, reason });

  if (licensesMode === "exact" && !isGiven("licenses")) {
    fail("licensesMode", "is exact, but licenses are not given; give the list, which may be empty");
  }
  if (adopt === true && restoreDeleted === true) {
    fail(
      "restoreDeleted",
      "restores and changes an account, and adopting writes nothing; use one of the two",
    );
  }
  if (!isNew) return failures;
  if (adopt === true && password !== undefined) {
    fail(
      "password",
      "cannot be compared, and adopting writes nothing; leave it out, and give it in a later update",
    );
  }
  const isCreated =
    adopt !== true && restoreDeleted !== true && !unknown.has("adopt") && !unknown.has("restoreDeleted");
  if (
    isCreated &&
    licenses !== undefined &&
    licenses.length > 0 &&
    usageLocation === undefined &&
    !isGiven("usageLocation")
  ) {
    fail("usageLocation", "is needed for licences: the country's two letters, for example US");
  }
  return failures;
}

async function read(
  { directory }: Clients,
  { guid, outputs }: Known<DeclaredAccount>,
): Promise<Observed<DeclaredAccount> | undefined> {
  const user = await directory.users.read(guid);
  if (user === undefined) return undefined;
  const licenses =
    outputs.licenses &&
    (await liveLicenses(
      directory,
      user,
      await resolveLicenses(directory, outputs.licenses),
      outputs.licensesMode ?? "additive",
    ));
  return observe(user, outputs, {
    adopted: outputs["adopted"] === true,
    licenses,
    password: outputs.password,
    hasWaited: outputs.waitForMailboxMinutes !== undefined,
  });
}

async function remove(
  { directory, clock }: Clients,
  { guid, outputs }: Known<DeclaredAccount>,
): Promise<void> {
  // Somebody else made it, and it may serve others.
  if (outputs["adopted"] === true) return;
  const { users } = directory;
  const user = await users.get(guid);
  if (user?.isSynchronized === true) throw synchronized(user);
  const isRemoved = await users.remove(guid);
  const isGone = async (): Promise<true | undefined> => ((await users.get(guid)) ? undefined : true);
  if (isRemoved && !(await poll(deadlineIn(clock, confirmationMs), isGone))) {
    throw new OperationError(
      `Entra accepted the deletion, but after ${confirmationMs / 60_000} minutes it still shows the account. Run "pulumi destroy" again.`,
    );
  }
  if (outputs.purgeOnDelete !== true) return;
  const purge = async (): Promise<true | undefined> => ((await users.purge(guid)) ? true : undefined);
  // What was deleted just now may appear late among the deleted accounts; what was deleted before may be purged already.
  await (isRemoved ? poll(deadlineIn(clock, arrivalMs), purge) : purge());
}

function sameNames(before: string[], after: string[]): boolean {
  const sorted = (names: string[]): string => JSON.stringify(names.map((name) => name.toLowerCase()).sort());
  return sorted(before) === sorted(after);
}
