import pLimit from "p-limit";
import { expect, test } from "vitest";
import { startAccounts } from "../support/accounts";
import { accountProgram } from "../support/kinds";
import { plain, startProcess } from "../support/managed-resource";

// The engine refreshes four resources per processor at a time.
const engineParallelism = 8;

test("1000 unchanged accounts are refreshed in a request for each eight, and the products are listed once", async () => {
  const { running, account, stored } = await startAccounts();
  await account.up(accountProgram);
  const ids = Array.from(
    { length: 1000 },
    (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  );
  running.tenant.store.transaction(() => {
    for (const [index, id] of ids.entries()) {
      running.tenant.store.users.insert({
        ...stored(),
        id,
        userPrincipalName: `room-booking-${index}@contoso.example`,
        proxyAddresses: [],
      });
    }
  });
  running.clearRequests();

  const { ServiceAccount: accounts } = await startProcess(running);
  const limit = pLimit(engineParallelism);
  const state = plain(account.state?.outputs ?? {});
  const results = await Promise.all(ids.map((id) => limit(() => accounts.read(id, state))));

  expect(results.map(({ id }) => id)).toEqual(ids);
  const graph = running.requests().filter(({ path }) => path.startsWith("/v1.0/"));
  expect(graph.filter(({ path }) => path.endsWith("/subscribedSkus"))).toHaveLength(1);
  expect(graph.length).toBeLessThanOrEqual(1000 / engineParallelism + 10);
});
