import type { Tenant } from "../tenant";
import { notFound } from "./cmdlet-error";

/** The database of a new mailbox: the one that is named, or whichever the server picks. */
export function mailboxDatabase({ store }: Tenant, name: string | undefined): string {
  const { mailboxDatabases = [] } = store.organization.get().activeDirectory ?? {};
  const [first = ""] = mailboxDatabases;
  if (name === undefined) return first;
  const found = mailboxDatabases.find((database) => database.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw notFound(name);
  return found;
}
