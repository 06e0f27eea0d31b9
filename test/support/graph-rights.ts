import type { RunningTenant } from "../../emulator";
import { automation, graphAppId } from "./seed";

/** The directory role that may set passwords, by its template's id. */
const userAdministrator = "fe930be7-5e62-47db-91af-98c3a49a38b1";

/** What the identity that runs the product needs for service accounts: consents to Graph's roles. */
export const accountRights = ["User.ReadWrite.All", "LicenseAssignment.ReadWrite.All"];

/** Consents to app roles of Graph for the seed's automation, and makes it User Administrator. */
export function allowAccounts({ tenant }: RunningTenant, rights: readonly string[] = accountRights): void {
  const { appRoleAssignments, directoryRoleAssignments, servicePrincipals } = tenant.store;
  const graph = servicePrincipals.all().find(({ appId }) => appId === graphAppId);
  if (graph === undefined) throw new Error("The tenant has no Microsoft Graph.");
  const principalId = automation.servicePrincipalId;
  for (const [index, right] of rights.entries()) {
    const role = graph.appRoles.find(({ value }) => value === right);
    if (role === undefined) throw new Error(`Microsoft Graph has no app role ${right}.`);
    appRoleAssignments.insert({
      id: `test-consent-${index}`,
      appRoleId: role.id,
      principalId,
      principalType: "ServicePrincipal",
      resourceId: graph.id,
      createdDateTime: "2026-01-01T00:00:00Z",
    });
  }
  directoryRoleAssignments.insert({
    id: "test-user-administrator",
    roleDefinitionId: userAdministrator,
    principalId,
    directoryScopeId: "/",
  });
}
