import pLimit from "p-limit";
import { expect, test } from "vitest";
import { startAccounts } from "../support/accounts";
import { accountProgram } from "../support/kinds";
import { plain, startProcess } from "../support/managed-resource";
import { startOnPremisesAccounts } from "../support/on-premises-accounts";
import { onPremisesAccountProgram } from "../support/on-premises-kinds";

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

test("100 unchanged accounts on-premises are refreshed in two cmdlets for each eight", async () => {
  const { running, account, recipient, logon } = await startOnPremisesAccounts();
  await account.up(onPremisesAccountProgram);
  const ids = Array.from(
    { length: 100 },
    (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  );
  const { store } = running.tenant;
  const [template, key] = [recipient(), logon()];
  store.transaction(() => {
    for (const [index, guid] of ids.entries()) {
      store.accounts.insert({ ...key, guid, sid: `${key.sid}${index}` });
      store.recipients.insert({
        ...template,
        guid,
        name: `room-booking-${index}`,
        distinguishedName: `CN=room-booking-${index},CN=Users,DC=contoso,DC=com`,
        exchangeGuid: guid,
        alias: `room-booking-${index}`,
        userPrincipalName: `room-booking-${index}@contoso.com`,
        logonName: `CONTOSO\\room-booking-${index}`,
        primarySmtpAddress: `room-booking-${index}@contoso.com`,
        emailAddresses: [`SMTP:room-booking-${index}@contoso.com`],
      });
    }
  });
  running.clearRequests();

  const { ServiceAccount: accounts } = await startProcess(running);
  const limit = pLimit(engineParallelism);
  const state = plain(account.state?.outputs ?? {});
  const results = await Promise.all(ids.map((id) => limit(() => accounts.read(id, state))));

  expect(results.map(({ id }) => id)).toEqual(ids);
  const asked = running.requests().map(({ cmdlet = "" }) => cmdlet);
  const count = (cmdlet: string): number => asked.filter((each) => each === cmdlet).length;
  expect(count("Get-User")).toBeLessThanOrEqual(Math.ceil(100 / engineParallelism) + 1);
  expect(count("Get-Mailbox")).toBe(count("Get-User"));
});
