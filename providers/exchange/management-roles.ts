import type { Clock } from "../connection/clock";
import { exchangeObjects, type ExchangeObject, type ExchangeObjects } from "./objects";
import { guidOf, optionalText, textOf } from "./records";
import type { Transport } from "./transport";

export interface ManagementRole extends ExchangeObject {
  /** What kind of role it is; a role that was derived from another has that one's type. */
  roleType: string;
}

export type ManagementRoles = Pick<ExchangeObjects<ManagementRole>, "list" | "snapshot">;

/** https://learn.microsoft.com/powershell/module/exchangepowershell/get-managementrole */
export function managementRoles(transport: Transport, clock: Clock): ManagementRoles {
  return exchangeObjects(transport, clock, "ManagementRole", (record, cmdlet) => ({
    guid: guidOf(cmdlet, record),
    name: textOf(cmdlet, record, "Name"),
    roleType: optionalText(record, "RoleType") ?? "",
  }));
}

/**
 * Types of roles by which somebody reaches what is in other people's mailboxes: by opening or searching them, by taking
 * their content out, or by giving themselves the right to. Custom roles have their parent's type.
 * https://learn.microsoft.com/exchange/permissions/feature-permissions/rbac-permissions
 */
const mailboxRoleTypes = new Set([
  "applicationimpersonation",
  "mailboximportexport",
  "mailboxsearch",
  "mailboxsearchapplication",
  "mailrecipients",
  "useroptions",
]);

export function reachesMailboxes({ roleType }: ManagementRole): boolean {
  return mailboxRoleTypes.has(roleType.toLowerCase());
}
