import { expect, test } from "vitest";
import type { Account, Recipient } from "../../emulator";
import { filesOf } from "../support/engine-files";
import { startExchangeStack, type ExchangeStack } from "../support/exchange-stack";
import { upKilledAtWrite } from "../support/interruption";
import { invokeCommand } from "../support/invoke-command";
import { usersNamed } from "../support/on-premises-accounts";
import { onPremisesAccountProgram } from "../support/on-premises-kinds";

const given = JSON.stringify(onPremisesAccountProgram).slice(1, -1);
const account = (args = ""): string =>
  `const account = new x.ServiceAccount("room-booking", { ${given}, ${args} }); exports.password = account.password;`;

function startAccountStack(): Promise<ExchangeStack> {
  return startExchangeStack([account()], { tenant: { mode: "onPremises" } });
}

function theUser({ running }: ExchangeStack): Recipient & Pick<Account, "password"> {
  const [user, ...others] = usersNamed(running, onPremisesAccountProgram.userPrincipalName);
  if (user === undefined || others.length > 0) throw new Error(`There are ${others.length} users too many.`);
  return { ...user, password: running.tenant.store.accounts.get(user.guid)?.password ?? null };
}

test("an account on-premises lives its life in a stack, and its password is shown and kept nowhere in plain", async () => {
  const stack = await startAccountStack();
  const { engine, running, declare } = stack;
  const printed = [await engine.preview({ args: ["--diff"] }), await engine.up({ args: ["--diff"] })];
  const { guid, password } = theUser(stack);
  expect(await engine.outputs()).toEqual({ password });
  printed.push(await engine.preview({ args: ["--expect-no-changes"] }));

  await invokeCommand(running, "Disable-Mailbox", { Identity: guid, Confirm: false });
  const drift = await engine.preview({ args: ["--diff"] });
  expect(drift.stdout).toMatch(/mailboxEnabled\s*: false => true/);
  const repair = await engine.up();
  expect(repair.stdout).toMatch(/its mailbox was disabled: it gets a new, empty one/);
  expect(theUser(stack)).toMatchObject({ guid, password, recipientType: "UserMailbox" });
  printed.push(drift, repair, await engine.preview({ args: ["--expect-no-changes"] }));

  declare(account("licenses: ['EXCHANGESTANDARD']"));
  const refused = await engine.preview({ expectExit: 1 });
  expect(refused.stdout).toMatch(/licenses.*exists in Exchange Online alone/s);

  for (const { stdout, stderr } of printed) expect(stdout + stderr).not.toContain(password);
  expect(JSON.stringify(await engine.stackExport())).not.toContain(password);
  expect(filesOf(engine)).not.toContain(password);

  const destroyed = await engine.destroy();
  expect(destroyed.stdout).toMatch(/The user stays in Active Directory/);
  expect(theUser(stack)).toMatchObject({ guid, password, recipientType: "User" });
});

test("an account whose provider was killed is found and finished by the next up, with a new password", async () => {
  const stack = await startAccountStack();
  const { engine } = stack;
  await upKilledAtWrite(stack, "provider", "recipients");
  const orphan = theUser(stack);
  expect(orphan.displayName).toMatch(/\(unfinished\)$/);
  await engine.up();
  expect(theUser(stack)).toMatchObject({ guid: orphan.guid, displayName: "Room Booking" });
  expect(theUser(stack).password).not.toBe(orphan.password);
  expect(await engine.outputs()).toEqual({ password: theUser(stack).password });
  await engine.preview({ args: ["--expect-no-changes"] });
});
