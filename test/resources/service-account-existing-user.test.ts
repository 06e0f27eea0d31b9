import { describe, expect, test } from "vitest";
import type { FaultPatch } from "../../emulator";
import { passwordInState } from "../support/accounts";
import { ManagedResource } from "../support/managed-resource";
import { printedLines, startOnPremisesAccounts, usersNamed } from "../support/on-premises-accounts";
import { onPremisesAccountProgram as program } from "../support/on-premises-kinds";

/** A user of the seed who has no mailbox. */
const legacy = { userPrincipalName: "svc-legacy@contoso.com", displayName: "Legacy Booking" };
const enabling = { ...legacy, existingUser: "enableMailbox" };

describe("a user who has no mailbox", () => {
  test("is refused by name and with the word that gives one, and nothing is written", async () => {
    const { account, writes, recipient } = await startOnPremisesAccounts(legacy.userPrincipalName);
    await expect(account.up(legacy)).rejects.toThrow(
      new RegExp(
        `svc-legacy@contoso\\.com already exists .*${recipient().guid}.*existingUser: "enableMailbox"`,
      ),
    );
    await expect(account.up({ ...legacy, adopt: true })).rejects.toThrow(
      /mailboxEnabled: Active Directory has false.*existingUser: "enableMailbox" in place of adopt/s,
    );
    expect(writes()).toEqual([]);
    expect(account.state).toBeUndefined();
  });

  test("gets one, becomes what is declared, and keeps the password that nobody told us", async () => {
    const { account, recipient, logon, byHand, writes } = await startOnPremisesAccounts(
      legacy.userPrincipalName,
    );
    byHand({}, { mustChangePassword: true });
    const before = { recipient: recipient(), logon: logon() };
    expect(await account.up({ ...enabling, displayName: "Booking", mailNickname: "booking" })).toBe("create");
    expect(recipient()).toMatchObject({
      guid: before.recipient.guid,
      name: before.recipient.name,
      displayName: "Booking",
      alias: "booking",
      recipientType: "UserMailbox",
    });
    expect(logon()).toEqual({ ...before.logon, mustChangePassword: false });
    expect(writes()).toEqual(["Enable-Mailbox", "Set-Mailbox", "Set-Mailbox"]);
    expect(account.state).toMatchObject({ id: before.recipient.guid });
    expect(account.state?.outputs).not.toHaveProperty("password");
    await account.refresh();
    const declared = { ...legacy, displayName: "Booking", mailNickname: "booking" };
    expect(await account.up(declared), "the word says nothing of the account").toBe("same");
  });

  test("gets the password that is given, too", async () => {
    const { account, logon } = await startOnPremisesAccounts(legacy.userPrincipalName);
    await account.up({ ...enabling, password: "Correct-Horse-7" });
    expect(logon()).toMatchObject({ password: "Correct-Horse-7", mustChangePassword: false });
    expect(passwordInState(account)).toBe("Correct-Horse-7");
  });

  test("loses the mailbox with the resource, and stays", async () => {
    printedLines();
    const { account, recipient, logon } = await startOnPremisesAccounts(legacy.userPrincipalName);
    const before = logon();
    await account.up(enabling);
    await account.destroy();
    expect(recipient()).toMatchObject({ recipientType: "User" });
    expect(logon()).toEqual(before);
  });

  test("is left as it is where something is declared that Exchange cannot change", async () => {
    const { account, recipient, writes } = await startOnPremisesAccounts(legacy.userPrincipalName);
    const before = recipient();
    const elsewhere = account.up({
      ...enabling,
      organizationalUnit: "contoso.com/Rooms",
      accountEnabled: false,
    });
    await expect(elsewhere).rejects.toThrow(/organizationalUnit: .*accountEnabled: .*Nothing was written/s);
    expect(recipient()).toEqual(before);
    expect(writes()).toEqual([]);
    expect(account.state).toBeUndefined();
  });
});

test("the word for a user who has a mailbox, or who is not there, makes nothing", async () => {
  const { running, account, writes } = await startOnPremisesAccounts();
  await expect(account.up({ ...program, existingUser: "enableMailbox" })).rejects.toThrow(
    /no user room-booking@contoso\.com in Active Directory\. Leave existingUser out/,
  );
  const byHand = new ManagedResource("ServiceAccount", running, "by-hand");
  await byHand.up(program);
  running.clearRequests();
  await expect(account.up({ ...program, existingUser: "enableMailbox" })).rejects.toThrow(/adopt: true/);
  expect(writes()).toEqual([]);
});

