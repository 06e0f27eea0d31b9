import { CmdletError } from "../cmdlets/cmdlet-error";
import type { Tenant } from "../tenant";

interface Person {
  readonly samAccountName: string;
  readonly displayName: string;
}

/** Documented defaults of a domain: 7 characters of three kinds, and nothing of the person's own names. */
export function checkPassword(tenant: Tenant, password: string, person: Person): string {
  if (!tenant.behaviours.on("domain-password-policy") || meetsPolicy(password, person)) return password;
  const exception = tenant.behaviours.on("weak-password-exception")
    ? "Microsoft.Exchange.Data.Directory.ADInvalidPasswordException"
    : "Microsoft.Exchange.Data.Directory.ADOperationException";
  throw new CmdletError(
    exception,
    "The password doesn't meet the requirements of the domain's password policy: length, complexity and history.",
  );
}

const shortest = 7;
const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

function meetsPolicy(password: string, person: Person): boolean {
  const used = kinds.filter((kind) => kind.test(password)).length;
  return password.length >= shortest && used >= 3 && !containsName(password, person);
}

/** Documented: the account's name as a whole, the display name in parts; what is shorter than three is ignored. */
function containsName(password: string, { samAccountName, displayName }: Person): boolean {
  const text = password.toLowerCase();
  return [samAccountName, ...displayName.split(/[\s,._\-#]+/)]
    .filter((name) => name.length >= 3)
    .some((name) => text.includes(name.toLowerCase()));
}
