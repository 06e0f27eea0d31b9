import type { Clock } from "../connection/clock";
import { listings } from "./listing";
import { exchangeObjects, type ExchangeObject, type ExchangeObjects } from "./objects";
import { booleanOf, guidOf, optionalText, textOf } from "./records";
import type { ExchangeRecord, Parameters, Transport } from "./transport";

/** The reach of a grant, as it is asked for and as it is reported. Exactly one kind. */
export type GrantScope =
  /** The recipients of a management scope. */
  | { managementScope: string }
  /** The recipients of an exclusive management scope, which then nobody else reaches. */
  | { exclusiveScope: string }
  /** The direct members of a group. */
  | { group: string }
  /** The members of an administrative unit. */
  | { administrativeUnit: string }
  | { organizationalUnit: string }
  /** What lies within the assignee's own reach, such as `Self`. */
  | { relative: string }
  | { organizationWide: true };

export type ScopeKind =
  | "managementScope"
  | "exclusiveScope"
  | "group"
  | "administrativeUnit"
  | "organizationalUnit"
  | "relative"
  | "organizationWide";

/** The one kind that a scope names. */
export function kindOf(scope: object): ScopeKind {
  return Object.keys(scope)[0] as ScopeKind;
}

/** What a scope refers to, in lower case: a Guid, a name, a distinguished name. */
export function referenceOf(scope: object): string {
  return String(Object.values(scope)[0]).toLowerCase();
}

export type AssigneeKind = "app" | "user" | "securityGroup";

export interface RoleAssignment extends ExchangeObject {
  role: string;
  /** Identity, name, object id or application id of the assignee: Exchange uses now one, now another. */
  assignees: string[];
  /** `undefined` where Exchange does not say, or where it is of a kind that we do not manage. */
  assigneeKind: AssigneeKind | undefined;
  delegating: boolean;
  enabled: boolean;
  scope: GrantScope;
}

export interface RoleAssignments extends ExchangeObjects<RoleAssignment> {
  /** Guids of all grants that reach a user or a group: their own, and those of groups that they are in, however deep. */
  reaching(assignee: string, isFresh: boolean): Promise<ReadonlySet<string>>;
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/new-managementroleassignment */
export function roleAssignments(transport: Transport, clock: Clock): RoleAssignments {
  const cmdlet = "Get-ManagementRoleAssignment";
  const byAssignee = listings(clock, async (assignee) => {
    const { records } = await transport.invoke(cmdlet, { RoleAssignee: assignee });
    return records.map((record) => guidOf(cmdlet, record));
  });
  return {
    ...exchangeObjects(transport, clock, "ManagementRoleAssignment", parse),
    reaching: async (assignee, isFresh) => new Set(await byAssignee.of(assignee, isFresh)),
  };
}

export function toNewRoleAssignment(settings: {
  name: string;
  role: string;
  assignee: { kind: AssigneeKind; identity: string };
  scope: GrantScope;
  delegating: boolean;
}): Parameters {
  const { kind, identity } = settings.assignee;
  return {
    Name: settings.name,
    Role: settings.role,
    [{ app: "App", user: "User", securityGroup: "SecurityGroup" }[kind]]: identity,
    ...toScopeParameters(settings.scope, kind),
    ...(settings.delegating ? { Delegating: true } : {}),
  };
}

/** Only a bounded scope can be set: to take a scope away would widen the grant in place. */
export function toSetRoleAssignment(
  changes: { scope?: GrantScope; enabled?: boolean },
  kind: AssigneeKind,
): Parameters {
  return {
    ...(changes.scope === undefined ? {} : toScopeParameters(changes.scope, kind)),
    ...(changes.enabled === undefined ? {} : { Enabled: changes.enabled }),
  };
}

function toScopeParameters(scope: GrantScope, kind: AssigneeKind): Parameters {
  if ("managementScope" in scope) {
    return { [kind === "app" ? "CustomResourceScope" : "CustomRecipientWriteScope"]: scope.managementScope };
  }
  if ("exclusiveScope" in scope) return { ExclusiveRecipientWriteScope: scope.exclusiveScope };
  if ("group" in scope) return { RecipientGroupScope: scope.group };
  if ("administrativeUnit" in scope) return { RecipientAdministrativeUnitScope: scope.administrativeUnit };
  if ("organizationalUnit" in scope) return { RecipientOrganizationalUnitScope: scope.organizationalUnit };
  if ("relative" in scope) return { RecipientRelativeWriteScope: scope.relative };
  return {};
}

const assigneeKinds: Record<string, AssigneeKind> = {
  serviceprincipal: "app",
  user: "user",
  securitygroup: "securityGroup",
  rolegroup: "securityGroup",
  linkedrolegroup: "securityGroup",
};

function parse(record: ExchangeRecord, cmdlet: string): RoleAssignment {
  const assignees = ["RoleAssignee", "RoleAssigneeName", "User", "App"].map((key) =>
    optionalText(record, key),
  );
  return {
    guid: guidOf(cmdlet, record),
    name: textOf(cmdlet, record, "Name"),
    role: textOf(cmdlet, record, "Role"),
    assignees: [...new Set(assignees.filter((each) => each !== undefined))],
    assigneeKind: assigneeKinds[(optionalText(record, "RoleAssigneeType") ?? "").toLowerCase()],
    delegating: (optionalText(record, "RoleAssignmentDelegationType") ?? "Regular") !== "Regular",
    enabled: booleanOf(cmdlet, record, "Enabled"),
    scope: parseScope(record),
  };
}

/** No named scope means the role's own reach: for most roles every recipient. */
function parseScope(record: ExchangeRecord): GrantScope {
  const kind = (optionalText(record, "RecipientWriteScope") ?? "").toLowerCase();
  const written = optionalText(record, "CustomRecipientWriteScope");
  const name = optionalText(record, "CustomResourceScope") ?? written;
  if (name !== undefined) {
    if (kind === "administrativeunit") return { administrativeUnit: name.toLowerCase() };
    // The group itself stands in CustomRecipientWriteScope; the other holds the scope that Exchange made for it.
    if (kind === "group") return { group: written ?? name };
    if (kind === "exclusiverecipientscope") return { exclusiveScope: name };
    if (kind === "ou") return { organizationalUnit: name };
    return { managementScope: name };
  }
  const unit = optionalText(record, "RecipientOrganizationalUnitScope");
  if (kind === "ou") return { organizationalUnit: unit ?? "" };
  const relative = relativeScopes.find((each) => each.toLowerCase() === kind);
  return relative === undefined ? { organizationWide: true } : { relative };
}

/** What a grant can reach relative to its assignee. `Organization` and `None` are the reach of a role without a scope. */
export const relativeScopes = ["Self", "MyGAL", "MyDistributionGroups"] as const;
