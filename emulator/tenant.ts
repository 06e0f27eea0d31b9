import { behaviourRows } from "./behaviour-rows";
import { createBehaviours } from "./behaviours";
import type { Behaviours } from "./behaviours";
import { createClock } from "./clock";
import type { Clock } from "./clock";
import { followDirectory } from "./directory-cascade";
import { createFaults } from "./faults";
import type { Faults } from "./faults";
import { createPersistence } from "./persistence";
import type { Persistence } from "./persistence";
import { defaultSeed, expandSeed } from "./seed";
import type { Seed } from "./seed";
import { createStore } from "./store";
import type { Store, StoreState } from "./store";
import { createVisibility } from "./visibility";
import type { Visibility } from "./visibility";

/** A Microsoft 365 tenant, or an Exchange organisation on-premises, with everything that is known about it. */
export interface Tenant {
  readonly mode: "online" | "onPremises";
  readonly clock: Clock;
  /** The truth, never lagging. */
  readonly store: Store;
  readonly behaviours: Behaviours;
  readonly faults: Faults;
  /** What a lagging reader sees of the store. */
  readonly visibility: Visibility;
  /** Back to the seed; switches and clock included. */
  reset(): void;
}

export interface TenantOptions {
  readonly mode?: "online" | "onPremises";
  /** Where the tenant outlives the process. A tenant that is there already is taken up, not seeded. */
  readonly folder?: string;
  readonly seed?: Seed;
  readonly clock?: "real" | "virtual";
}

export function createTenant(options: TenantOptions = {}): Tenant {
  const clock = createClock(options.clock ?? "real");
  const persistence = createPersistence(options.folder);
  const seeded = () => expandSeed(options.seed ?? defaultSeed(), clock);
  const saved = savedState(persistence);
  const store = createStore(saved ?? seeded(), persistence);
  if (!saved) persistence.save(store.state());
  const behaviours = createBehaviours(behaviourRows);
  const faults = createFaults();
  const visibility = createVisibility({ clock, store, faults });
  const tenant: Tenant = {
    mode: options.mode ?? "online",
    clock,
    store,
    behaviours,
    faults,
    visibility,
    reset: () => {
      clock.reset();
      behaviours.reset();
      faults.reset();
      store.load(seeded());
      visibility.reset();
    },
  };
  followDirectory(tenant);
  return tenant;
}

/** A tenant that another version has saved may lack what this one needs. */
function savedState(persistence: Persistence): StoreState | undefined {
  const saved = persistence.load() as StoreState | undefined;
  if (saved && !("subscribedSkus" in saved)) {
    throw new Error(
      "The folder holds a tenant of an earlier version. Empty it to start from the seed again.",
    );
  }
  return saved;
}
