import type { Change } from "../collection";
import type { Account } from "../entities";
import type { Tenant } from "../tenant";

/** A user without a mailbox is called by whether its account is enabled, whoever has changed that. */
export function followAccount({ store }: Tenant, { after }: Change): void {
  const account = after as Account | undefined;
  const user = account && store.recipients.get(account.guid);
  if (!user || user.recipientType !== "User") return;
  const recipientTypeDetails = account.enabled ? "User" : "DisabledUser";
  if (user.recipientTypeDetails !== recipientTypeDetails)
    store.recipients.update(user.guid, { recipientTypeDetails });
}
