import type { RunningTenant } from "../../emulator";
import type { KindUnderTest } from "./kinds";

/** Kinds that an organisation on-premises has, as the suites that run for every kind know them. */
export const onPremisesKinds: KindUnderTest[] = [
  {
    kind: "ServiceAccount",
    mode: "onPremises",
    creates: "New-Mailbox",
    reads: "Get-User",
    completes: "Set-Mailbox",
    program: () => Promise.resolve(onPremisesAccountProgram),
    change: { displayName: "Booking of rooms" },
    objects: mailboxesOfProgram,
    remove: removeUser,
    named: {},
  },
];

export const onPremisesAccountProgram = {
  userPrincipalName: "room-booking@contoso.com",
  displayName: "Room Booking",
};

/** Mailboxes of the program's account: a user whose mailbox is disabled stays. */
function mailboxesOfProgram({ tenant }: RunningTenant): { guid: string; name: string }[] {
  return tenant.store.recipients
    .all()
    .filter(
      ({ userPrincipalName, recipientType }) =>
        userPrincipalName === onPremisesAccountProgram.userPrincipalName && recipientType === "UserMailbox",
    )
    .map(({ guid, name }) => ({ guid, name }));
}

/** Somebody removes a user from Active Directory. */
export function removeUser({ tenant }: RunningTenant, guid: string): void {
  tenant.store.recipients.remove(guid);
  tenant.store.accounts.remove(guid);
}
