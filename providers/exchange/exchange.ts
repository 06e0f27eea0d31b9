import type { Clock } from "../connection/clock";
import { managementScopes, type ManagementScopes } from "./management-scopes";
import { recipients, type Recipients } from "./recipients";
import { roleAssignments, type RoleAssignments } from "./role-assignments";
import { servicePrincipals, type ServicePrincipals } from "./service-principals";
import type { Transport } from "./transport";

/** What the providers use of Exchange, over whichever transport. */
export interface Exchange {
  managementScopes: ManagementScopes;
  servicePrincipals: ServicePrincipals;
  roleAssignments: RoleAssignments;
  recipients: Recipients;
  organizationGuid(): Promise<string>;
}

export function exchange(transport: Transport, clock: Clock): Exchange {
  return {
    managementScopes: managementScopes(transport, clock),
    servicePrincipals: servicePrincipals(transport, clock),
    roleAssignments: roleAssignments(transport, clock),
    recipients: recipients(transport),
    organizationGuid: () => transport.organizationGuid(),
  };
}
