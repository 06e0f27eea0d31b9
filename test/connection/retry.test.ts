import { expect, test } from "vitest";
import type { Clock } from "../../providers/connection/clock";
import { ServiceError, type ServiceErrorKind } from "../../providers/connection/errors";
import { deadlineIn, isThrottled, isTransient, poll, retry } from "../../providers/connection/retry";

/** Time that passes only while somebody sleeps, and remembers for how long. */
function testClock(): Clock & { pauses: number[] } {
  let now = 1_000_000;
  const pauses: number[] = [];
  return {
    pauses,
    now: () => now,
    sleep(milliseconds) {
      pauses.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

const failure = (kind: ServiceErrorKind, retryAfterMs?: number): ServiceError =>
  new ServiceError({ kind, operation: "Get-Something", said: "no", retryAfterMs });

function failing(...errors: Error[]): () => Promise<string> {
  return () => {
    const error = errors.shift();
    return error ? Promise.reject(error) : Promise.resolve("done");
  };
}

test("a pause that the service asks for is kept exactly, and our own pauses double", async () => {
  const clock = testClock();
  const attempt = failing(failure("throttled", 7_000), failure("unavailable"), failure("unavailable"));
  expect(await retry(deadlineIn(clock, 60_000), attempt, isTransient)).toBe("done");
  expect(clock.pauses).toEqual([7_000, 500, 1_000]);
});

test("an error that nobody said may be repeated is not", async () => {
  const clock = testClock();
  await expect(
    retry(deadlineIn(clock, 60_000), failing(failure("accessDenied")), isTransient),
  ).rejects.toThrow("no");
  await expect(
    retry(deadlineIn(clock, 60_000), failing(failure("unavailable")), isThrottled),
  ).rejects.toThrow("no");
  await expect(
    retry(deadlineIn(clock, 60_000), failing(new TypeError("a defect")), isTransient),
  ).rejects.toThrow("a defect");
  expect(clock.pauses).toEqual([]);
});

test("no pause goes past the deadline", async () => {
  const clock = testClock();
  const always = (): Promise<string> => Promise.reject(failure("unavailable"));
  await expect(retry(deadlineIn(clock, 60_000), always, isTransient)).rejects.toThrow("no");
  expect(clock.pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(60_000);
  await expect(
    retry(deadlineIn(clock, 60_000), failing(failure("throttled", 61_000)), isTransient),
  ).rejects.toThrow("no");
});

test("polling ends with the first answer, or with undefined when the time is up", async () => {
  const clock = testClock();
  const answers = [undefined, undefined, "here"];
  expect(await poll(deadlineIn(clock, 60_000), () => Promise.resolve(answers.shift()))).toBe("here");
  expect(clock.pauses).toEqual([250, 500]);
  const never = await poll<string>(deadlineIn(clock, 1_000), () => Promise.resolve(undefined));
  expect(never).toBeUndefined();
});
