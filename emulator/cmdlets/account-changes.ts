import { accountOf, freeLogonName, freeUserPrincipalName } from "../active-directory/accounts";
import { samAccountName } from "../active-directory/names";
import { checkPassword } from "../active-directory/passwords";
import type { Account, Recipient } from "../entities";
import type { Invocation } from "./cmdlet";
import { flag, text } from "./cmdlet";
import { invalidData } from "./cmdlet-error";

/** The names that a user's account is to have from now on. */
export function changedLogonNames(
  invocation: Invocation,
  user: Recipient,
): Pick<Partial<Recipient>, "logonName" | "userPrincipalName"> {
  const { tenant } = invocation;
  const sam = text(invocation, "SamAccountName");
  const userPrincipalName = text(invocation, "UserPrincipalName");
  return {
    ...(sam !== undefined && { logonName: freeLogonName(tenant, sam, user) }),
    ...(userPrincipalName !== undefined && {
      userPrincipalName: freeUserPrincipalName(tenant, userPrincipalName, user),
    }),
  };
}

/** Writes what a user logs on with; `user` is as it will be called. */
export function changeAccount(invocation: Invocation, user: Recipient): Account | undefined {
  const { tenant } = invocation;
  const account = accountOf(tenant, user);
  if (!account) return undefined;
  const password = text(invocation, "Password") ?? text(invocation, "RoomMailboxPassword");
  if (password === "") throw invalidData("A password can't be empty.");
  const mustChangePassword = flag(invocation, "ResetPasswordOnNextLogon");
  const disabled = flag(invocation, "AccountDisabled");
  const enabled =
    flag(invocation, "EnableRoomMailboxAccount") ?? (disabled === undefined ? undefined : !disabled);
  const remotePowerShellEnabled = flag(invocation, "RemotePowerShellEnabled");
  const person = { samAccountName: samAccountName(user), displayName: user.displayName };
  return tenant.store.accounts.update(account.guid, {
    ...(password !== undefined && { password: checkPassword(tenant, password, person) }),
    ...(mustChangePassword !== undefined && { mustChangePassword }),
    ...(enabled !== undefined && { enabled }),
    ...(remotePowerShellEnabled !== undefined && { remotePowerShellEnabled }),
  });
}
