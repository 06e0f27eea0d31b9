import type { Account } from "../entities";
import type { Tenant } from "../tenant";
import type { ActiveDirectory } from "./entities";

/**
 * The account that an `Authorization: Basic` header proves; nobody when name or password is wrong, or when the
 * account may not log on. A stand-in for Kerberos, Negotiate and NTLM, which the tenant does not speak.
 */
export function logOn(tenant: Tenant, authorization: string | undefined): Account | undefined {
  const { activeDirectory } = tenant.store.organization.get();
  const credentials = basicCredentials(authorization);
  if (!activeDirectory || !credentials) return undefined;
  const account = accountNamed(tenant, activeDirectory, credentials.name);
  if (!account || account.password !== credentials.password) return undefined;
  if (!account.enabled && tenant.behaviours.on("disabled-account-cannot-log-on")) return undefined;
  if (account.mustChangePassword && tenant.behaviours.on("password-change-before-log-on")) return undefined;
  return account;
}

/** What is answered to those who have not logged on. */
export function logOnChallenge(tenant: Tenant): Response {
  const realm = tenant.store.organization.get().activeDirectory?.forest ?? "";
  return new Response(null, {
    status: 401,
    headers: { "WWW-Authenticate": `Basic realm="${realm}", charset="UTF-8"` },
  });
}

function basicCredentials(authorization: string | undefined): { name: string; password: string } | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(authorization?.trim() ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** By DOMAIN\name, by UPN, or by name@domain, which Active Directory takes whatever the UPN is. */
function accountNamed({ store }: Tenant, { forest, netBiosName }: ActiveDirectory, name: string) {
  const byLogonName = (sam: string) => store.recipients.by("logonName", `${netBiosName}\\${sam}`);
  const domains = [netBiosName, forest];
  const [domain, sam] = splitAt(name, "\\");
  const [local, suffix] = splitAt(name, "@");
  const user =
    store.recipients.find(({ userPrincipalName }) => isSame(userPrincipalName ?? "", name)) ??
    (sam !== undefined && domains.some((own) => isSame(own, domain)) ? byLogonName(sam) : undefined) ??
    (isSame(suffix ?? "", forest) ? byLogonName(local) : undefined);
  return user && store.accounts.get(user.guid);
}

function splitAt(text: string, separator: string): [before: string, after: string | undefined] {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
