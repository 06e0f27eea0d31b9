import { ManagementScope, RoleAssignment, ServicePrincipal } from "pulumi-exchange-rbac";
import { readSettings } from "./settings";

// One integration for an existing enterprise application: Exchange learns of it, and it gets each role in the mailboxes
// of one scope and nowhere else. No names are given: a name of Pulumi's own lets an update that was cut off find what it
// had made, and lets a replacement exist before what it replaces.

const { name, appId, objectId, filter, roles, tenantId: tenant } = readSettings();

const application = new ServicePrincipal(name, { appId, objectId });

const mailboxes = new ManagementScope(`${name} mailboxes`, { recipientRestrictionFilter: filter });

const grants = roles.map(
  (role) =>
    new RoleAssignment(`${name} ${role}`, {
      role,
      app: application.id,
      scope: { managementScope: mailboxes.id },
    }),
);

/** The vendor's form asks for these two; its secret or certificate is made at the enterprise application. */
export const tenantId = tenant;
export const clientId = application.appId;
/** For the reviewer: which permissions, in which mailboxes. */
export const grantedRoles = grants.map((grant) => grant.role);
export const mailboxFilter = mailboxes.recipientFilter;
