import { timestamp } from "../clock";
import type { AssignmentScope, ExchangeObject, ManagementScope } from "../entities";
import type { Tenant } from "../tenant";
import type { Cmdlet, Invocation } from "./cmdlet";
import { flag, isOn, text } from "./cmdlet";
import { alreadyExists, invalidArgument, invalidOperation } from "./cmdlet-error";
import { newConfigurationObject, renamed } from "./configuration-object";
import { requireHydration } from "./hydration";
import { commonKeys, resolve, select } from "./identity";
import { recipientRootName, refuseSimilar, storedFilter } from "./management-scope-filter";
import { changedRestriction, configurationRestriction } from "./configuration-scopes";
import { checkName } from "./names";
import { domainObjectName } from "./principal-names";
import { commonProperties, wireObject } from "./wire";
import type { WireObject } from "./wire";

export const managementScopeCmdlets: readonly Cmdlet[] = [
  { name: "Get-ManagementScope", run: get },
  {
    name: "New-ManagementScope",
    run: create,
    partial:
      "Filters of servers and databases are kept as they were sent; ServerList and DatabaseList are refused.",
  },
  { name: "Set-ManagementScope", run: change },
  { name: "Remove-ManagementScope", run: remove },
];

function get(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  const exclusive = flag(invocation, "Exclusive");
  const used = isOn(invocation, "Orphan") ? usedScopes(tenant) : undefined;
  return select(
    tenant,
    invocation.view("managementScopes", "reads"),
    text(invocation, "Identity"),
    commonKeys,
  )
    .filter((scope) => exclusive === undefined || scope.exclusive === exclusive)
    .filter((scope) => used === undefined || !used.has(scope.guid))
    .map((scope) => onTheWire(tenant, scope));
}

function create(invocation: Invocation): WireObject[] {
  const { tenant } = invocation;
  requireHydration(tenant);
  const name = checkName(tenant, text(invocation, "Name") ?? "");
  const scope: ManagementScope = {
    ...newConfigurationObject(tenant, "Scopes", name),
    exclusive: isOn(invocation, "Exclusive"),
    ...(configurationRestriction(invocation) ?? recipientRestriction(invocation)),
  };
  if (tenant.store.managementScopes.by("name", name)) throw alreadyExists(name);
  refuseSimilar(tenant, scope);
  return [onTheWire(tenant, tenant.store.managementScopes.insert(scope))];
}

type Restriction = Omit<ManagementScope, keyof ExchangeObject | "exclusive">;

function recipientRestriction(invocation: Invocation): Restriction {
  const { tenant } = invocation;
  const filter = text(invocation, "RecipientRestrictionFilter") ?? "";
  if (filter.trim() === "") throw invalidArgument("The recipient restriction filter can't be empty.");
  const root = text(invocation, "RecipientRoot");
  return {
    scopeRestrictionType: "RecipientScope",
    recipientFilter: storedFilter(tenant, filter),
    recipientRoot: root === undefined ? null : recipientRootName(tenant, root),
    serverFilter: null,
    databaseFilter: null,
  };
}

function change(invocation: Invocation): undefined {
  const { tenant, given } = invocation;
  requireHydration(tenant);
  const scope = target(invocation);
  const restriction = changedRestriction(invocation, scope);
  const name = text(invocation, "Name");
  const changed: ManagementScope = {
    ...scope,
    ...(name !== undefined && renamed(tenant, "Scopes", checkName(tenant, name))),
    ...(given.has("RecipientRestrictionFilter") && {
      recipientFilter: changedFilter(tenant, text(invocation, "RecipientRestrictionFilter") ?? ""),
    }),
    ...(given.has("RecipientRoot") && { recipientRoot: changedRoot(invocation) }),
    ...restriction,
    whenChanged: timestamp(tenant.clock),
  };
  const namesake = tenant.store.managementScopes.by("name", changed.name);
  if (namesake && namesake.guid !== scope.guid) throw alreadyExists(changed.name);
  refuseSimilar(tenant, changed);
  tenant.store.managementScopes.update(scope.guid, changed);
}

function remove(invocation: Invocation): undefined {
  const { tenant } = invocation;
  requireHydration(tenant);
  const scope = target(invocation);
  if (usedScopes(tenant).has(scope.guid) && tenant.behaviours.on("scope-in-use")) {
    throw invalidOperation(
      `The management scope '${scope.name}' can't be removed, because management role assignments use it.`,
    );
  }
  tenant.store.managementScopes.remove(scope.guid);
}

function target(invocation: Invocation): ManagementScope {
  return resolve(invocation, "managementScopes", "targets", text(invocation, "Identity"), commonKeys);
}

/** An empty filter leaves a scope without one: it then holds every recipient. */
function changedFilter(tenant: Tenant, filter: string): string | null {
  if (filter.trim() !== "") return storedFilter(tenant, filter);
  if (tenant.behaviours.on("empty-filter-widens")) return null;
  throw invalidArgument("The recipient restriction filter can't be empty.");
}

function changedRoot(invocation: Invocation): string | null {
  const root = text(invocation, "RecipientRoot");
  return root === undefined || root === "" ? null : recipientRootName(invocation.tenant, root);
}

/** Guids of the scopes that assignments refer to. */
function usedScopes({ store }: Tenant): Set<string> {
  return new Set(
    store.roleAssignments
      .all()
      .flatMap(({ scope, configScope }) => [managementScopeOf(scope) ?? [], configScope?.guid ?? []].flat()),
  );
}

export function managementScopeOf(scope: AssignmentScope): string | undefined {
  if (scope.kind === "group") return scope.guid ?? undefined;
  return scope.kind === "managementScope" || scope.kind === "exclusive" ? scope.guid : undefined;
}

function onTheWire(tenant: Tenant, scope: ManagementScope): WireObject {
  return wireObject({
    ...commonProperties(scope, tenant.store.organization.get(), "msExchScope"),
    ScopeRestrictionType: scope.scopeRestrictionType,
    Exclusive: scope.exclusive,
    RecipientRoot: scope.recipientRoot === null ? null : domainObjectName(tenant, scope.recipientRoot),
    RecipientFilter: scope.recipientFilter ?? "",
    ServerFilter: scope.serverFilter ?? "",
    DatabaseFilter: scope.databaseFilter ?? "",
  });
}
