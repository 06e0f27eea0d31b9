/** Reads objects one by one for its callers, and many at a time from the service. */
export interface BatchedReads<T> {
  /** The object, or `undefined` if a request that started after this call did not bring it. */
  read(id: string): Promise<T | undefined>;
}

interface Waiting<T> {
  resolve(found: T | undefined): void;
  reject(error: unknown): void;
}

/**
 * All who ask within one turn of the event loop, and all who ask while a request is under way, share the next one.
 * `fetch` gets at most `size` ids and returns what is there of them.
 */
export function batchedReads<T extends { id: string }>(
  size: number,
  fetch: (ids: string[]) => Promise<T[]>,
): BatchedReads<T> {
  let waiting = new Map<string, Waiting<T>[]>();
  let isRunning = false;

  async function serve(batch: Map<string, Waiting<T>[]>, ids: string[]): Promise<void> {
    const callers = (id: string): Waiting<T>[] => batch.get(id) ?? [];
    try {
      const found = new Map((await fetch(ids)).map((object) => [object.id, object]));
      for (const id of ids) callers(id).forEach((caller) => caller.resolve(found.get(id)));
    } catch (error) {
      for (const id of ids) callers(id).forEach((caller) => caller.reject(error));
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.size > 0) {
      const batch = waiting;
      waiting = new Map();
      const ids = [...batch.keys()];
      const parts = Array.from({ length: Math.ceil(ids.length / size) }, (_, part) =>
        ids.slice(part * size, (part + 1) * size),
      );
      await Promise.all(parts.map((part) => serve(batch, part)));
      // The callers that were just answered may ask for the next ones.
      await new Promise((resolve) => setImmediate(resolve));
    }
    isRunning = false;
  }

  return {
    read: (id) =>
      new Promise((resolve, reject) => {
        waiting.set(id, [...(waiting.get(id) ?? []), { resolve, reject }]);
        if (!isRunning) void run();
      }),
  };
}
