import type { Recipient } from "../entities";
import type { Tenant } from "../tenant";
import type { Reader } from "../visibility";
import type { Invocation } from "./cmdlet";
import { one } from "./identity";
import { recipientKeys } from "./recipients-on-the-wire";
import { roleGroupKeys } from "./role-groups-on-the-wire";
import { servicePrincipalKeys } from "./service-principals";

/** Who can be a member or a manager, or have a permission. */
export interface SecurityPrincipal {
  readonly guid: string;
  readonly name: string;
  readonly kind: "user" | "securityGroup" | "roleGroup" | "application" | "other";
}

/** The one principal that an identity means, whatever its kind is. */
export function securityPrincipal(
  invocation: Invocation,
  identity: string,
  reader: Reader = "dependencies",
): SecurityPrincipal {
  const { tenant } = invocation;
  const candidates = [
    ...invocation.view("recipients", reader).map((recipient) => ({
      guid: recipient.guid,
      name: recipient.name,
      kind: kindOf(tenant, recipient),
      keys: () => recipientKeys(recipient),
    })),
    ...invocation.view("roleGroups", reader).map((group) => ({
      guid: group.guid,
      name: group.name,
      kind: "roleGroup" as const,
      keys: () => roleGroupKeys(group),
    })),
    ...invocation.view("exchangeServicePrincipals", reader).map((application) => ({
      guid: application.guid,
      name: application.name,
      kind: "application" as const,
      keys: () => [...servicePrincipalKeys(application), application.displayName || null],
    })),
  ];
  return one(candidates, identity, ({ keys }) => keys());
}

/** Documented: a security group needs an address online, and none on-premises. */
export function isSecurityGroup({ mode, behaviours }: Tenant, { recipientTypeDetails }: Recipient): boolean {
  if (recipientTypeDetails === "MailUniversalSecurityGroup") return true;
  const isPlain = recipientTypeDetails === "UniversalSecurityGroup";
  return isPlain && mode === "onPremises" && behaviours.on("plain-security-groups-hold-roles");
}

function kindOf(tenant: Tenant, recipient: Recipient): SecurityPrincipal["kind"] {
  if (["UserMailbox", "MailUser", "User"].includes(recipient.recipientType)) return "user";
  return isSecurityGroup(tenant, recipient) ? "securityGroup" : "other";
}
