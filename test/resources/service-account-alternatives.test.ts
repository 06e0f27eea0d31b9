import { expect, test } from "vitest";
import { behaviourRows } from "../../emulator/behaviour-rows";
import { printedLines, startOnPremisesAccounts } from "../support/on-premises-accounts";
import { onPremisesAccountProgram } from "../support/on-premises-kinds";

// Where it is not known what an Exchange server answers to what is asked for an account, both answers must do.

const alternatives = behaviourRows
  .filter(({ surface, alternative }) => alternative !== undefined && concernsAccounts(surface))
  .map(({ id }) => id);

test("there are assumed behaviours to try", () => expect(alternatives.length).toBeGreaterThan(10));

test.each(alternatives)("with the other answer to %s an account goes through its life", async (id) => {
  printedLines();
  const { running, account, recipient } = await startOnPremisesAccounts();
  running.tenant.behaviours.set(id, "alternative");
  const program = {
    ...onPremisesAccountProgram,
    mailNickname: "rooms",
    organizationalUnit: "contoso.com/Service Accounts",
    accountEnabled: true,
  };
  running.tenant.faults.set({
    errors: [{ target: "New-Mailbox", kind: "connectionDropped", when: "after" }],
  });
  expect(await account.up(program)).toBe("create");
  await account.refresh();
  expect(await account.up(program)).toBe("same");
  expect(await account.up({ ...program, displayName: "Rooms", password: "Correct-Horse-7" })).toBe("update");
  await account.destroy();
  expect(recipient().recipientType).toBe("User");

  running.tenant.faults.set({
    errors: [{ target: "Enable-Mailbox", kind: "connectionDropped", when: "after" }],
  });
  const existing = { ...program, existingUser: "enableMailbox" };
  expect(await account.up(existing)).toBe("create");
  await account.refresh();
  expect(await account.up(existing)).toBe("same");
  expect(recipient()).toMatchObject({ guid: account.state?.id, displayName: "Room Booking", alias: "rooms" });
});

function concernsAccounts(surface: string): boolean {
  return /-(Mailbox|User)\b|InvokeCommand/.test(surface);
}
