import { expect, test } from "vitest";
import { listing } from "../../providers/exchange/listing";

function counted() {
  let now = 0;
  let lists = 0;
  let release: (() => void)[] = [];
  let held = false;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const source = listing(clock, async () => {
    const mine = ++lists;
    if (held) await new Promise<void>((resolve) => release.push(resolve));
    return [mine];
  });
  return {
    source,
    count: () => lists,
    pass: (milliseconds: number) => (now += milliseconds),
    hold: () => (held = true),
    release: () => {
      held = false;
      for (const each of release) each();
      release = [];
    },
  };
}

test("all who ask at the same time share one list", async () => {
  const { source, count } = counted();
  const answers = await Promise.all(Array.from({ length: 1000 }, () => source.fresh()));
  expect(count()).toBe(1);
  expect(new Set(answers.flat())).toEqual(new Set([1]));
});

test("who asks while a list is under way gets the next one, which started after the question", async () => {
  const { source, count, hold, release } = counted();
  hold();
  const first = source.fresh();
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(count()).toBe(1);
  const later = Promise.all([source.fresh(), source.fresh(), source.recent()]);
  release();
  expect(await first).toEqual([1]);
  expect(await later).toEqual([[2], [2], [1]]);
});

test("a read may be served by a list of a few seconds ago, but not by one from before a write", async () => {
  const { source, pass } = counted();
  expect(await source.recent()).toEqual([1]);
  pass(5_000);
  expect(await source.recent()).toEqual([1]);
  source.expire();
  expect(await source.recent()).toEqual([2]);
  pass(5_001);
  expect(await source.recent()).toEqual([3]);
});

test("a list that failed is told to those who waited for it, and kept for nobody", async () => {
  let fail = true;
  const source = listing({ now: () => 0, sleep: () => Promise.resolve() }, () =>
    fail ? Promise.reject(new Error("page 2 failed")) : Promise.resolve(["complete"]),
  );
  await expect(Promise.all([source.fresh(), source.recent()])).rejects.toThrow("page 2 failed");
  fail = false;
  expect(await source.recent()).toEqual(["complete"]);
});
