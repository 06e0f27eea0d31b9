import type { RunningTenant } from "../../emulator";
import type { Kind } from "../../providers/dynamic/provider-text";
import type { Engine } from "./engine";
import { pulumiName } from "./engine-exchange";

/** The kinds whose objects the embedded tenant lets a program make, change and remove. */
export const storedKinds = [
  "ManagementScope",
  "ServicePrincipal",
  "RoleAssignment",
] as const satisfies Kind[];
export type StoredKind = (typeof storedKinds)[number];

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
export function stored(running: RunningTenant, kind: StoredKind): StoredObjects {
  const { managementScopes, exchangeServicePrincipals, roleAssignments } = running.tenant.store;
  const collections: Record<StoredKind, unknown> = {
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
    const kind = storedKinds.find((each) => type.endsWith(`:${each}`));
    const object = kind && stored(running, kind).get(id);
    if (object) found.set(pulumiName(urn), object);
  }
  return found;
}

/** What Exchange was told about an object, without what it adds of its own. */
export function settings(object: StoredObject): object {
  return { ...object, guid: "", distinguishedName: "", whenCreated: "", whenChanged: "" };
}
