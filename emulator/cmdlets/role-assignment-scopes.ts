import { administrativeUnitName } from "../access/recipient-properties";
import type {
  AdministrativeUnit,
  AssignmentScope,
  ManagementRole,
  ManagementScope,
  Recipient,
} from "../entities";
import type { Tenant } from "../tenant";
import type { Invocation } from "./cmdlet";
import { text } from "./cmdlet";
import { invalidArgument } from "./cmdlet-error";
import { newConfigurationObject } from "./configuration-object";
import { commonKeys, one, resolve } from "./identity";
import { recipientRootName, storedFilter } from "./management-scope-filter";
import { longestName } from "./names";
import { recipientKeys } from "./recipients-on-the-wire";

/** The parameters that give an assignment its scope; at most one of them may be used. */
export const scopeParameters = [
  "CustomRecipientWriteScope",
  "CustomResourceScope",
  "ExclusiveRecipientWriteScope",
  "RecipientAdministrativeUnitScope",
  "RecipientGroupScope",
  "RecipientOrganizationalUnitScope",
  "RecipientRelativeWriteScope",
] as const;

export type ScopeParameter = (typeof scopeParameters)[number];

/** The parameter that says the scope; one that is null says so only where no other has a value. */
export function givenScopeParameter({
  given,
  values,
}: Pick<Invocation, "given" | "values">): ScopeParameter | undefined {
  const named = scopeParameters.filter((parameter) => given.has(parameter));
  const [first, second] = named.filter((parameter) => (values[parameter] ?? null) !== null);
  if (first !== undefined && second !== undefined) {
    throw invalidArgument(`The parameters ${first} and ${second} can't be used together.`);
  }
  return first ?? named[0];
}

/** The scope that a parameter's value means; null and empty mean the role's own scope. */
export function requestedScope(
  invocation: Invocation,
  parameter: ScopeParameter | undefined,
): AssignmentScope {
  const value = parameter && text(invocation, parameter);
  if (parameter === undefined || value === undefined || value === "") return { kind: "implicit" };
  const { tenant } = invocation;
  switch (parameter) {
    case "CustomRecipientWriteScope":
    case "CustomResourceScope":
      return { kind: "managementScope", guid: recipientScope(invocation, value, parameter, false).guid };
    case "ExclusiveRecipientWriteScope":
      return { kind: "exclusive", guid: recipientScope(invocation, value, parameter, true).guid };
    case "RecipientAdministrativeUnitScope":
      return { kind: "administrativeUnit", id: administrativeUnit(invocation, value).id };
    case "RecipientGroupScope": {
      const group = groupOf(invocation, value);
      const isOwn = tenant.behaviours.on("group-scope-is-management-scope");
      return { kind: "group", group: group.guid, guid: isOwn ? groupScope(tenant, group).guid : null };
    }
    case "RecipientOrganizationalUnitScope":
      return { kind: "organizationalUnit", distinguishedName: recipientRootName(tenant, value) };
    case "RecipientRelativeWriteScope":
      return { kind: "relative", value: relativeScope(value) };
  }
}

/** Reported for the 2013 server: a scope wider than the role's own is left out, and only a warning says so. */
export function withinRole(
  invocation: Invocation,
  role: ManagementRole | undefined,
  scope: AssignmentScope,
): AssignmentScope {
  const { tenant } = invocation;
  if (!role || scope.kind === "implicit" || scope.kind === "relative") return scope;
  const isWider = role.recipientWriteScope !== "Organization" && tenant.behaviours.on("wider-scope-dropped");
  if (!isWider && !tenant.faults.dropScope()) return scope;
  invocation.warn(
    `The scope is wider than the implicit scope of the management role '${role.name}'; the assignment is saved without it.`,
  );
  return { kind: "implicit" };
}

function recipientScope(
  invocation: Invocation,
  identity: string,
  parameter: ScopeParameter,
  exclusive: boolean,
): ManagementScope {
  const scope = managementScope(invocation, identity, parameter, exclusive);
  refuseKind(invocation, scope, parameter, scope.scopeRestrictionType === "RecipientScope");
  return scope;
}

/** A scope of recipients is none of servers, and the reverse. */
export function refuseKind(
  { tenant }: Invocation,
  { name, scopeRestrictionType }: ManagementScope,
  parameter: string,
  fits: boolean,
): void {
  if (fits || !tenant.behaviours.on("scope-kind-fits-parameter")) return;
  throw invalidArgument(
    `The management scope object ${name} is a ${scopeRestrictionType}, and it can't be specified as parameter ` +
      `${parameter}.`,
  );
}

/** The one scope that a parameter names, exclusive or not as the parameter asks. */
export function managementScope(
  invocation: Invocation,
  identity: string,
  parameter: string,
  exclusive: boolean,
): ManagementScope {
  const scope = resolve(invocation, "managementScopes", "dependencies", identity, commonKeys);
  if (scope.exclusive !== exclusive && invocation.tenant.behaviours.on("exclusive-scope-parameter")) {
    throw invalidArgument(
      `The management scope object ${scope.name} is ${exclusive ? "not " : ""}an exclusive scope, and it can't be ` +
        `specified as parameter ${parameter}.`,
    );
  }
  return scope;
}

function administrativeUnit(invocation: Invocation, identity: string): AdministrativeUnit {
  const organization = invocation.tenant.store.organization.get();
  return resolve(invocation, "administrativeUnits", "dependencies", identity, (unit) => [
    unit.id,
    unit.displayName,
    administrativeUnitName(organization, unit),
  ]);
}

function groupOf(invocation: Invocation, identity: string): Recipient {
  const groups = invocation
    .view("recipients", "dependencies")
    .filter(({ recipientType }) => recipientType !== "UserMailbox");
  return one(groups, identity, recipientKeys);
}

/** Met by other clients: the scope of a group is an object of its own, "<Group>_<Guid>", of the group's direct members. */
function groupScope(tenant: Tenant, group: Recipient): ManagementScope {
  const { managementScopes } = tenant.store;
  const suffix = `_${group.guid}`;
  const name = `${group.name.slice(0, longestName - suffix.length)}${suffix}`;
  const existing = managementScopes.by("name", name);
  if (existing) return existing;
  return managementScopes.insert({
    ...newConfigurationObject(tenant, "Scopes", name),
    scopeRestrictionType: "RecipientScope",
    exclusive: false,
    recipientFilter: storedFilter(
      tenant,
      `MemberOfGroup -eq '${group.distinguishedName.replaceAll("'", "''")}'`,
    ),
    recipientRoot: null,
    serverFilter: null,
    databaseFilter: null,
  });
}

/** Documented: the other values of the type stand for what other parameters say. */
function relativeScope(value: string): string {
  const values = ["None", "Organization", "MyGAL", "Self", "MyDistributionGroups"];
  const relative = values.find((each) => each.toLowerCase() === value.toLowerCase());
  if (relative === undefined) throw invalidArgument(`The scope ${value} can't be given as a relative scope.`);
  return relative;
}
