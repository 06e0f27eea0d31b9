import { Collection } from "./collection";
import type { Change, CollectionOptions } from "./collection";
import type { Entities, ExchangeObject, GraphObject, Organization, Recipient } from "./entities";
import type { Persistence } from "./persistence";

export type CollectionName = keyof Entities;

type Collections = { readonly [Name in CollectionName]: Collection<Entities[Name]> };

/** A tenant's whole content, as it is saved and as a seed expands to. */
export type StoreState = { organization: Organization } & Contents<Exclude<CollectionName, "calendarItems">> &
  // Seeds say nothing of them, and tenants that were saved before there were any lack them.
  Partial<Contents<"calendarItems">>;

type Contents<Name extends CollectionName> = { [Each in Name]: Entities[Each][] };

/** The truth about the tenant, never lagging. Every write is saved before it returns. */
export interface Store extends Collections {
  readonly organization: { get(): Organization; update(patch: Partial<Organization>): Organization };
  /** Several writes as one: saved once, and undone when the action throws. */
  transaction<T>(action: () => T): T;
  /** Told of every write; returns the function that ends it. */
  onChange(listener: (change: Change) => void): () => void;
  state(): StoreState;
  /** Replaces the whole content. */
  load(state: StoreState): void;
}

export function createStore(initial: StoreState, persistence: Persistence): Store {
  const listeners = new Set<(change: Change) => void>();
  let organization = initial.organization;
  let pending: Change[] | undefined;

  const written = (change: Change) => {
    if (pending) {
      pending.push(change);
      return;
    }
    persistence.save(state());
    for (const listener of listeners) listener(change);
  };
  const collections = createCollections(written);

  const state = (): StoreState => {
    const contents = Object.entries(collections).map(([name, collection]) => [name, collection.all()]);
    return { organization, ...Object.fromEntries(contents) } as StoreState;
  };
  const restore = (content: StoreState) => {
    organization = content.organization;
    for (const name of Object.keys(collections) as CollectionName[]) {
      (collections[name] as Collection<object>).restore(content[name] ?? []);
    }
  };
  restore(initial);

  return {
    ...collections,
    organization: {
      get: () => organization,
      update: (patch) => {
        const before = organization;
        organization = { ...organization, ...patch };
        written({ collection: "organization", key: organization.tenantId, before, after: organization });
        return organization;
      },
    },
    transaction: (action) => {
      if (pending) return action();
      const before = state();
      const changes: Change[] = [];
      pending = changes;
      try {
        const result = action();
        if (changes.length > 0) persistence.save(state());
        pending = undefined;
        for (const change of changes) for (const listener of listeners) listener(change);
        return result;
      } catch (error) {
        restore(before);
        throw error;
      } finally {
        pending = undefined;
      }
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state,
    load: (content) => {
      restore(content);
      persistence.save(state());
    },
  };
}

function createCollections(written: (change: Change) => void): Collections {
  const graph = <T extends Pick<GraphObject, "id">>(
    name: CollectionName,
    unique: CollectionOptions<T>["unique"] = {},
  ) => new Collection<T>({ name, key: (entity) => entity.id, unique }, written);
  const exchange = <T extends ExchangeObject>(
    name: CollectionName,
    unique: CollectionOptions<T>["unique"] = {},
  ) =>
    new Collection<T>(
      { name, key: (entity) => entity.guid, unique: { name: (entity) => entity.name, ...unique } },
      written,
    );
  return {
    users: graph("users", {
      userPrincipalName: (user) => (user.deletedDateTime ? null : user.userPrincipalName),
    }),
    subscribedSkus: graph("subscribedSkus"),
    directoryRoles: graph("directoryRoles", { roleTemplateId: (role) => role.roleTemplateId }),
    groups: graph("groups"),
    administrativeUnits: graph("administrativeUnits"),
    applications: graph("applications", { appId: (application) => application.appId }),
    servicePrincipals: graph("servicePrincipals", { appId: (principal) => principal.appId }),
    appRoleAssignments: graph("appRoleAssignments"),
    directoryRoleAssignments: graph("directoryRoleAssignments"),
    recipients: exchange("recipients", {
      name: (recipient) => (isOnPremises(recipient) ? null : recipient.name),
      distinguishedName: (recipient) => (isOnPremises(recipient) ? recipient.distinguishedName : null),
      logonName: (recipient) => recipient.logonName ?? null,
      primarySmtpAddress: (recipient) => recipient.primarySmtpAddress,
    }),
    accounts: new Collection(
      { name: "accounts", key: ({ guid }) => guid, unique: { sid: ({ sid }) => sid } },
      written,
    ),
    organizationalUnits: exchange("organizationalUnits", { name: (unit) => unit.distinguishedName }),
    disconnectedMailboxes: new Collection(
      { name: "disconnectedMailboxes", key: ({ guid }) => guid, unique: {} },
      written,
    ),
    calendarItems: graph("calendarItems"),
    exchangeServicePrincipals: exchange("exchangeServicePrincipals", {
      appId: (principal) => principal.appId,
      objectId: (principal) => principal.objectId,
    }),
    managementScopes: exchange("managementScopes"),
    roleGroups: exchange("roleGroups"),
    managementRoles: exchange("managementRoles"),
    roleAssignments: exchange("roleAssignments"),
  };
}

/** Online all recipients lie in one place; on-premises each organisational unit may have its own of a name. */
function isOnPremises({ externalDirectoryObjectId }: Recipient): boolean {
  return externalDirectoryObjectId === null;
}
