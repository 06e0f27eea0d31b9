import { request } from "undici";
import { describe, expect, test } from "vitest";
import { passwordInState } from "../support/accounts";
import { invokeCommand } from "../support/invoke-command";
import { ManagedResource } from "../support/managed-resource";
import { printedLines, startOnPremisesAccounts } from "../support/on-premises-accounts";
import { onPremisesAccountProgram as program } from "../support/on-premises-kinds";

describe("a new account", () => {
  test("has a mailbox and a password that need not be changed, and is made by one cmdlet and called by another", async () => {
    const { running, account, recipient, logon, writes } = await startOnPremisesAccounts();
    expect(await account.up(program)).toBe("create");
    expect(recipient()).toMatchObject({
      name: "room-booking",
      displayName: "Room Booking",
      alias: "room-booking",
      recipientTypeDetails: "UserMailbox",
    });
    expect(logon()).toMatchObject({ enabled: true, mustChangePassword: false });
    expect(logon().password).toBe(passwordInState(account));
    expect(account.state).toMatchObject({
      id: recipient().guid,
      outputs: { mail: "room-booking@contoso.com", mailboxEnabled: true, resetPasswordOnNextLogon: false },
    });
    expect(writes()).toEqual(["New-Mailbox", "Set-Mailbox"]);
    expect(running.tenant.store.disconnectedMailboxes.all()).toEqual([]);
  });

  test("is where, called and as closed as it is declared", async () => {
    const { account, recipient, logon } = await startOnPremisesAccounts();
    const whole = {
      ...program,
      mailNickname: "rooms",
      samAccountName: "svc-rooms",
      organizationalUnit: "contoso.com/Service Accounts",
      accountEnabled: false,
      password: "Correct-Horse-7",
    };
    expect(await account.up(whole)).toBe("create");
    expect(recipient()).toMatchObject({
      alias: "rooms",
      logonName: "CONTOSO\\svc-rooms",
      distinguishedName: "CN=room-booking,OU=Service Accounts,DC=contoso,DC=com",
    });
    expect(logon()).toMatchObject({ enabled: false, password: "Correct-Horse-7" });
    await account.refresh();
    expect(account.state?.inputs).toMatchObject({ ...whole, password: expect.anything() as unknown });
    expect(await account.up(whole)).toBe("same");
    const spelled = { ...whole, organizationalUnit: "OU=Service Accounts,DC=contoso,DC=com" };
    expect(await account.up(spelled)).toBe("same");
  });

  test("whose password the domain refuses is told so without a word of it, and is not made", async () => {
    const { running, account } = await startOnPremisesAccounts();
    const weak = account.up({ ...program, password: "password" });
    await expect(weak).rejects.toThrow(/New-Mailbox: .*password/is);
    await expect(weak).rejects.not.toThrow(/"password"|'password'/);
    expect(account.state).toBeUndefined();
    expect(
      running.tenant.store.recipients.all().map(({ userPrincipalName }) => userPrincipalName),
    ).not.toContain(program.userPrincipalName);
  });
});

test("an account can log on with the password in its state, and with no other", async () => {
  const { running, account } = await startOnPremisesAccounts();
  await account.up(program);
  const logOn = async (password: string): Promise<number> => {
    const authorization = Buffer.from(`${program.userPrincipalName}:${password}`).toString("base64");
    const headers = { authorization: `Basic ${authorization}` };
    return (await request(running.ewsUrl ?? "", { headers })).statusCode;
  };
  expect(await logOn(String(passwordInState(account)))).toBe(200);
  expect(await logOn("Correct-Horse-7")).toBe(401);
});

describe("a change", () => {
  test("of names, alias, password and the flag is made in place by one cmdlet", async () => {
    const { account, recipient, logon, running, writes } = await startOnPremisesAccounts();
    await account.up(program);
    const { guid } = recipient();
    running.clearRequests();
    const next = {
      userPrincipalName: "rooms@contoso.com",
      displayName: "Rooms",
      mailNickname: "rooms",
      samAccountName: "svc-rooms",
      password: "Correct-Horse-7",
    };
    expect(await account.up(next)).toBe("update");
    expect(running.tenant.store.recipients.get(guid)).toMatchObject({
      userPrincipalName: "rooms@contoso.com",
      displayName: "Rooms",
      alias: "rooms",
      logonName: "CONTOSO\\svc-rooms",
    });
    expect(running.tenant.store.accounts.get(guid)).toMatchObject({
      password: "Correct-Horse-7",
      mustChangePassword: false,
    });
    expect(writes()).toEqual(["Set-Mailbox"]);
    expect(passwordInState(account)).toBe("Correct-Horse-7");
    await account.refresh();
    expect(
      await account.up({ ...next, userPrincipalName: "Rooms@Contoso.com", samAccountName: "SVC-rooms" }),
    ).toBe("same");
    expect(logon).toThrow();
  });

  test("that somebody makes by hand shows property by property, and is repaired in place", async () => {
    const { account, recipient, logon, byHand } = await startOnPremisesAccounts();
    const managed = { ...program, mailNickname: "room-booking", samAccountName: "svc-rooms" };
    await account.up(managed);
    const before = { recipient: recipient(), logon: logon() };
    byHand({ displayName: "?", alias: "other", logonName: "CONTOSO\\other" }, { mustChangePassword: true });
    await account.refresh();
    expect(account.state?.inputs).toMatchObject({
      displayName: "?",
      mailNickname: "other",
      samAccountName: "other",
      resetPasswordOnNextLogon: true,
    });
    expect(await account.up(managed)).toBe("update");
    expect(recipient()).toMatchObject({
      guid: before.recipient.guid,
      displayName: "Room Booking",
      alias: "room-booking",
      logonName: "CONTOSO\\svc-rooms",
    });
    expect(logon()).toEqual(before.logon);
  });

  test("by hand of what the program leaves out is left alone", async () => {
    const { running, account, byHand, writes } = await startOnPremisesAccounts();
    await account.up(program);
    byHand({ alias: "other", logonName: "CONTOSO\\other" }, { enabled: false });
    running.clearRequests();
    await account.refresh();
    expect(await account.up(program)).toBe("same");
    expect(writes()).toEqual([]);
  });

  test.each([
    { what: "enabled", logon: { enabled: false }, recipient: {}, says: /accountEnabled: .*Enable-ADAccount/ },
    {
      what: "where it was",
      logon: {},
      recipient: { distinguishedName: "CN=room-booking,CN=Users,DC=contoso,DC=com" },
      says: /organizationalUnit: .*Move-ADObject/,
    },
  ])(
    "in Active Directory that leaves it no longer $what is refused with what to do there, and nothing is written",
    async ({ logon, recipient, says }) => {
      const { running, account, byHand, writes } = await startOnPremisesAccounts();
      const managed = {
        ...program,
        accountEnabled: true,
        organizationalUnit: "contoso.com/Service Accounts",
      };
      await account.up(managed);
      byHand(recipient, logon);
      running.clearRequests();
      await expect(account.up({ ...managed, displayName: "Rooms" })).rejects.toThrow(says);
      await account.refresh();
      await expect(account.up(managed)).rejects.toThrow(says);
      expect(writes()).toEqual([]);
    },
  );
});

