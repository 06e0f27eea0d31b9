import type { Change } from "./collection";
import type { ServicePrincipal } from "./entities";
import type { Tenant } from "./tenant";

/** Documented: Exchange follows Entra when an enterprise application is deleted; management scopes stay. */
export function followDirectory(tenant: Tenant): void {
  tenant.store.onChange((change) => {
    if (isDeletedEnterpriseApplication(change)) removePointer(tenant, change.before);
  });
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
