import { basename, join } from "node:path";
import { connect, type Clients } from "./clients";
import { ConfigurationError } from "./connection/errors";
import { configKeys, type ReadConfig } from "./connection/settings";
import { staleBuildHelp } from "./dynamic/build-freshness";
import { endWithEngine } from "./dynamic/orphan-watch";
import { provide, type Connect, type DynamicProvider } from "./dynamic/provide";
import type { Kind } from "./dynamic/provider-text";
import { newRun, type Run } from "./dynamic/run";
import { managementScopeProvider } from "./resources/management-scope.provider";
import { roleAssignmentProvider } from "./resources/role-assignment.provider";
import { roleGroupProvider } from "./resources/role-group.provider";
import { serviceAccountProvider } from "./resources/service-account.provider";
import { servicePrincipalProvider } from "./resources/service-principal.provider";

// The `__provider` texts in users' states load this module. Its path, `handler` and the version numbers are frozen.

type Provide = (connectTo: Connect<Clients>, run: Run) => DynamicProvider;

const providers: Record<Kind, Provide> = {
  ManagementScope: (connectTo, run) => provide(managementScopeProvider, connectTo, run),
  ServiceAccount: (connectTo, run) => provide(serviceAccountProvider, connectTo, run),
  ServicePrincipal: (connectTo, run) => provide(servicePrincipalProvider, connectTo, run),
  RoleGroup: (connectTo, run) => provide(roleGroupProvider, connectTo, run),
  RoleAssignment: (connectTo, run) => provide(roleAssignmentProvider, connectTo, run),
};

/** The provider of one kind. `version` counts what stands in states, not releases of this package. */
export function handler(kind: Kind, version: 1): DynamicProvider {
  const make = (providers as Partial<Record<string, Provide>>)[kind];
  if (make === undefined || (version as number) !== 1) {
    throw new Error(
      `This version of pulumi-exchange-rbac does not know ${kind} (${version}). Update the package.`,
    );
  }
  endWithEngine(process.argv[2]);
  return make(sharedConnection, sharedRun);
}

const sharedRun = newRun();
const connections = new Map<string, Clients>();

/** The kinds are configured one by one, but alike: they share the connection, its lists and its limits. */
function sharedConnection(readConfig: ReadConfig): Clients {
  const stale = staleBuild();
  if (stale !== undefined) throw new ConfigurationError(stale);
  const key = JSON.stringify(configKeys.map((name) => readConfig(name) ?? null));
  const clients = connections.get(key) ?? connect(readConfig);
  connections.set(key, clients);
  return clients;
}

/** Old code that runs unnoticed beside new sources has cost more than one afternoon. */
function staleBuild(): string | undefined {
  const dist = join(__dirname, "..");
  return basename(dist) === "dist" ? staleBuildHelp(join(dist, "..")) : undefined;
}