describe("a mailbox that somebody disabled", () => {
  test("shows as a difference, and the user gets a new one under the same alias", async () => {
    const lines = printedLines();
    const { running, account, recipient, writes } = await startOnPremisesAccounts();
    const managed = { ...program, mailNickname: "rooms" };
    await account.up(managed);
    const { guid, exchangeGuid } = recipient();
    await disableByHand(running, guid);
    await account.refresh();
    expect(account.state?.inputs).toMatchObject({ mailboxEnabled: false });
    expect(account.state?.outputs).not.toHaveProperty("mail");
    running.clearRequests();

    expect(await account.up(managed)).toBe("update");
    expect(writes()).toEqual(["Enable-Mailbox"]);
    expect(recipient()).toMatchObject({ guid, alias: "rooms", displayName: "Room Booking" });
    expect(recipient().exchangeGuid).not.toBe(exchangeGuid);
    expect(lines.join()).toMatch(/\[ServiceAccount room-booking@contoso\.com\] its mailbox was disabled/);
    await account.refresh();
    expect(await account.up(managed)).toBe("same");
  });
});

describe("deletion", () => {
  test("disables the mailbox, leaves the user as it is, and says so", async () => {
    const lines = printedLines();
    const { running, account, recipient, logon, writes } = await startOnPremisesAccounts();
    await account.up(program);
    const before = { guid: recipient().guid, logon: logon() };
    running.clearRequests();
    await account.destroy();
    expect(writes()).toEqual(["Disable-Mailbox"]);
    expect(recipient()).toMatchObject({ guid: before.guid, recipientType: "User" });
    expect(logon()).toEqual(before.logon);
    expect(lines).toEqual([
      expect.stringMatching(/mailbox is disabled\. The user stays in Active Directory/),
    ]);
    await expect(account.up(program)).rejects.toThrow(/has no mailbox: .*existingUser: "enableMailbox"/);
  });

  test("removes the user as well if the state says so, and what is gone is no error", async () => {
    const { running, account, writes, recipient } = await startOnPremisesAccounts();
    await account.up(program);
    expect(await account.up({ ...program, removeUserOnDelete: true })).toBe("update");
    const { guid } = recipient();
    const { state } = account;
    running.clearRequests();
    await account.destroy();
    expect(writes()).toEqual(["Remove-Mailbox"]);
    expect(running.tenant.store.recipients.get(guid)).toBeUndefined();
    expect(running.tenant.store.accounts.get(guid)).toBeUndefined();
    account.state = state;
    await account.destroy();
  });

  test("of a user whose mailbox is disabled already does nothing; its removal says what is in the way", async () => {
    const { running, account, recipient, writes } = await startOnPremisesAccounts();
    await account.up({ ...program, removeUserOnDelete: true });
    const { state } = account;
    await disableByHand(running, recipient().guid);
    running.clearRequests();
    await expect(account.destroy()).rejects.toThrow(/no mailbox any more.*Remove-ADUser/s);
    account.state = state && { ...state, outputs: { ...state.outputs, removeUserOnDelete: false } };
    await account.destroy();
    expect(writes()).toEqual([]);
  });
});

test("an identity that may only read previews and refreshes, and is told which cmdlet it may not run", async () => {
  const { running, account, byHand, recipient } = await startOnPremisesAccounts();
  await account.up(program);
  const viewer = new ManagedResource(
    "ServiceAccount",
    running,
    "room-booking",
    {},
    {
      EXCHANGE_USERNAME: "CONTOSO\\viewer",
      EXCHANGE_PASSWORD: "Viewer-2026!",
    },
  );
  viewer.state = account.state;
  await viewer.refresh();
  expect(await viewer.up(program)).toBe("same");
  byHand({ displayName: "?" });
  await viewer.refresh();
  expect(viewer.state?.inputs).toMatchObject({ displayName: "?" });
  await expect(viewer.up(program)).rejects.toThrow(/Set-Mailbox/);
  expect(recipient().displayName).toBe("?");
});

async function disableByHand(running: Parameters<typeof invokeCommand>[0], Identity: string): Promise<void> {
  const { status } = await invokeCommand(running, "Disable-Mailbox", { Identity, Confirm: false });
  expect(status).toBe(200);
}
