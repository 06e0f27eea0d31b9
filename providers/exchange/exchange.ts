import type { Clock } from "../connection/clock";
import { accounts, type Accounts } from "./accounts";
import { mailboxes, type Mailboxes } from "./mailboxes";
import { managementRoles, type ManagementRoles } from "./management-roles";
import { managementScopes, type ManagementScopes } from "./management-scopes";
import { recipients, type Recipients } from "./recipients";
import { roleAssignments, type RoleAssignments } from "./role-assignments";
import { roleGroups, type RoleGroups } from "./role-groups";
import { servicePrincipals, type ServicePrincipals } from "./service-principals";
import type { Transport } from "./transport";

/** What the providers use of Exchange, over whichever transport. */
export interface Exchange {
  managementRoles: ManagementRoles;
  managementScopes: ManagementScopes;
  servicePrincipals: ServicePrincipals;
  roleAssignments: RoleAssignments;
  roleGroups: RoleGroups;
  recipients: Recipients;
  mailboxes: Mailboxes;
  accounts: Accounts;
  organizationGuid(): Promise<string>;
}

export function exchange(transport: Transport, clock: Clock): Exchange {
  return {
    managementRoles: managementRoles(transport, clock),
    managementScopes: managementScopes(transport, clock),
    servicePrincipals: servicePrincipals(transport, clock),
    roleAssignments: roleAssignments(transport, clock),
    roleGroups: roleGroups(transport, clock),
    recipients: recipients(transport, clock),
    mailboxes: mailboxes(transport),
    accounts: accounts(transport),
    organizationGuid: () => transport.organizationGuid(),
  };
}
