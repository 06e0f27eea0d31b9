import type { Clock } from "./clock";
import { isServiceError, ServiceError } from "./errors";

/** Ends an operation that would otherwise wait for ever; the engine passes no deadline of its own. */
export interface Deadline {
  clock: Clock;
  at: number;
}

export function deadlineIn(clock: Clock, milliseconds: number): Deadline {
  return { clock, at: clock.now() + milliseconds };
}

const firstPauseMs = 250;
const longestPauseMs = 15_000;

/**
 * Runs `attempt` until it succeeds, until `mayRepeat` says no, or until the next pause would pass the deadline.
 * A pause that the service asks for (`Retry-After`) is kept exactly; our own pauses double.
 */
export async function retry<T>(
  deadline: Deadline,
  attempt: () => Promise<T>,
  mayRepeat: (error: unknown, attempts: number) => boolean,
): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      const pause = (error instanceof ServiceError ? error.retryAfterMs : undefined) ?? pauseAfter(attempts);
      const inTime = deadline.clock.now() + pause < deadline.at;
      if (!inTime || !mayRepeat(error, attempts)) throw error;
      await deadline.clock.sleep(pause);
    }
  }
}

/** Asks again and again until the answer is not `undefined`; `undefined` means the deadline has passed. */
export async function poll<T>(deadline: Deadline, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let attempts = 1; ; attempts++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    const pause = pauseAfter(attempts);
    if (deadline.clock.now() + pause >= deadline.at) return undefined;
    await deadline.clock.sleep(pause);
  }
}

/** Throttling is refused before anything happened, so any request may be repeated after it. */
export const isThrottled = (error: unknown): boolean => isServiceError(error, "throttled");

/** Transient failures; a write may have happened before one of them. */
export const isTransient = (error: unknown): boolean => isServiceError(error, "throttled", "unavailable");

function pauseAfter(attempts: number): number {
  return Math.min(firstPauseMs * 2 ** Math.min(attempts - 1, 10), longestPauseMs);
}
