import type {
  ExchangeServicePrincipal,
  ManagementRole,
  ManagementScope,
  Recipient,
  RoleAssignment,
} from "../entities";
import type { Tenant } from "../tenant";
import type { Reader } from "../visibility";
import { isInScope } from "./filters";
import { reaches } from "./reach";

/** An application's right from one assignment. */
export interface ApplicationGrant {
  readonly assignment: RoleAssignment;
  readonly role: ManagementRole;
  /** Graph's permission names; EWS.AccessAsApp for Exchange Web Services. */
  readonly permissions: readonly string[];
  readonly reaches: (recipient: Recipient) => boolean;
}

/**
 * What RBAC for Applications lets an enterprise application do at a mailbox: the union of its enabled
 * assignments. Consents in Entra are another path and add to it. Later than the truth by the permission cache.
 */
export function applicationPermissions(
  tenant: Tenant,
  enterpriseApplication: { readonly id: string; readonly appId: string },
  mailbox: Recipient,
): ReadonlySet<string> {
  const pointer = tenant.visibility
    .view("exchangeServicePrincipals", "mailboxAccess")
    .find(
      ({ objectId, appId }) =>
        objectId === enterpriseApplication.id.toLowerCase() &&
        appId === enterpriseApplication.appId.toLowerCase(),
    );
  const grants = pointer ? applicationGrants(tenant, pointer, "mailboxAccess") : [];
  return new Set(grants.filter((grant) => grant.reaches(mailbox)).flatMap(({ permissions }) => permissions));
}

/** The enabled, regular assignments of application roles. Exclusive scopes of others take nothing away. */
export function applicationGrants(
  tenant: Tenant,
  principal: ExchangeServicePrincipal,
  reader: Reader,
): readonly ApplicationGrant[] {
  const scopes = tenant.visibility.view("managementScopes", reader);
  return tenant.visibility
    .view("roleAssignments", reader)
    .filter(({ roleAssignee, delegation }) => roleAssignee === principal.guid && delegation === "Regular")
    .filter(({ enabled }) => enabled)
    .flatMap((assignment) => {
      const role = tenant.store.managementRoles.get(assignment.role);
      if (!role || role.permissions.length === 0) return [];
      const { permissions } = role;
      const isKeptOut = (to: Recipient) => isExclusive(tenant, assignment, to, scopes);
      return {
        assignment,
        role,
        permissions,
        reaches: (to) => reaches(tenant, assignment, to, scopes) && !isKeptOut(to),
      };
    });
}

/** Documented: exclusive scopes do not restrict applications. Switched off, they keep out all but their own. */
function isExclusive(
  tenant: Tenant,
  { scope }: RoleAssignment,
  recipient: Recipient,
  scopes: readonly ManagementScope[],
): boolean {
  if (tenant.behaviours.on("exclusive-scopes-spare-applications")) return false;
  const own = scope.kind === "exclusive" ? scope.guid : undefined;
  return scopes.some((each) => each.exclusive && each.guid !== own && isInScope(tenant, each, recipient));
}
