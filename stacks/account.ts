import * as pulumi from "@pulumi/pulumi";
import { ManagementScope, RoleAssignment, ServiceAccount } from "pulumi-exchange-rbac";
import { readAccountSettings } from "./settings";

/**
 * Exchange Server: one integration with an account of its own, which may act as the mailboxes of one scope and nobody else.
 * A role group is not needed for it, and would be a second way to the mailboxes.
 */
export function account(): Record<string, pulumi.Input<unknown>> {
  const { name, account: userPrincipalName, organizationalUnit, filter } = readAccountSettings();

  const service = new ServiceAccount(name, {
    userPrincipalName,
    displayName: name,
    ...(organizationalUnit === undefined ? {} : { organizationalUnit }),
  });

  const mailboxes = new ManagementScope(`${name} mailboxes`, { recipientRestrictionFilter: filter });

  const grant = new RoleAssignment(`${name} impersonation`, {
    role: "ApplicationImpersonation",
    user: service.id,
    scope: { managementScope: mailboxes.id },
  });

  return {
    // The vendor's form asks for these two.
    userPrincipalName: service.userPrincipalName,
    password: service.password,
    // For the reviewer: which permission, in which mailboxes.
    grantedRoles: [grant.role],
    mailboxFilter: mailboxes.recipientFilter,
  };
}
