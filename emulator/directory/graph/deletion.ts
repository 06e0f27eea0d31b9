import type { ServicePrincipal } from "../../entities";
import type { Tenant } from "../../tenant";

/**
 * Deletes an enterprise application with what hangs on it in Entra, and in Exchange its pointer and that
 * pointer's role assignments (documented: RBAC for Applications). Management scopes stay.
 */
export function removeServicePrincipal(tenant: Tenant, principal: ServicePrincipal): void {
  const { store } = tenant;
  store.transaction(() => {
    for (const { id } of store.appRoleAssignments.filter(
      ({ principalId, resourceId }) => principalId === principal.id || resourceId === principal.id,
    )) {
      store.appRoleAssignments.remove(id);
    }
    for (const { id } of store.directoryRoleAssignments.filter(
      ({ principalId }) => principalId === principal.id,
    )) {
      store.directoryRoleAssignments.remove(id);
    }
    store.servicePrincipals.remove(principal.id);
  });
}
