import type { Clock } from "./clock";
import type { Entities } from "./entities";
import type { Delay } from "./fault-settings";
import type { Faults } from "./faults";
import type { CollectionName, Store } from "./store";

/**
 * Who looks: a Get-*, a write that refers to other objects, a write that is to change the object, the check
 * whether an application may open a mailbox, Exchange at what Graph has written, or somebody who is never late.
 */
export type Reader = "reads" | "dependencies" | "targets" | "mailboxAccess" | "dualWrite" | "truth";

/** Read-after-write lag: what was written shows late, what was removed is still there for a while. */
export interface Visibility {
  /**
   * The collection as this reader sees it, on-premises through this domain controller (the first unless said).
   * One call counts as one look.
   */
  view<Name extends CollectionName>(name: Name, reader: Reader, server?: string): Entities[Name][];
  /** What the action writes is written through this domain controller. */
  through<T>(server: string | undefined, action: () => T): T;
  reset(): void;
}

interface Late {
  readonly key: string;
  readonly before: object | undefined;
  readonly since: number;
  readonly looks: Record<Reader, number>;
  /** The domain controller that it was written through. */
  readonly server: string | undefined;
  /** Looks through the others. */
  readonly replicaLooks: Map<string, number>;
}

export function createVisibility(context: { clock: Clock; store: Store; faults: Faults }): Visibility {
  const { clock, store, faults } = context;
  const late = new Map<string, Late[]>();
  const delays = (): Record<Reader, Delay> => ({
    ...faults.settings.lag,
    mailboxAccess: { calls: 0, milliseconds: faults.settings.permissionCache.milliseconds },
    dualWrite: { calls: 0, milliseconds: faults.settings.dualWrite.milliseconds },
    truth: { calls: 0, milliseconds: 0 },
  });
  const lags = () =>
    [...Object.values(delays()), faults.settings.replication].some(
      (delay) => delay.calls > 0 || delay.milliseconds > 0,
    );
  const servers = () => store.organization.get().activeDirectory?.domainControllers ?? [];
  let writer: string | undefined;

  store.onChange(({ collection, key, before }) => {
    if (!lags()) return;
    const looks = { reads: 0, dependencies: 0, targets: 0, mailboxAccess: 0, dualWrite: 0, truth: 0 };
    const server = writer ?? servers()[0];
    const change = {
      key,
      before,
      since: clock.now(),
      looks,
      server,
      replicaLooks: new Map<string, number>(),
    };
    late.set(collection, [...(late.get(collection) ?? []).filter(isStillLate), change]);
  });
  const isStillLate = (change: Late) =>
    Object.entries(delays()).some(([reader, delay]) =>
      isHidden(change, reader as Reader, delay, clock.now()),
    ) || servers().some((server) => isUnreplicated(change, server, faults.settings.replication, clock.now()));
  faults.onChange(() => {
    if (!lags()) late.clear();
  });

  return {
    view: (name, reader, server = servers()[0]) => {
      const delay = delays()[reader];
      const changes = late.get(name) ?? [];
      const replica = reader === "truth" ? undefined : server;
      const hidden = changes.filter(
        (change) =>
          isHidden(change, reader, delay, clock.now()) ||
          isUnreplicated(change, replica, faults.settings.replication, clock.now()),
      );
      for (const change of changes) {
        change.looks[reader] += 1;
        if (replica !== undefined) change.replicaLooks.set(replica, replicaLooks(change, replica) + 1);
      }
      return undo(store[name].all() as Entities[typeof name][], hidden, keyOf(name));
    },
    through: (server, action) => {
      const outer = writer;
      writer = server;
      try {
        return action();
      } finally {
        writer = outer;
      }
    },
    reset: () => late.clear(),
  };
}

function isHidden(change: Late, reader: Reader, delay: Delay, now: number): boolean {
  return change.looks[reader] < delay.calls || now - change.since < delay.milliseconds;
}

function isUnreplicated(change: Late, server: string | undefined, delay: Delay, now: number): boolean {
  if (server === undefined || change.server === server) return false;
  return replicaLooks(change, server) < delay.calls || now - change.since < delay.milliseconds;
}

function replicaLooks({ replicaLooks: looks }: Late, server: string): number {
  return looks.get(server) ?? 0;
}

/** The newest change is undone first, so that the oldest hidden one decides what is seen. */
function undo<T extends object>(entities: T[], hidden: readonly Late[], key: (entity: T) => string): T[] {
  if (hidden.length === 0) return entities;
  const seen = new Map(entities.map((entity) => [key(entity), entity]));
  for (const { key: changed, before } of [...hidden].reverse()) {
    if (before) seen.set(changed, before as T);
    else seen.delete(changed);
  }
  return [...seen.values()];
}

function keyOf(name: CollectionName): (entity: object) => string {
  const property = exchangeCollections.has(name) ? "guid" : "id";
  return (entity) => (entity as Record<string, string>)[property]?.toLowerCase() ?? "";
}

const exchangeCollections = new Set<CollectionName>([
  "accounts",
  "organizationalUnits",
  "recipients",
  "disconnectedMailboxes",
  "exchangeServicePrincipals",
  "managementScopes",
  "roleGroups",
  "managementRoles",
  "roleAssignments",
]);