describe("an account that has its mailbox", () => {
  test("is adopted as it is, kept when its resource goes, and gets a password only when one is given later", async () => {
    const { running, account, recipient, logon, writes } = await startOnPremisesAccounts();
    await new ManagedResource("ServiceAccount", running, "by-hand").up(program);
    const before = running.tenant.store.state();
    running.clearRequests();
    const other = { ...program, adopt: true, mailNickname: "rooms", resetPasswordOnNextLogon: true };
    await expect(account.up(other)).rejects.toThrow(
      /mailNickname: Active Directory has "room-booking", the program says "rooms".*resetPasswordOnNextLogon/s,
    );
    expect(await account.up({ ...program, adopt: true })).toBe("create");
    expect(account.state?.outputs).toMatchObject({ adopted: true });
    await account.refresh();
    expect(await account.up(program)).toBe("same");
    const { state } = account;
    await account.destroy();
    expect(running.tenant.store.state()).toEqual(before);
    expect(writes()).toEqual([]);

    account.state = state;
    expect(await account.up({ ...program, password: "Correct-Horse-7" })).toBe("update");
    expect(logon().password).toBe("Correct-Horse-7");
    expect(account.state?.outputs).toMatchObject({ adopted: true });
    expect(recipient().recipientType).toBe("UserMailbox");
  });

  test("that is not in the state is never taken for one's own, since that would set a new password", async () => {
    const { account, logon } = await startOnPremisesAccounts();
    await account.up(program);
    const before = logon();
    account.state = undefined;
    await expect(account.up(program)).rejects.toThrow(/already exists .*"Room Booking".*adopt: true/);
    expect(logon()).toEqual(before);
  });
});

describe("a run that was cut off", () => {
  const refused = (target: string): FaultPatch => ({ errors: [{ target, kind: "forbidden", times: 1000 }] });

  test("after the account was made is finished by the next one, with a new password", async () => {
    const { running, account, recipient, logon } = await startOnPremisesAccounts();
    running.tenant.faults.set(refused("Set-Mailbox"));
    await expect(
      new ManagedResource("ServiceAccount", running, "room-booking").up(program),
    ).rejects.toThrow();
    running.tenant.faults.reset();
    const orphan = { ...recipient(), password: logon().password };
    expect(orphan.displayName).toMatch(/^room-booking-\w{10} \(unfinished\)$/);

    expect(await account.up(program)).toBe("create");
    expect(recipient()).toMatchObject({ guid: orphan.guid, displayName: "Room Booking" });
    expect(logon().password).not.toBe(orphan.password);
    expect(logon().password).toBe(passwordInState(account));
    await account.refresh();
    expect(await account.up(program)).toBe("same");
  });

  test("after an existing user got its mailbox is finished by the next one, and the password stays", async () => {
    const { running, account, recipient, logon } = await startOnPremisesAccounts(legacy.userPrincipalName);
    const before = logon();
    running.tenant.faults.set(refused("Set-Mailbox"));
    await expect(
      new ManagedResource("ServiceAccount", running, "room-booking").up(enabling),
    ).rejects.toThrow();
    running.tenant.faults.reset();
    expect(recipient().displayName).toMatch(/\(unfinished\)$/);
    const another = new ManagedResource("ServiceAccount", running, "another");
    await expect(another.up(enabling), "of another resource").rejects.toThrow(/already exists/);

    expect(await account.up(enabling)).toBe("create");
    expect(recipient()).toMatchObject({ displayName: "Legacy Booking", recipientType: "UserMailbox" });
    expect(logon()).toEqual(before);
  });

  test("in its state goes on from there, with the password that it has set", async () => {
    const { running, account, recipient, logon } = await startOnPremisesAccounts();
    running.tenant.faults.set(refused("Set-Mailbox"));
    await expect(account.up(program)).rejects.toThrow(/Set-Mailbox.*Run "pulumi up" again/s);
    running.tenant.faults.reset();
    const { password } = logon();
    expect(passwordInState(account)).toBe(password);
    await account.refresh();
    expect(await account.up(program)).toBe("update");
    expect(recipient().displayName).toBe("Room Booking");
    expect(logon().password).toBe(password);
  });

  test.each(["New-Mailbox", "Set-Mailbox", "Enable-Mailbox"])(
    "by a lost answer to %s leaves exactly one account",
    async (target) => {
      const { running, account, recipient } = await startOnPremisesAccounts(
        target === "Enable-Mailbox" ? legacy.userPrincipalName : program.userPrincipalName,
      );
      running.tenant.faults.set({ errors: [{ target, kind: "connectionDropped", when: "after" }] });
      expect(await account.up(target === "Enable-Mailbox" ? enabling : program)).toBe("create");
      expect(recipient()).toMatchObject({ guid: account.state?.id, recipientType: "UserMailbox" });
      expect(recipient().displayName).not.toMatch(/unfinished/);
    },
  );

  test.each(["Disable-Mailbox", "Remove-Mailbox"])(
    "by a lost answer to %s ends all the same",
    async (target) => {
      printedLines();
      const { running, account } = await startOnPremisesAccounts();
      await account.up({ ...program, removeUserOnDelete: target === "Remove-Mailbox" });
      running.tenant.faults.set({ errors: [{ target, kind: "connectionDropped", when: "after" }] });
      await account.destroy();
      const left = usersNamed(running, program.userPrincipalName);
      expect(left.map(({ recipientType }) => recipientType)).toEqual(
        target === "Remove-Mailbox" ? [] : ["User"],
      );
    },
  );
});
