import * as pulumi from "@pulumi/pulumi";
import { ManagementScope, RoleAssignment, ServicePrincipal } from "pulumi-exchange-rbac";
import { readApplicationSettings } from "./settings";

/**
 * Exchange Online: one integration for an existing enterprise application. Exchange learns of it, and it gets each role in
 * the mailboxes of one scope and nowhere else. No names are given: a name of Pulumi's own lets an update that was cut off
 * find what it had made, and lets a replacement exist before what it replaces.
 */
export function application(): Record<string, pulumi.Input<unknown>> {
  const { name, appId, objectId, filter, roles, tenantId } = readApplicationSettings();

  const principal = new ServicePrincipal(name, { appId, objectId });

  const mailboxes = new ManagementScope(`${name} mailboxes`, { recipientRestrictionFilter: filter });

  const grants = roles.map(
    (role) =>
      new RoleAssignment(`${name} ${role}`, {
        role,
        app: principal.id,
        scope: { managementScope: mailboxes.id },
      }),
  );

  return {
    // The vendor's form asks for these two; its secret or certificate is made at the enterprise application.
    tenantId,
    clientId: principal.appId,
    // For the reviewer: which permissions, in which mailboxes.
    grantedRoles: grants.map((grant) => grant.role),
    mailboxFilter: mailboxes.recipientFilter,
  };
}
