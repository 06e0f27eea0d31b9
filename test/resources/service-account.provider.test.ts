import { expect, test } from "vitest";
import {
  accountsOf,
  licensesOf,
  passwordInState,
  passwordOf,
  startAccounts,
  writesToGraph,
} from "../support/accounts";
import { allowAccounts } from "../support/graph-rights";
import { accountProgram } from "../support/kinds";
import { ManagedResource } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

test("an account is made as declared, with a password that never expires and need not be changed", async () => {
  const { account, stored } = await startAccounts();
  expect(await account.up(accountProgram)).toBe("create");
  expect(stored()).toMatchObject({
    displayName: "Room Booking",
    mailNickname: "room-booking",
    usageLocation: "US",
    accountEnabled: true,
    passwordPolicies: "DisablePasswordExpiration",
    passwordProfile: { forceChangePasswordNextSignIn: false },
  });
  expect(licensesOf(stored())).toEqual(["EXCHANGESTANDARD"]);
  expect(account.state).toMatchObject({ id: stored().id, outputs: { mail: "room-booking@contoso.example" } });
});

test("a generated password is the account's, stands in the state as a secret only, and stays", async () => {
  const { account, stored } = await startAccounts();
  await account.up(accountProgram);
  const password = passwordInState(account);
  expect(password).toBe(passwordOf(stored()));
  await account.refresh();
  expect(passwordInState(account)).toBe(password);
  expect(await account.up(accountProgram)).toBe("same");
  expect(await account.up({ ...accountProgram, displayName: "Rooms" })).toBe("update");
  expect(passwordInState(account)).toBe(password);
  expect(passwordOf(stored())).toBe(password);
});

test("a password that is given is set in place, and stays when it is left out again", async () => {
  const { running, account, stored } = await startAccounts();
  await account.up(accountProgram);
  const program = { ...accountProgram, password: "Correct-Horse-7" };
  running.clearRequests();
  expect(await account.up(program)).toBe("update");
  expect(stored()).toMatchObject({
    passwordProfile: { password: "Correct-Horse-7", forceChangePasswordNextSignIn: false },
  });
  expect(passwordInState(account)).toBe("Correct-Horse-7");
  expect(writesToGraph(running)).toEqual(["PATCH /v1.0/users/{id}"]);
  expect(await account.up(accountProgram)).toBe("same");
  expect(passwordOf(stored())).toBe("Correct-Horse-7");
});

test("what the program leaves out is not touched, whoever changes it", async () => {
  const { running, account, byHand } = await startAccounts();
  const program = { userPrincipalName: accountProgram.userPrincipalName, displayName: "Room Booking" };
  await account.up(program);
  byHand({ mailNickname: "rooms", usageLocation: "NO", accountEnabled: false, assignedLicenses: [] });
  running.clearRequests();
  await account.refresh();
  expect(await account.up(program)).toBe("same");
  expect(writesToGraph(running)).toEqual([]);
});

test("what the program declares is repaired in place, and nothing else with it", async () => {
  const { running, account, stored, byHand } = await startAccounts();
  const program = { ...accountProgram, mailNickname: "room-booking", accountEnabled: true };
  await account.up(program);
  const before = stored();
  const policies = "DisableStrongPassword";
  byHand({
    mailNickname: "rooms",
    usageLocation: "NO",
    accountEnabled: false,
    displayName: "?",
    city: "Oslo",
  });
  byHand({ passwordPolicies: policies, assignedLicenses: [] });
  await account.refresh();
  expect(account.state?.inputs).toMatchObject({
    mailNickname: "rooms",
    usageLocation: "NO",
    accountEnabled: false,
    displayName: "?",
    disablePasswordExpiration: false,
    licenses: [],
  });
  running.clearRequests();
  expect(await account.up(program)).toBe("update");
  expect(stored()).toMatchObject({
    id: before.id,
    mailNickname: "room-booking",
    usageLocation: "US",
    accountEnabled: true,
    displayName: "Room Booking",
    city: "Oslo",
    passwordPolicies: "DisableStrongPassword, DisablePasswordExpiration",
    assignedLicenses: before.assignedLicenses,
    passwordProfile: before["passwordProfile"],
  });
  expect(writesToGraph(running)).toEqual(["PATCH /v1.0/users/{id}", "POST /v1.0/users/{id}/assignLicense"]);
});

test("another sign-in name is an update of the same account, and another spelling is no change", async () => {
  const { running, account, stored } = await startAccounts();
  await account.up(accountProgram);
  const { id } = stored();
  expect(await account.up({ ...accountProgram, userPrincipalName: "Room-Booking@Contoso.example" })).toBe(
    "same",
  );
  expect(await account.up({ ...accountProgram, userPrincipalName: "rooms@contoso.example" })).toBe("update");
  expect(running.tenant.store.users.get(id)).toMatchObject({ userPrincipalName: "rooms@contoso.example" });
  expect(account.state?.id).toBe(id);
});

test("an identity without the right is told which one it needs, and nothing is made", async () => {
  const running = await startTestTenant();
  allowAccounts(running, ["User.Read.All", "LicenseAssignment.ReadWrite.All"]);
  running.tenant.store.directoryRoleAssignments.remove("test-user-administrator");
  const account = new ManagedResource("ServiceAccount", running);
  await expect(account.up(accountProgram)).rejects.toThrow(/POST \/users: .*needs User\.ReadWrite\.All/);
  expect(account.state).toBeUndefined();
  expect(accountsOf(running)).toEqual([]);
});

test("a token that Graph refuses is renewed once, since new rights come only with new tokens", async () => {
  const { running, account } = await startAccounts();
  await account.up(accountProgram);
  const refuse = (times: number): void =>
    running.tenant.faults.set({ errors: [{ target: "GET /v1.0/users", kind: "unauthorized", times }] });
  refuse(1);
  await account.refresh();
  expect(account.state).toBeDefined();
  refuse(2);
  await expect(account.refresh()).rejects.toThrow(/GET \/users/);
});

test("a password that may not be set leaves all as it is, and the message names the role", async () => {
  const { running, account, stored } = await startAccounts();
  await account.up(accountProgram);
  running.tenant.store.directoryRoleAssignments.remove("test-user-administrator");
  const before = { state: account.state, stored: stored() };
  const update = account.up({ ...accountProgram, password: "Correct-Horse-7" });
  await expect(update).rejects.toThrow(/User Administrator/);
  await expect(update).rejects.not.toThrow(/Correct-Horse/);
  expect({ state: account.state, stored: stored() }).toEqual(before);
});

test("an account that is synchronised from on-premises is adopted and read, and neither changed nor deleted", async () => {
  const { running, account, stored, byHand } = await startAccounts();
  const byHandMade = new ManagedResource("ServiceAccount", running, "by-hand");
  await byHandMade.up(accountProgram);
  byHand({ onPremisesSyncEnabled: true });
  const before = stored();
  running.clearRequests();
  expect(await account.up({ ...accountProgram, adopt: true })).toBe("create");
  await account.refresh();
  expect(await account.up(accountProgram)).toBe("same");
  await expect(account.up({ ...accountProgram, displayName: "Rooms" })).rejects.toThrow(
    /synchronised from an on-premises Active Directory/,
  );
  await expect(byHandMade.destroy()).rejects.toThrow(/synchronised from an on-premises/);
  expect(stored()).toEqual(before);
  expect(writesToGraph(running)).toEqual([]);
});
