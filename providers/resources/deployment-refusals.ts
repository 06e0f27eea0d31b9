import type { Deployment } from "../connection/deployment";
import { kindOf } from "../exchange/role-assignments";

/** What Exchange Server has not, with what to use there; `undefined` if it has it. */
export function scopeRefusal(scope: object | undefined, deployment: Deployment): string | undefined {
  return scope && deployment === "onPremises" ? onlyOnline[kindOf(scope)] : undefined;
}

/** Why an application can be given nothing on-premises. */
export const noApplications =
  "is for applications, and Exchange Server knows none: RBAC for Applications exists in Exchange Online alone. On-premises give " +
  "a user the role ApplicationImpersonation, with a scope";

const onlyOnline: Partial<Record<string, string>> = {
  group:
    "{ group } exists in Exchange Online alone. On-premises declare a ManagementScope with the filter " +
    "MemberOfGroup -eq '<the group's distinguished name>', and give { managementScope } its id",
  administrativeUnit:
    "{ administrativeUnit } exists in Exchange Online alone: it is Entra's. On-premises give { organizationalUnit }, or " +
    "declare a ManagementScope and give { managementScope } its id",
};
