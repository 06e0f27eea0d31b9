import { applicationGrants } from "../access/application-access";
import type { ApplicationGrant } from "../access/application-access";
import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { one } from "./identity";
import { recipientKeys } from "./recipients-on-the-wire";
import { roleAssignmentOnTheWire } from "./role-assignments-on-the-wire";
import { servicePrincipalKeys } from "./service-principals";
import { wireObject } from "./wire";
import type { WireObject } from "./wire";

export const authorizationCmdlets: readonly Cmdlet[] = [
  { name: "Test-ServicePrincipalAuthorization", run: test },
];

/** Documented: asks the truth, past the permission cache, and knows nothing of consents in Entra. */
function test(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  const principals = tenant.store.exchangeServicePrincipals.all();
  const principal = one(principals, text(invocation, "Identity") ?? "", servicePrincipalKeys);
  const resource = text(invocation, "Resource");
  const mailboxes = tenant.store.recipients.filter(({ exchangeGuid }) => exchangeGuid !== null);
  const mailbox = resource === undefined ? undefined : one(mailboxes, resource, recipientKeys);
  const reader = tenant.behaviours.on("authorization-test-past-cache") ? "truth" : "mailboxAccess";
  return applicationGrants(tenant, principal, reader).map((grant) => line(tenant, grant, mailbox));
}

function line(tenant: Tenant, grant: ApplicationGrant, mailbox: Recipient | undefined): WireObject {
  const { CustomResourceScope, RecipientWriteScope } = roleAssignmentOnTheWire(tenant, grant);
  const isScoped = grant.assignment.scope.kind === "managementScope";
  return wireObject({
    RoleName: grant.role.name,
    GrantedPermissions: grant.permissions.join(", "),
    AllowedResourceScope: CustomResourceScope ?? RecipientWriteScope ?? null,
    ScopeType: isScoped ? "CustomRecipientScope" : (RecipientWriteScope ?? null),
    InScope: inScope(tenant, grant, mailbox),
  });
}

/** Documented: without a mailbox the text "Not Run" stands where the answer would. */
function inScope(tenant: Tenant, grant: ApplicationGrant, mailbox: Recipient | undefined): boolean | string {
  if (!mailbox) return "Not Run";
  const reached = grant.reaches(mailbox);
  if (tenant.behaviours.on("in-scope-is-boolean")) return reached;
  return reached ? "True" : "False";
}
