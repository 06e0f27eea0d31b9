import type { RunningTenant, Store, User } from "../../emulator";
import { kinds, type Kind } from "../../providers/dynamic/provider-text";
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
  const { store } = running.tenant;
  const collections: Record<Kind, unknown> = {
    ManagementScope: store.managementScopes,
    ServiceAccount: accountsIn(store),
    ServicePrincipal: store.exchangeServicePrincipals,
    RoleGroup: store.roleGroups,
    RoleAssignment: store.roleAssignments,
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
    const kind = kinds.find((each) => type.endsWith(`:${each}`));
    const object = kind && stored(running, kind).get(id);
    if (!object) continue;
    const owned = kind === "RoleGroup" ? { roles: rolesOf(running.tenant.store, id) } : {};
    found.set(pulumiName(urn), { ...object, ...owned });
  }
  return found;
}

/** What Exchange and Entra were told about an object, without what they add of their own, and lists in one order. */
export function settings(object: StoredObject): object {
  const told = Object.entries(object).filter(([property]) => !added.includes(property));
  return Object.fromEntries(
    told.map(([property, value]) => [property, Array.isArray(value) ? inOrder(value) : value]),
  );
}

const added = [
  "guid",
  "id",
  "distinguishedName",
  "whenCreated",
  "whenChanged",
  "assignedPlans",
  "provisionedPlans",
];

function accountsIn({ users }: Store): StoredObjects {
  const asStored = (user: User): StoredObject => ({ ...user, guid: user.id });
  return {
    get(id) {
      const user = users.get(id);
      return user && asStored(user);
    },
    all: () => users.all().map(asStored),
    update: (id, patch) => void users.update(id, patch),
  };
}

function rolesOf({ roleAssignments }: Store, group: string): object[] {
  return roleAssignments
    .filter(({ roleAssignee }) => roleAssignee === group)
    .map(({ role, scope, delegation }) => ({ role, scope, delegation }));
}

function inOrder(list: unknown[]): unknown[] {
  return [...list].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}
