import { CmdletError, invalidData } from "../cmdlets/cmdlet-error";
import { isTaken } from "../cmdlets/sam-account-names";
import type { Account, Recipient } from "../entities";
import type { Tenant } from "../tenant";

/** A SID of the domain that nobody has had before. */
export function newSid({ store }: Tenant): string {
  const { activeDirectory } = store.organization.get();
  if (!activeDirectory) throw new Error("Only a domain gives SIDs.");
  const lastRelativeId = activeDirectory.lastRelativeId + 1;
  store.organization.update({ activeDirectory: { ...activeDirectory, lastRelativeId } });
  return `${activeDirectory.domainSid}-${lastRelativeId}`;
}

/** CONTOSO\name, if nobody else in the domain is called so. */
export function freeLogonName(tenant: Tenant, samAccountName: string, own?: Recipient): string {
  if (!/^[^"/\\[\]:;|=,+*?<>@]{1,20}$/.test(samAccountName) || samAccountName.endsWith(".")) {
    throw invalidData(`'${samAccountName}' can't be a SamAccountName.`);
  }
  const logonName = `${netBiosName(tenant)}\\${samAccountName}`;
  const isOwn = own?.logonName?.toLowerCase() === logonName.toLowerCase();
  if (!isOwn && isTaken(tenant, logonName)) throw logonNameTaken(tenant, "SamAccountName", samAccountName);
  return logonName;
}

/**
 * The SamAccountName of whom none was given: the start of the UPN, numbered where the domain has that already.
 */
export function derivedSamAccountName(tenant: Tenant, userPrincipalName: string): string {
  const wanted = userPrincipalName.replace(/@.*$/s, "").replace(/["/\\[\]:;|=,+*?<>@]/g, "");
  const first = wanted.slice(0, 20).replace(/\.+$/, "");
  if (!tenant.behaviours.on("sam-account-name-from-upn")) {
    return numbered((number) => `$${netBiosName(tenant).slice(0, 6)}-${String(number).padStart(12, "0")}`);
  }
  return numbered((number) => (number === 0 ? first : `${first.slice(0, 18)}${number}`));

  function numbered(candidate: (number: number) => string): string {
    for (let number = 0; ; number += 1) {
      const name = candidate(number);
      if (!isTaken(tenant, `${netBiosName(tenant)}\\${name}`)) return name;
    }
  }
}

/** A UPN that nobody else in the forest has. */
export function freeUserPrincipalName(tenant: Tenant, name: string, own?: Recipient): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(name)) throw invalidData(`'${name}' can't be a UserPrincipalName.`);
  const taken = tenant.store.recipients.find(
    ({ guid, userPrincipalName }) =>
      guid !== own?.guid && userPrincipalName?.toLowerCase() === name.toLowerCase(),
  );
  if (taken) throw logonNameTaken(tenant, "UserPrincipalName", name);
  return name;
}

export function accountOf({ store }: Tenant, { guid }: Pick<Recipient, "guid">): Account | undefined {
  return store.accounts.get(guid);
}

function netBiosName({ store }: Tenant): string {
  return store.organization.get().activeDirectory?.netBiosName ?? "";
}

function logonNameTaken({ behaviours }: Tenant, property: string, value: string): CmdletError {
  return new CmdletError(
    behaviours.on("logon-name-taken")
      ? "Microsoft.Exchange.Configuration.Tasks.RecipientTaskException"
      : "Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException",
    `The ${property} '${value}' is already in use by another object of the forest.`,
  );
}
