import type { Clock } from "../connection/clock";
import { isServiceError, ServiceError } from "../connection/errors";
import { deadlineIn, poll, retry, type Deadline } from "../connection/retry";
import { listing } from "./listing";
import { guidOf } from "./records";
import type { ExchangeRecord, InvokeResult, Parameters, Transport } from "./transport";

/** How long the server that takes a change may not know an object that another one lists already. */
export const arrivalMs = 60_000;

export interface ExchangeObject {
  guid: string;
  name: string;
  displayName?: string | undefined;
}

/** One kind of object, by the four cmdlets of its noun. Objects are known by Guid; a name can be a pattern. */
export interface ExchangeObjects<T extends ExchangeObject> {
  /** A complete list that started after this call. */
  list(): Promise<T[]>;
  /** A complete list that may be a few seconds old, but has all that we wrote ourselves. For reads only. */
  snapshot(): Promise<T[]>;
  /** The object, or `undefined` only if a complete list lacks it and Exchange says that it does not exist. */
  find(guid: string): Promise<T | undefined>;
  create(parameters: Parameters): Promise<{ object: T; warnings: string[] }>;
  change(guid: string, parameters: Parameters): Promise<{ warnings: string[] }>;
  /** Removing what is gone succeeds. */
  remove(guid: string, parameters?: Parameters): Promise<void>;
  /** Waits until a list shows an object that passes; `undefined` if none did in time. */
  waitFor(passes: (object: T) => boolean, deadline: Deadline): Promise<T | undefined>;
  /** Makes older lists useless: for a write to the object by another cmdlet. */
  expire(): void;
  /** Waits until a list no longer shows the object. */
  waitUntilGone(guid: string, deadline: Deadline): Promise<boolean>;
}

export function exchangeObjects<T extends ExchangeObject>(
  transport: Transport,
  clock: Clock,
  noun: string,
  parse: (record: ExchangeRecord, cmdlet: string) => T,
): ExchangeObjects<T> {
  const get = `Get-${noun}`;
  const all = listing(clock, async () =>
    (await transport.invoke(get)).records.map((record) => parse(record, get)),
  );

  async function write<R>(cmdlet: Promise<R>): Promise<R> {
    try {
      return await cmdlet;
    } finally {
      all.expire();
    }
  }

  return {
    list: () => all.fresh(),
    snapshot: () => all.recent(),
    async find(guid) {
      const listed = (await all.recent()).find((object) => object.guid === guid);
      if (listed) return listed;
      try {
        const { records } = await transport.invoke(get, { Identity: guid });
        // An identity that Exchange does not understand brings all objects: only the very one counts.
        const record = records.find((each) => guidOf(get, each) === guid);
        return record === undefined ? undefined : parse(record, get);
      } catch (error) {
        if (isServiceError(error, "notFound")) return undefined;
        throw error;
      }
    },
    async create(parameters) {
      const cmdlet = `New-${noun}`;
      const { records, warnings } = await write(transport.invoke(cmdlet, parameters));
      const [record] = records;
      if (record === undefined) {
        const said = "Exchange took it and described no object";
        throw new ServiceError({ kind: "unavailable", operation: cmdlet, said });
      }
      return { object: parse(record, cmdlet), warnings };
    },
    async change(guid, parameters) {
      const set = (): Promise<InvokeResult> =>
        write(transport.invoke(`Set-${noun}`, { Identity: guid, ...parameters, Confirm: false }));
      return retry(deadlineIn(clock, arrivalMs), set, (error) => isServiceError(error, "notFound"));
    },
    async remove(guid, parameters = {}) {
      const removeListed = async (): Promise<void> => {
        try {
          await write(transport.invoke(`Remove-${noun}`, { Identity: guid, ...parameters, Confirm: false }));
        } catch (error) {
          const isListed = async (): Promise<boolean> =>
            (await all.fresh()).some((each) => each.guid === guid);
          if (!isServiceError(error, "notFound") || (await isListed())) throw error;
        }
      };
      await retry(deadlineIn(clock, arrivalMs), removeListed, (error) => isServiceError(error, "notFound"));
    },
    expire: () => all.expire(),
    waitFor: (passes, deadline) => poll(deadline, async () => (await all.fresh()).find(passes)),
    async waitUntilGone(guid, deadline) {
      const isGone = async (): Promise<true | undefined> =>
        (await all.fresh()).some((object) => object.guid === guid) ? undefined : true;
      return (await poll(deadline, isGone)) ?? false;
    },
  };
}
