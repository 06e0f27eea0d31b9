import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultOnPremisesSeed } from "../../../emulator";
import type { OnPremisesSeed } from "../../../emulator";
import { createTenant } from "../../../emulator/tenant";
import { startTestTenant } from "../../support/tenant";

const seed = defaultOnPremisesSeed();
const account = { samAccountName: "one", displayName: "One" };

describe("the seed of an on-premises organisation", () => {
  it("is the same each time, ids and SIDs included", () => {
    const [one, other] = [0, 1].map(() => {
      const { accounts, recipients } = createTenant({ mode: "onPremises" }).store.state();
      return { accounts, guids: recipients.map(({ guid, exchangeGuid }) => [guid, exchangeGuid]) };
    });
    expect(one).toEqual(other);
  });

  it("holds the accounts that the documentation speaks of", () => {
    const { store } = createTenant({ mode: "onPremises" });
    const guid = store.recipients.by("logonName", "contoso\\administrator")?.guid ?? "";
    expect(store.accounts.get(guid)?.sid).toMatch(/-500$/);
    expect(
      store.recipients.filter(({ recipientTypeDetails }) => recipientTypeDetails === "RoomMailbox"),
    ).toHaveLength(6);
    expect(store.users.all()).toEqual([]);
  });

  it.each<[string, Partial<OnPremisesSeed>]>([
    ["an unknown property", { nonsense: true } as Partial<OnPremisesSeed>],
    [
      "two accounts of one name",
      { accounts: [account, { ...account, samAccountName: "ONE", displayName: "Two" }] },
    ],
    ["two objects of one name in a unit", { accounts: [account, { ...account, samAccountName: "two" }] }],
    ["a unit that it has not", { accounts: [{ ...account, organizationalUnit: "Nowhere" }] }],
    [
      "a member that nobody in it is",
      { groups: [{ samAccountName: "g", displayName: "G", type: "RoomList", members: ["nobody"] }] },
    ],
    ["a SamAccountName that can be none", { accounts: [{ ...account, samAccountName: "a".repeat(21) }] }],
  ])("is refused with %s", (_, part) => {
    expect(() => createTenant({ mode: "onPremises", seed: { ...seed, ...part } })).toThrow();
  });

  it("may leave out everything but the organisation", () => {
    const { store } = createTenant({ mode: "onPremises", seed: { organization: seed.organization } });
    expect(store.roleGroups.all()).not.toHaveLength(0);
    expect(store.accounts.all()).toEqual([]);
  });
});

describe("an on-premises organisation", () => {
  it("is told of by the handle, whose environment is its administrator's", async () => {
    const running = await startTestTenant({ mode: "onPremises" });
    expect(running).toMatchObject({
      connectionUri: `${running.url}/PowerShell/`,
      ewsUrl: `${running.url}/EWS/Exchange.asmx`,
      administrator: { username: "CONTOSO\\Administrator" },
      environment: {
        EXCHANGE_USERNAME: running.administrator?.username,
        EXCHANGE_PASSWORD: running.administrator?.password,
      },
    });
    expect(running.environment).not.toHaveProperty("AZURE_AUTHORITY_HOST");
  });

  it("is none of an online tenant's", async () => {
    const { connectionUri, ewsUrl, administrator } = await startTestTenant();
    expect([connectionUri, ewsUrl, administrator]).toEqual([undefined, undefined, undefined]);
  });

  it("does not take up a folder of the other kind", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "tenant-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    createTenant({ folder });
    expect(() => createTenant({ folder, mode: "onPremises" })).toThrow(/other mode/);
    expect(createTenant({ folder }).mode).toBe("online");
  });
});
