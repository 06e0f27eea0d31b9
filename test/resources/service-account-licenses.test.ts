import { expect, test } from "vitest";
import { licensesOf, skus, startAccounts, writesToGraph } from "../support/accounts";
import { accountProgram } from "../support/kinds";

const mailbox = "EXCHANGESTANDARD";
const assigned = (...names: (keyof typeof skus)[]) => ({
  assignedLicenses: names.map((name) => ({ skuId: skus[name], disabledPlans: [] })),
});

test("licences are named by part number in any case or by SKU id, and either is no difference to what is assigned", async () => {
  const { account, stored } = await startAccounts();
  const licenses = [skus.AAD_PREMIUM.toUpperCase(), "exchangestandard"];
  await account.up({ ...accountProgram, licenses });
  expect(licensesOf(stored())).toEqual(["AAD_PREMIUM", mailbox]);
  await account.refresh();
  expect(account.state?.inputs).toMatchObject({ licenses });
  expect(await account.up({ ...accountProgram, licenses })).toBe("same");
  expect(await account.up({ ...accountProgram, licenses: [...licenses].reverse() })).toBe("same");
});

test("a licence that is taken out of the list is taken from the account, and others are left alone", async () => {
  const { account, stored, byHand } = await startAccounts();
  await account.up({ ...accountProgram, licenses: [mailbox, "AAD_PREMIUM"] });
  byHand(assigned("FLOW_FREE", "EXCHANGESTANDARD", "AAD_PREMIUM"));
  await account.refresh();
  expect(await account.up({ ...accountProgram, licenses: [mailbox] })).toBe("update");
  expect(licensesOf(stored())).toEqual([mailbox, "FLOW_FREE"]);
  expect(await account.up({ ...accountProgram, licenses: undefined })).toBe("update");
  expect(licensesOf(stored()), "not managed any more").toEqual([mailbox, "FLOW_FREE"]);
});

test("in exact mode other licences show as a difference and are taken away, but not those that come from a group", async () => {
  const { account, stored, byHand } = await startAccounts();
  const program = { ...accountProgram, licensesMode: "exact" };
  await account.up(program);
  byHand({
    ...assigned("AAD_PREMIUM", "EXCHANGESTANDARD", "FLOW_FREE"),
    licenseAssignmentStates: [
      { skuId: skus.AAD_PREMIUM, assignedByGroup: null },
      { skuId: skus.EXCHANGESTANDARD, assignedByGroup: null },
      { skuId: skus.FLOW_FREE, assignedByGroup: "1b0e5a52-8d6f-4c34-9e1a-7d4b1f0c2a93" },
    ],
  });
  await account.refresh();
  expect(account.state?.inputs).toMatchObject({ licenses: [mailbox, "AAD_PREMIUM"] });
  expect(await account.up(program)).toBe("update");
  expect(licensesOf(stored())).not.toContain("AAD_PREMIUM");
  expect(licensesOf(stored())).toContain(mailbox);
});

test("a licence that only a group gives is neither assigned again nor taken away", async () => {
  const { running, account, byHand } = await startAccounts();
  await account.up(accountProgram);
  byHand({
    ...assigned("EXCHANGESTANDARD", "FLOW_FREE"),
    licenseAssignmentStates: [
      { skuId: skus.EXCHANGESTANDARD, assignedByGroup: null },
      { skuId: skus.FLOW_FREE, assignedByGroup: "1b0e5a52-8d6f-4c34-9e1a-7d4b1f0c2a93" },
    ],
  });
  running.clearRequests();
  expect(await account.up({ ...accountProgram, licenses: [mailbox, "FLOW_FREE"] })).toBe("update");
  expect(await account.up(accountProgram)).toBe("update");
  expect(writesToGraph(running)).toEqual([]);
});

test("the licence that carries the mailbox is taken away only with the word for it", async () => {
  const { running, account, stored } = await startAccounts();
  await account.up({ ...accountProgram, licenses: [mailbox, "AAD_PREMIUM"] });
  running.clearRequests();
  const without = { ...accountProgram, displayName: "Rooms", licenses: ["AAD_PREMIUM"] };
  await expect(account.up(without)).rejects.toThrow(/without EXCHANGESTANDARD .*allowMailboxRemoval: true/s);
  expect(writesToGraph(running), "not even the name").toEqual([]);
  expect(await account.up({ ...without, allowMailboxRemoval: true })).toBe("update");
  expect(licensesOf(stored())).toEqual(["AAD_PREMIUM"]);
});

test("one licence with a mailbox is exchanged for another in one step", async () => {
  const { running, account, stored } = await startAccounts();
  await account.up(accountProgram);
  running.clearRequests();
  expect(await account.up({ ...accountProgram, licenses: ["SPE_E3"] })).toBe("update");
  expect(licensesOf(stored())).toEqual(["SPE_E3"]);
  expect(writesToGraph(running)).toEqual(["POST /v1.0/users/{id}/assignLicense"]);
});

test("a licence whose Exchange plan is disabled keeps no mailbox", async () => {
  const { account, byHand } = await startAccounts();
  await account.up(accountProgram);
  byHand({
    assignedLicenses: [
      { skuId: skus.EXCHANGESTANDARD, disabledPlans: [] },
      { skuId: skus.SPE_E3, disabledPlans: ["efb87545-963c-4e0d-99df-69c6916d9eb0"] },
    ],
  });
  await expect(account.up({ ...accountProgram, licenses: ["SPE_E3"] })).rejects.toThrow(
    /allowMailboxRemoval/,
  );
});

test("a product that the organisation does not have is refused with those that it has, before an account is made", async () => {
  const { running, account } = await startAccounts();
  const update = account.up({ ...accountProgram, licenses: ["EXCHANGEENTERPRISE"] });
  await expect(update).rejects.toThrow(
    /no product "EXCHANGEENTERPRISE"\. It has AAD_PREMIUM, EXCHANGESTANDARD, FLOW_FREE, SPE_E3/,
  );
  expect(writesToGraph(running)).toEqual([]);
});

test("an account that gets no licence, because none is free, is kept as unfinished and finished when there is one", async () => {
  const { running, account, stored } = await startAccounts();
  const { subscribedSkus } = running.tenant.store;
  const sku = subscribedSkus.all().find(({ skuPartNumber }) => skuPartNumber === mailbox);
  subscribedSkus.update(sku?.id ?? "", { enabledUnits: 0 });
  await expect(account.up(accountProgram)).rejects.toThrow(/assignLicense.*Run "pulumi up" again/s);
  const made = running.tenant.store.users.get(account.state?.id ?? "");
  expect(made).toMatchObject({
    displayName: expect.stringMatching(/^room-booking-\w+ \(unfinished\)$/) as string,
  });
  await account.refresh();

  subscribedSkus.update(sku?.id ?? "", { enabledUnits: 1 });
  expect(await account.up(accountProgram)).toBe("update");
  expect(stored()).toMatchObject({
    id: made?.id,
    displayName: "Room Booking",
    passwordProfile: made?.["passwordProfile"],
  });
  expect(licensesOf(stored())).toEqual([mailbox]);
});
