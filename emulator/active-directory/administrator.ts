import { builtInRoleGroup } from "../roles/built-in";
import type { Tenant } from "../tenant";

/** Whom a client logs on as. */
export interface Credentials {
  /** CONTOSO\\name */
  readonly username: string;
  readonly password: string;
}

/** The first account that may administer the organisation and can log on; nobody online. */
export function administratorOf({ store }: Tenant): Credentials | undefined {
  const organization = store.organization.get();
  if (!organization.activeDirectory) return undefined;
  const members =
    store.roleGroups.get(builtInRoleGroup(organization, "Organization Management"))?.members ?? [];
  const account = store.accounts.find(({ guid, enabled, password }) => {
    return members.includes(guid) && enabled && password !== null;
  });
  const username = store.recipients.get(account?.guid ?? "")?.logonName;
  if (username === undefined || account?.password == null) return undefined;
  return { username, password: account.password };
}
