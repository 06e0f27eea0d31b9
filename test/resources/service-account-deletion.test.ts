import { expect, test } from "vitest";
import type { User } from "../../emulator";
import { accountsOf, passwordInState, passwordOf, startAccounts, writesToGraph } from "../support/accounts";
import { accountProgram } from "../support/kinds";
import { ManagedResource } from "../support/managed-resource";

const isDeleted = (user: User | undefined): boolean => Boolean(user?.deletedDateTime);

test("a deleted account can be restored for a while, unless the program asks for its purge", async () => {
  const { running, account } = await startAccounts();
  const { users } = running.tenant.store;
  await account.up(accountProgram);
  const first = account.state?.id ?? "";
  await account.destroy();
  expect(isDeleted(users.get(first))).toBe(true);
  users.remove(first);

  await account.up(accountProgram);
  expect(await account.up({ ...accountProgram, purgeOnDelete: true })).toBe("update");
  const { state } = account;
  await account.destroy();
  expect(users.get(state?.id ?? "")).toBeUndefined();
  account.state = state;
  await account.destroy();
});

test("an account that somebody deleted already is purged all the same", async () => {
  const { running, account, byHand } = await startAccounts();
  await account.up({ ...accountProgram, purgeOnDelete: true });
  const id = account.state?.id ?? "";
  byHand({ deletedDateTime: new Date().toISOString() });
  await account.destroy();
  expect(running.tenant.store.users.get(id)).toBeUndefined();
});

test("a purge waits until the deleted account shows", async () => {
  const { running, account } = await startAccounts();
  await account.up({ ...accountProgram, purgeOnDelete: true });
  const id = account.state?.id ?? "";
  running.tenant.faults.set({
    errors: [{ target: "DELETE /v1.0/directory/deletedItems/*", kind: "notFound", times: 2 }],
  });
  await account.destroy();
  expect(running.tenant.store.users.get(id)).toBeUndefined();
});

test("a deleted account of the same name is refused by name and with the word for its restoration", async () => {
  const { running, account } = await startAccounts();
  await account.up(accountProgram);
  const id = account.state?.id ?? "";
  await account.destroy();
  running.clearRequests();
  await expect(account.up(accountProgram)).rejects.toThrow(
    new RegExp(
      `deleted account room-booking@contoso\\.example can still be restored:\\s+- ${id}.*restoreDeleted: true`,
      "s",
    ),
  );
  await expect(account.up({ ...accountProgram, adopt: true })).rejects.toThrow(
    /is deleted.*restoreDeleted: true/s,
  );
  expect(writesToGraph(running)).toEqual([]);
  expect(accountsOf(running)).toEqual([]);
});

test("a deleted account is restored with its id, gets a new password, and becomes what is declared", async () => {
  const { account, stored } = await startAccounts();
  await account.up(accountProgram);
  const before = stored();
  await account.destroy();
  const program = { ...accountProgram, displayName: "Rooms", restoreDeleted: true };
  expect(await account.up(program)).toBe("create");
  expect(stored()).toMatchObject({ id: before.id, displayName: "Rooms", deletedDateTime: null });
  expect(account.state?.id).toBe(before.id);
  expect(passwordInState(account)).toBe(passwordOf(stored()));
  expect(passwordOf(stored())).not.toBe(passwordOf(before));
  await account.refresh();
  expect(await account.up(program)).toBe("same");
  expect(await account.up({ ...program, restoreDeleted: undefined })).toBe("same");
});

test("with nothing to restore, restoreDeleted makes a new account", async () => {
  const { account, stored } = await startAccounts();
  expect(await account.up({ ...accountProgram, restoreDeleted: true })).toBe("create");
  expect(stored().displayName).toBe("Room Booking");
});

test("a restored account that is not brought to its end is found by the next run", async () => {
  const { running, account, stored } = await startAccounts();
  await account.up(accountProgram);
  const { id } = stored();
  await account.destroy();
  const program = { ...accountProgram, licenses: ["AAD_PREMIUM", "EXCHANGESTANDARD"], restoreDeleted: true };
  running.tenant.faults.set({
    errors: [{ target: "POST /v1.0/users/*/assignLicense", kind: "forbidden", times: 1000 }],
  });
  await expect(account.up(program)).rejects.toThrow(/assignLicense/);
  running.tenant.faults.reset();

  account.state = undefined;
  expect(await account.up(program)).toBe("create");
  expect(stored()).toMatchObject({ id, displayName: "Room Booking" });
  expect(passwordInState(account)).toBe(passwordOf(stored()));
});

test("an adopted account must be as declared, licences too, and stays when its resource goes", async () => {
  const { running, account, stored, byHand } = await startAccounts();
  await new ManagedResource("ServiceAccount", running, "by-hand").up(accountProgram);
  byHand({ passwordPolicies: null });
  const before = stored();
  running.clearRequests();
  const licenses = ["EXCHANGESTANDARD", "AAD_PREMIUM"];
  const adoption = account.up({ ...accountProgram, usageLocation: "NO", licenses, adopt: true });
  await expect(adoption).rejects.toThrow(/usageLocation: Entra has "US", the program says "NO"/);
  await expect(adoption).rejects.toThrow(/disablePasswordExpiration: Entra has false, the program says true/);
  await expect(adoption).rejects.toThrow(/licenses: Entra has \["EXCHANGESTANDARD"\], without AAD_PREMIUM/);

  const program = { ...accountProgram, disablePasswordExpiration: false };
  expect(await account.up({ ...program, adopt: true })).toBe("create");
  await account.refresh();
  expect(await account.up(program)).toBe("same");
  await account.destroy();
  expect(stored()).toEqual(before);
  expect(writesToGraph(running)).toEqual([]);
});

test("an adopted account gets a password when one is given later, and is managed from then on like any other", async () => {
  const { running, account, stored } = await startAccounts();
  await new ManagedResource("ServiceAccount", running, "by-hand").up(accountProgram);
  await account.up({ ...accountProgram, adopt: true });
  expect(await account.up({ ...accountProgram, adopt: true, password: "Correct-Horse-7" })).toBe("update");
  expect(passwordOf(stored())).toBe("Correct-Horse-7");
  expect(passwordInState(account)).toBe("Correct-Horse-7");
});

test("in exact mode an adopted account may have no licence beside the declared ones", async () => {
  const { running, account } = await startAccounts();
  const licenses = ["EXCHANGESTANDARD", "AAD_PREMIUM"];
  await new ManagedResource("ServiceAccount", running, "by-hand").up({ ...accountProgram, licenses });
  const exact = { ...accountProgram, licensesMode: "exact", adopt: true };
  await expect(account.up(exact)).rejects.toThrow(/licenses: Entra has .*AAD_PREMIUM.*others that are to go/);
  expect(await account.up({ ...exact, licenses })).toBe("create");
});
