import type { Clock } from "../connection/clock";

/** A complete list of one kind, shared by all who ask for it. */
export interface Listing<T> {
  /** A list that started after this call: it shows every write that Exchange has already taken in. */
  fresh(): Promise<T[]>;
  /**
   * A list that may have started up to `snapshotMs` before this call, but not before the last `expire`. The engine
   * refreshes only a few resources at a time, so that without this 1000 of them would cost more than 100 lists.
   */
  recent(): Promise<T[]>;
  /** Makes older lists useless: called when we write to the kind. */
  expire(): void;
}

const snapshotMs = 5_000;

interface Run<T> {
  startedAt: number;
  result: Promise<T[]>;
}

/** Lists that are told by key, such as the members of a group; each shared like any other. */
export interface Listings<T> {
  /** One that started after this call if it is to be fresh, else the recent one. */
  of(key: string, isFresh: boolean): Promise<T[]>;
}

export function listings<T>(clock: Clock, list: (key: string) => Promise<T[]>): Listings<T> {
  const known = new Map<string, Listing<T>>();
  return {
    of(key, isFresh) {
      const one = known.get(key) ?? listing(clock, () => list(key));
      known.set(key, one);
      return isFresh ? one.fresh() : one.recent();
    },
  };
}

export function listing<T>(clock: Clock, list: () => Promise<T[]>): Listing<T> {
  let latest: Run<T> | undefined;
  let waiting: Promise<Run<T>> | undefined;

  /** All callers of one turn of the event loop, and all who come while a list is under way, share the next one. */
  function next(): Promise<Run<T>> {
    waiting ??= (async () => {
      await latest?.result.catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      waiting = undefined;
      const run = { startedAt: clock.now(), result: list() };
      latest = run;
      // A failed list is not worth keeping; who waits for it gets the error from the promise itself.
      run.result.catch(() => {
        if (latest === run) latest = undefined;
      });
      return run;
    })();
    return waiting;
  }

  return {
    fresh: async () => (await next()).result,
    recent: async () => {
      const usable = latest !== undefined && clock.now() - latest.startedAt <= snapshotMs;
      return (usable && latest ? latest : await next()).result;
    },
    expire() {
      latest = undefined;
    },
  };
}
