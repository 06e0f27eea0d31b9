import { defaultOnPremisesSeed } from "./active-directory/seed";
import type { OnPremisesSeed } from "./active-directory/seed";
import { expandOnPremisesSeed } from "./active-directory/seed-expansion";
import { behaviourRows } from "./behaviour-rows";
import { createBehaviours } from "./behaviours";
import type { Behaviours } from "./behaviours";
import { createClock } from "./clock";
import type { Clock } from "./clock";
import { followDirectory } from "./directory-cascade";
import { seedCalendarItems } from "./ews/calendar-seed";
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
  /** Of the kind that the mode asks for. */
  readonly seed?: Seed | OnPremisesSeed;
  readonly clock?: "real" | "virtual";
}

export function createTenant(options: TenantOptions = {}): Tenant {
  const clock = createClock(options.clock ?? "real");
  const persistence = createPersistence(options.folder);
  const mode = options.mode ?? "online";
  const seeded = () => seededState(mode, options.seed, clock);
  const saved = savedState(persistence, mode);
  const store = createStore(saved ?? seeded(), persistence);
  if (!saved) persistence.save(store.state());
  const behaviours = createBehaviours(behaviourRows);
  const faults = createFaults();
  const visibility = createVisibility({ clock, store, faults });
  const tenant: Tenant = {
    mode,
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

function seededState(mode: Tenant["mode"], seed: TenantOptions["seed"], clock: Clock): StoreState {
  if (mode === "online") return expandSeed((seed ?? defaultSeed()) as Seed, clock);
  const state = expandOnPremisesSeed((seed ?? defaultOnPremisesSeed()) as OnPremisesSeed, clock);
  return { ...state, calendarItems: seedCalendarItems(state.recipients, clock) };
}

/** A tenant that another version has saved may lack what this one needs. */
function savedState(persistence: Persistence, mode: Tenant["mode"]): StoreState | undefined {
  const saved = persistence.load() as StoreState | undefined;
  if (saved && !("subscribedSkus" in saved)) {
    throw new Error(
      "The folder holds a tenant of an earlier version. Empty it to start from the seed again.",
    );
  }
  if (saved && (saved.organization.activeDirectory !== undefined) !== (mode === "onPremises")) {
    throw new Error("The folder holds a tenant of the other mode. Give another folder, or empty this one.");
  }
  return saved && { ...withoutActiveDirectory, ...saved };
}

/** A tenant saved before there was an on-premises mode lacks its collections. */
const withoutActiveDirectory = { accounts: [], organizationalUnits: [] };
