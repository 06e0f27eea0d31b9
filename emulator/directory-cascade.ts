import { followAccount } from "./active-directory/follow-accounts";
import type { Change } from "./collection";
import type { ServicePrincipal } from "./entities";
import { followUser } from "./mailboxes/follow-users";
import { catchUp } from "./mailboxes/provisioning";
import type { Tenant } from "./tenant";

/**
 * Exchange follows Entra: with the mailbox of a user, and, as is documented, with the pointer to an enterprise
 * application that is deleted; management scopes stay.
 */
export function followDirectory(tenant: Tenant): void {
  tenant.store.onChange((change) => {
    if (isDeletedEnterpriseApplication(change)) removePointer(tenant, change.before);
    if (change.collection === "accounts") followAccount(tenant, change);
    if (change.collection === "users") tenant.store.transaction(() => followUser(tenant, change));
  });
  tenant.clock.onAdvance(() => catchUp(tenant));
  tenant.faults.onChange(() => catchUp(tenant));
}

function isDeletedEnterpriseApplication(change: Change): change is Change & { before: ServicePrincipal } {
  return (
    change.collection === "servicePrincipals" && change.before !== undefined && change.after === undefined
  );
}

function removePointer({ store, behaviours }: Tenant, { id }: ServicePrincipal): void {
  const pointer = store.exchangeServicePrincipals.by("objectId", id);
  if (!pointer || !behaviours.on("deleted-enterprise-application-takes-assignments")) return;
  store.transaction(() => {
    const assignments = store.roleAssignments.filter(({ roleAssignee }) => roleAssignee === pointer.guid);
    for (const { guid } of assignments) store.roleAssignments.remove(guid);
    store.exchangeServicePrincipals.remove(pointer.guid);
  });
}
