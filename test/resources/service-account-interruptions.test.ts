import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { FaultPatch } from "../../emulator";
import {
  accountsOf,
  licensesOf,
  passwordInState,
  passwordOf,
  startAccounts,
  type AccountStack,
} from "../support/accounts";
import { accountProgram } from "../support/kinds";
import { ManagedResource } from "../support/managed-resource";

/** A run that is cut off where the faults bite, and leaves no state. */
async function interrupted(
  { running }: AccountStack,
  faults: FaultPatch,
  pulumiName = "room-booking",
): Promise<void> {
  running.tenant.faults.set(faults);
  const killed = new ManagedResource("ServiceAccount", running, pulumiName);
  await expect(killed.up(accountProgram)).rejects.toThrow();
  running.tenant.faults.reset();
}

/** What the product prints from now on, in place of the terminal. */
function printedLines(): string[] {
  const lines: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line) => void lines.push(String(line)));
  onTestFinished(() => spy.mockRestore());
  return lines;
}

const refused = (target: string): FaultPatch => ({ errors: [{ target, kind: "forbidden", times: 1000 }] });

describe("a create that was cut off", () => {
  test.each([
    { after: "the account was made", faults: refused("POST /v1.0/users/*/assignLicense") },
    { after: "its licence was assigned", faults: refused("PATCH /v1.0/users/*") },
  ])("after $after is finished by the next run, with a new password", async ({ faults }) => {
    const stack = await startAccounts();
    const { running, account } = stack;
    await interrupted(stack, faults);
    const [orphan] = accountsOf(running);
    expect(orphan?.displayName).toMatch(/^room-booking-\w{10} \(unfinished\)$/);

    expect(await account.up(accountProgram)).toBe("create");
    expect(account.state?.id).toBe(orphan?.id);
    const [finished, ...others] = accountsOf(running);
    expect(others).toEqual([]);
    expect(finished?.displayName).toBe("Room Booking");
    expect(licensesOf(stack.stored())).toEqual(["EXCHANGESTANDARD"]);
    expect(passwordInState(account)).toBe(passwordOf(stack.stored()));
    expect(passwordOf(stack.stored())).not.toBe(orphan && passwordOf(orphan));
    await account.refresh();
    expect(await account.up(accountProgram)).toBe("same");
  });

  test("of another resource is refused like anybody's account, and left as it is", async () => {
    const stack = await startAccounts();
    await interrupted(stack, refused("PATCH /v1.0/users/*"), "another");
    const before = accountsOf(stack.running);
    await expect(stack.account.up(accountProgram)).rejects.toThrow(/already exists .*adopt: true/);
    expect(accountsOf(stack.running)).toEqual(before);
  });

  test("whose account shows late is not made twice", async () => {
    const stack = await startAccounts();
    await interrupted(stack, refused("PATCH /v1.0/users/*"));
    stack.running.tenant.faults.set({ lag: { reads: { calls: 2, milliseconds: 5_000 } } });
    expect(await stack.account.up(accountProgram)).toBe("create");
    expect(accountsOf(stack.running).map(({ id }) => id)).toEqual([stack.account.state?.id]);
  });
});

test("a complete account that is no longer in the state keeps its password: it is refused, with the word adopt", async () => {
  const { account, stored } = await startAccounts();
  await account.up(accountProgram);
  const before = stored();
  account.state = undefined;
  await expect(account.up(accountProgram)).rejects.toThrow(/already exists .*"Room Booking".*adopt: true/);
  expect(stored()).toEqual(before);
  expect(await account.up({ ...accountProgram, adopt: true })).toBe("create");
  expect(stored()).toEqual(before);
  expect(account.state).not.toHaveProperty("outputs.password");
});

test("a new account that not every server knows yet is completed with patience; a known one that is gone is not waited for", async () => {
  const { running, account, stored } = await startAccounts();
  const unknown = (target: string): FaultPatch => ({ errors: [{ target, kind: "notFound", times: 2 }] });
  running.tenant.faults.set(unknown("POST /v1.0/users/*/assignLicense"));
  expect(await account.up(accountProgram)).toBe("create");
  expect(licensesOf(stored())).toEqual(["EXCHANGESTANDARD"]);

  running.tenant.faults.set(unknown("PATCH /v1.0/users/*"));
  await expect(account.up({ ...accountProgram, displayName: "Rooms" })).rejects.toThrow(/PATCH \/users/);
});

describe("waiting for the mailbox", () => {
  const minute = 60_000;
  const waiting = { ...accountProgram, waitForMailboxMinutes: 30 };

  test("goes on until Exchange shows it, and says so at growing intervals, by the resource's name", async () => {
    const lines = printedLines();
    const { running, account, stored } = await startAccounts();
    running.tenant.faults.set({ mailboxProvisioning: { milliseconds: 20 * minute } });
    expect(await account.up(waiting)).toBe("create");
    expect(lines.map((line) => /: (\d+) of 30 minutes/.exec(line)?.[1])).toEqual(["1", "2", "4", "8", "16"]);
    expect(lines[0]).toMatch(/^\[ServiceAccount room-booking@contoso\.example\]/);
    expect(stored().displayName).toBe("Room Booking");
    expect(await account.up(waiting)).toBe("same");
    const recipients = running.tenant.store.recipients.all();
    expect(recipients.map((each) => each.externalDirectoryObjectId)).toContain(stored().id);
  });

  test("that is over keeps the account as unfinished, and the next run waits on", async () => {
    printedLines();
    const { running, account, stored } = await startAccounts();
    running.tenant.faults.set({ mailboxProvisioning: { milliseconds: 45 * minute } });
    await expect(account.up(waiting)).rejects.toThrow(/after 30 minutes Exchange does not show a mailbox/);
    const made = stored();
    const password = passwordInState(account);
    expect(made.displayName).toMatch(/\(unfinished\)$/);
    await account.refresh();

    expect(await account.up(waiting)).toBe("update");
    expect(stored()).toMatchObject({ id: made.id, displayName: "Room Booking" });
    expect(passwordInState(account)).toBe(password);
    expect(passwordOf(stored())).toBe(password);
    await account.refresh();
    expect(await account.up(waiting)).toBe("same");
  });

  test("that is asked for later is done by an update, which fails as long as there is no mailbox", async () => {
    printedLines();
    const { running, account } = await startAccounts();
    running.tenant.faults.set({ mailboxProvisioning: { milliseconds: 45 * minute } });
    await account.up(accountProgram);
    await expect(account.up(waiting)).rejects.toThrow(/after 30 minutes/);
    await account.refresh();
    expect(await account.up(waiting)).toBe("update");
    expect(await account.up(waiting)).toBe("same");
  });

  test("is done again when a licence is assigned anew", async () => {
    const { running, account } = await startAccounts();
    await account.up(waiting);
    await account.up({ ...waiting, licenses: [], allowMailboxRemoval: true });
    running.tenant.faults.set({ mailboxProvisioning: { milliseconds: 20 * minute } });
    running.tenant.store.disconnectedMailboxes.all().forEach(({ guid }) => {
      running.tenant.store.disconnectedMailboxes.remove(guid);
    });
    const lines = printedLines();
    expect(await account.up(waiting)).toBe("update");
    expect(lines.at(-1)).toMatch(/16 of 30 minutes/);
  });
});
