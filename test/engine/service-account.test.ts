import { expect, test } from "vitest";
import { filesOf } from "../support/engine-files";
import { accountsOf, licensesOf, passwordOf } from "../support/accounts";
import { resourceOf, startExchangeStack, type ExchangeStack } from "../support/exchange-stack";
import { allowAccounts } from "../support/graph-rights";
import { upKilledAtWrite } from "../support/interruption";
import { accountProgram } from "../support/kinds";

/** The program of the account; what `args` says comes in addition or instead. */
function account(args = ""): string {
  const given = JSON.stringify(accountProgram).slice(1, -1);
  return `const account = new x.ServiceAccount("room-booking", { ${given}, ${args} }); exports.password = account.password;`;
}

async function startAccountStack(): Promise<ExchangeStack> {
  const stack = await startExchangeStack([account()]);
  allowAccounts(stack.running);
  return stack;
}

function theAccount({ running }: ExchangeStack) {
  const [user, ...others] = accountsOf(running);
  if (user === undefined || others.length > 0)
    throw new Error(`There are ${others.length} accounts too many.`);
  return user;
}

test("a generated password is shown and kept nowhere in plain, and comes out when it is asked for", async () => {
  const stack = await startAccountStack();
  const { engine, declare } = stack;
  const printed = [
    await engine.preview({ args: ["--diff"] }),
    await engine.up({ args: ["--diff"] }),
    await engine.refresh({ args: ["--diff"] }),
    await engine.preview({ args: ["--diff", "--json"] }),
  ];
  const password = String(passwordOf(theAccount(stack)));
  expect(password).toHaveLength(32);
  expect(await engine.outputs()).toEqual({ password });

  declare(account('displayName: "Rooms"'));
  printed.push(await engine.preview({ args: ["--diff"] }), await engine.up({ args: ["--diff"] }));
  expect(passwordOf(theAccount(stack))).toBe(password);
  printed.push(await engine.preview({ args: ["--expect-no-changes"] }));

  for (const { stdout, stderr } of printed) expect(stdout + stderr).not.toContain(password);
  expect(JSON.stringify(await engine.stackExport())).not.toContain(password);
  expect(filesOf(engine)).not.toContain(password);
});

test("a given password is a secret although the program says nothing of it, and so is one that Entra refuses", async () => {
  const stack = await startAccountStack();
  const { engine, declare } = stack;
  declare(account('password: "Correct-Horse-7"'));
  const printed = [await engine.preview({ args: ["--diff"] }), await engine.up({ args: ["--diff"] })];
  expect(passwordOf(theAccount(stack))).toBe("Correct-Horse-7");

  declare(account('password: "Other-Horse-8"'));
  printed.push(await engine.preview({ args: ["--diff"] }), await engine.up({ args: ["--diff"] }));
  expect(passwordOf(theAccount(stack))).toBe("Other-Horse-8");

  declare(account('password: "horse"'));
  printed.push(await engine.up({ expectExit: 1 }));
  expect(printed.at(-1)?.stdout).toMatch(/password: is shorter than the 8 characters/);
  declare(account('pasword: "Third-Horse-9"'));
  printed.push(await engine.up({ expectExit: 1 }));
  for (const { stdout, stderr } of printed) {
    expect(stdout + stderr).not.toMatch(/Correct-Horse|Other-Horse|Third-Horse|"horse"|\{horse\}/);
  }
  expect(JSON.stringify(await engine.stackExport())).not.toMatch(/Correct-Horse|Other-Horse/);
});

test("an account that is not complete is kept with its password as a secret, and completed by the next up", async () => {
  const stack = await startAccountStack();
  const { engine, running } = stack;
  running.tenant.faults.set({
    errors: [{ target: "POST /v1.0/users/*/assignLicense", kind: "forbidden", times: 1000 }],
  });
  const { stdout } = await engine.up({ expectExit: 1 });
  expect(stdout).toMatch(/assignLicense: .*Run "pulumi up" again/s);
  const made = theAccount(stack);
  const password = String(passwordOf(made));
  expect(await resourceOf(engine, "ServiceAccount")).toMatchObject({ id: made.id });
  expect(stdout + JSON.stringify(await engine.stackExport())).not.toContain(password);

  running.tenant.faults.reset();
  await engine.up();
  expect(theAccount(stack)).toMatchObject({ id: made.id, displayName: "Room Booking" });
  expect(licensesOf(theAccount(stack))).toEqual(["EXCHANGESTANDARD"]);
  expect(await engine.outputs()).toEqual({ password });
  await engine.preview({ args: ["--expect-no-changes"] });
});

test("an account whose provider was killed is found and finished by the next up, with a new password", async () => {
  const stack = await startAccountStack();
  const { engine } = stack;
  await upKilledAtWrite(stack, "provider", "users");
  const orphan = theAccount(stack);
  expect(orphan.displayName).toMatch(/\(unfinished\)$/);
  await engine.up();
  expect(theAccount(stack)).toMatchObject({ id: orphan.id, displayName: "Room Booking" });
  expect(passwordOf(theAccount(stack))).not.toBe(passwordOf(orphan));
  expect(await engine.outputs()).toEqual({ password: passwordOf(theAccount(stack)) });
  await engine.preview({ args: ["--expect-no-changes"] });
});
