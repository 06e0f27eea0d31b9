import type { RunningTenant } from "../../emulator";
import { typeToken, type Kind } from "../../providers/dynamic/provider-text";
import type { Engine } from "./engine";
import { pulumiName } from "./engine-exchange";

export interface StoredObject {
  guid: string;
  [property: string]: unknown;
}

export interface StoredObjects {
  get(guid: string): StoredObject | undefined;
  all(): StoredObject[];
  update(guid: string, patch: object): void;
}

/** The objects of a kind in the tenant's own store. */
export function stored(running: RunningTenant, kind: Kind): StoredObjects {
  const { managementScopes, exchangeServicePrincipals, roleAssignments } = running.tenant.store;
  const collections: Record<Kind, unknown> = {
    ManagementScope: managementScopes,
    ServicePrincipal: exchangeServicePrincipals,
    RoleAssignment: roleAssignments,
  };
  return collections[kind] as StoredObjects;
}

/** What the tenant holds for each resource of the stack, by Pulumi name. */
export async function storedByName(
  engine: Engine,
  running: RunningTenant,
): Promise<Map<string, StoredObject>> {
  const found = new Map<string, StoredObject>();
  for (const { urn, type, id = "" } of await engine.resources()) {
    const kind = type.slice(type.lastIndexOf(":") + 1) as Kind;
    const object = type === typeToken(kind) ? stored(running, kind).get(id) : undefined;
    if (object) found.set(pulumiName(urn), object);
  }
  return found;
}

/** What Exchange was told about an object, without what it adds of its own. */
export function settings(object: StoredObject): object {
  return { ...object, guid: "", distinguishedName: "", whenCreated: "", whenChanged: "" };
}
