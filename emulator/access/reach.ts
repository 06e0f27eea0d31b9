import type { ManagementScope, Recipient, RoleAssignment } from "../entities";
import type { Tenant } from "../tenant";
import { isInScope } from "./filters";
import { recipientProperties } from "./recipient-properties";

/** Whether an assignment's scope holds the recipient; `scopes` are the management scopes as the asker sees them. */
export function reaches(
  tenant: Tenant,
  { scope, role }: RoleAssignment,
  recipient: Recipient,
  scopes: readonly ManagementScope[],
): boolean {
  switch (scope.kind) {
    case "implicit":
      return tenant.store.managementRoles.get(role)?.recipientWriteScope === "Organization";
    case "relative":
      return scope.value === "Organization";
    case "managementScope":
    case "exclusive": {
      const held = scopes.find(({ guid }) => guid === scope.guid);
      return held !== undefined && isInScope(tenant, held, recipient);
    }
    case "group": {
      const held = scopes.find(({ guid }) => guid === scope.guid);
      if (scope.guid !== null) return held !== undefined && isInScope(tenant, held, recipient);
      const group = tenant.store.recipients.get(scope.group)?.distinguishedName;
      const memberOf = recipientProperties(tenant, recipient).MemberOfGroup;
      return Array.isArray(memberOf) && memberOf.includes(group);
    }
    case "administrativeUnit": {
      const unit = tenant.store.administrativeUnits.get(scope.id);
      const id = recipient.externalDirectoryObjectId;
      return unit !== undefined && id !== null && unit.members.includes(id);
    }
    case "organizationalUnit":
      return recipient.distinguishedName.toLowerCase().endsWith(`,${scope.distinguishedName.toLowerCase()}`);
  }
}
