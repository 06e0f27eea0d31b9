import type { ServicePrincipal } from "../../entities";
import type { Tenant } from "../../tenant";

/** Deletes an enterprise application with what hangs on it in Entra; Exchange follows by itself. */
export function removeServicePrincipal(tenant: Tenant, principal: ServicePrincipal): void {
  const { store, behaviours } = tenant;
  store.transaction(() => {
    if (behaviours.on("service-principal-takes-consents")) removeConsents(tenant, principal);
    const roles = store.directoryRoleAssignments.filter(({ principalId }) => principalId === principal.id);
    for (const { id } of roles) store.directoryRoleAssignments.remove(id);
    store.servicePrincipals.remove(principal.id);
  });
}

/** What it holds, and what others hold on it. */
function removeConsents({ store }: Tenant, { id: removed }: ServicePrincipal): void {
  const consents = store.appRoleAssignments.filter(
    ({ principalId, resourceId }) => principalId === removed || resourceId === removed,
  );
  for (const { id } of consents) store.appRoleAssignments.remove(id);
}
