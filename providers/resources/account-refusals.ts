import type { Failure, Lifecycle } from "../dynamic/lifecycle";
import type { Clients } from "../clients";
import type { DeclaredAccount } from "./declared-account";

const noLicences = "Exchange Server gives mailboxes without licences. Leave it out";
const inActiveDirectory = "online the account is in Entra, which has no such thing. Leave it out";

/** Which properties hold where, and what to do in the other place. */
export const onlyInDeployment: NonNullable<Lifecycle<DeclaredAccount, Clients>["onlyIn"]> = {
  online: {
    usageLocation: noLicences,
    licenses: noLicences,
    licensesMode: noLicences,
    allowMailboxRemoval: noLicences,
    disablePasswordExpiration:
      "no cmdlet of Exchange Server keeps a password from expiring. Leave it out, and set it in Active Directory " +
      "(Set-ADUser -PasswordNeverExpires)",
    waitForMailboxMinutes: "on-premises the mailbox is there at once. Leave it out",
    restoreDeleted:
      "Exchange Server keeps no deleted users. Leave it out; for a user who has lost the mailbox, set existingUser: " +
      '"enableMailbox"',
    purgeOnDelete:
      "on-premises deletion disables the mailbox and keeps the user; to remove the user as well, set removeUserOnDelete: true",
  },
  onPremises: {
    samAccountName: inActiveDirectory,
    organizationalUnit: inActiveDirectory,
    mailboxEnabled: "online a licence brings the mailbox. Give licenses",
    existingUser:
      "online a licence brings the mailbox. Take the account with adopt: true, and give licenses in a later update",
    resetPasswordOnNextLogon: "online the password never has to be changed at the next sign-in. Leave it out",
    removeUserOnDelete:
      "online deletion removes the account, which can be restored for 30 days; to delete it for good, set purgeOnDelete: true",
  },
};

/** What the account's own service would refuse, or would understand in another way, told before anything is sent. */
export function refuseAccount(
  inputs: Partial<DeclaredAccount>,
  isNew: boolean,
  unknown: ReadonlySet<string>,
): Failure[] {
  const { adopt, restoreDeleted, existingUser, licenses, licensesMode, usageLocation, password } = inputs;
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
  if (adopt === true && existingUser !== undefined) {
    fail("existingUser", "gives a user a mailbox, and adopting writes nothing; use one of the two");
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
