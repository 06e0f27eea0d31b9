import { expect, test } from "vitest";
import { batchedReads } from "../../providers/connection/batched-reads";

/** A service that answers when the test says so. */
function service(there: (id: string) => boolean = () => true) {
  const requests: { ids: string[]; answer: (error?: Error) => void }[] = [];
  const reads = batchedReads(3, (ids) => {
    return new Promise<{ id: string }[]>((resolve, reject) => {
      const answer = (error?: Error): void =>
        error ? reject(error) : resolve(ids.filter(there).map((id) => ({ id })));
      requests.push({ ids, answer });
    });
  });
  return { reads, requests };
}

/** Lets the reads notice what was asked and answered, which takes them a turn of the event loop each. */
async function turn(): Promise<void> {
  for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
}

test("all who ask at the same time share requests of the greatest size", async () => {
  const { reads, requests } = service();
  const results = Promise.all(["a", "b", "a", "c", "d"].map((id) => reads.read(id)));
  await turn();
  expect(requests.map(({ ids }) => ids)).toEqual([["a", "b", "c"], ["d"]]);
  requests.forEach(({ answer }) => answer());
  expect((await results).map((found) => found?.id)).toEqual(["a", "b", "a", "c", "d"]);
});

test("who asks while a request is under way gets the next one, not that one", async () => {
  const { reads, requests } = service();
  const first = reads.read("a");
  await turn();
  const second = [reads.read("a"), reads.read("b")];
  await turn();
  expect(requests).toHaveLength(1);
  requests[0]?.answer();
  await first;
  await turn();
  expect(requests.map(({ ids }) => ids)).toEqual([["a"], ["a", "b"]]);
  requests[1]?.answer();
  await Promise.all(second);
});

test("a failed request fails those who waited for it and nobody else", async () => {
  const { reads, requests } = service();
  const asked = Promise.allSettled(["a", "b", "c", "d"].map((id) => reads.read(id)));
  await turn();
  requests[0]?.answer(new Error("busy"));
  requests[1]?.answer();
  expect((await asked).map(({ status }) => status)).toEqual([
    "rejected",
    "rejected",
    "rejected",
    "fulfilled",
  ]);

  const later = reads.read("a");
  await turn();
  requests[2]?.answer();
  await expect(later).resolves.toEqual({ id: "a" });
});

test("what the answer does not hold is reported as not there", async () => {
  const { reads, requests } = service((id) => id !== "b");
  const asked = Promise.all([reads.read("a"), reads.read("b")]);
  await turn();
  requests[0]?.answer();
  expect(await asked).toEqual([{ id: "a" }, undefined]);
});
