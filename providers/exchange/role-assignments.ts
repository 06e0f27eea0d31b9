import type { Clock } from "../connection/clock";
import { exchangeObjects, type ExchangeObject, type ExchangeObjects } from "./objects";
import { booleanOf, guidOf, optionalText, textOf } from "./records";
import type { ExchangeRecord, Parameters, Transport } from "./transport";

/** The reach of a grant as Exchange reports it. */
export type ReportedScope =
  | { kind: "managementScope"; name: string }
  | { kind: "group"; name: string }
  | { kind: "administrativeUnit"; id: string }
  | { kind: "organizationWide" }
  /** A reach that is none of the above, such as `Self`: reported, never taken for one of ours. */
  | { kind: "other"; description: string };

export interface RoleAssignment extends ExchangeObject {
  role: string;
  /** Identity, name, object id or application id of the assignee: Exchange uses now one, now another. */
  assignees: string[];
  assigneeType: string | undefined;
  delegating: boolean;
  enabled: boolean;
  scope: ReportedScope;
}

/** The reach of a grant as it is asked for. */
export type WantedScope =
  | { managementScope: string }
  | { group: string }
  | { administrativeUnit: string }
  | { organizationWide: true };

export type RoleAssignments = ExchangeObjects<RoleAssignment>;

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-managementroleassignment */
export function roleAssignments(transport: Transport, clock: Clock): RoleAssignments {
  return exchangeObjects(transport, clock, "ManagementRoleAssignment", parse);
}

/** The assignment of a role to an application. */
export function toNewApplicationAssignment(settings: {
  name: string;
  role: string;
  app: string;
  scope: WantedScope;
}): Parameters {
  return {
    Name: settings.name,
    Role: settings.role,
    App: settings.app,
    ...toScopeParameters(settings.scope),
  };
}

/** Only a bounded scope can be set: to take a scope away would widen the grant in place. */
export function toSetApplicationAssignment(changes: { scope?: WantedScope; enabled?: boolean }): Parameters {
  return {
    ...(changes.scope === undefined ? {} : toScopeParameters(changes.scope)),
    ...(changes.enabled === undefined ? {} : { Enabled: changes.enabled }),
  };
}

function toScopeParameters(scope: WantedScope): Parameters {
  if ("managementScope" in scope) return { CustomResourceScope: scope.managementScope };
  if ("group" in scope) return { RecipientGroupScope: scope.group };
  if ("administrativeUnit" in scope) return { RecipientAdministrativeUnitScope: scope.administrativeUnit };
  return {};
}

function parse(record: ExchangeRecord, cmdlet: string): RoleAssignment {
  const assignees = ["RoleAssignee", "RoleAssigneeName", "User", "App"].map((key) =>
    optionalText(record, key),
  );
  return {
    guid: guidOf(cmdlet, record),
    name: textOf(cmdlet, record, "Name"),
    role: textOf(cmdlet, record, "Role"),
    assignees: [...new Set(assignees.filter((each) => each !== undefined))],
    assigneeType: optionalText(record, "RoleAssigneeType"),
    delegating: (optionalText(record, "RoleAssignmentDelegationType") ?? "Regular") !== "Regular",
    enabled: booleanOf(cmdlet, record, "Enabled"),
    scope: parseScope(record),
  };
}

/** No named scope means the role's own reach, and for an application that is every mailbox. */
function parseScope(record: ExchangeRecord): ReportedScope {
  const kind = (optionalText(record, "RecipientWriteScope") ?? "").toLowerCase();
  const name =
    optionalText(record, "CustomResourceScope") ?? optionalText(record, "CustomRecipientWriteScope");
  if (name !== undefined && kind === "administrativeunit")
    return { kind: "administrativeUnit", id: name.toLowerCase() };
  if (name !== undefined && kind === "group") {
    // The group itself stands here; CustomResourceScope then holds the scope that Exchange made for it.
    return { kind: "group", name: optionalText(record, "CustomRecipientWriteScope") ?? name };
  }
  if (name !== undefined) return { kind: "managementScope", name };
  if (["self", "mygal", "mydistributiongroups", "ou"].includes(kind))
    return { kind: "other", description: kind };
  return { kind: "organizationWide" };
}
