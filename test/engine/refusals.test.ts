import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { beforeAll, beforeEach, describe, test } from "vitest";
import { startExchangeStack, hasty, type ExchangeStack } from "../support/exchange-stack";
import { app, allKinds, grant, programFile, projectFile, scope } from "../support/programs";
import { expectReadable } from "../support/readable";

// What Exchange or the way to it refuses, as the user of the real engine is shown it.

const changed = [scope(`recipientRestrictionFilter: "City -eq 'Seattle'"`), app(), grant()];

let stack: ExchangeStack;
beforeAll(async () => {
  stack = await startExchangeStack(allKinds);
  await stack.engine.up();
  return () => stack.close();
});
beforeEach(() => {
  stack.running.tenant.faults.reset();
  stack.engine.write({ ...projectFile({ environment: stack.running.url }), ...programFile(allKinds) });
});

describe("a user reads once, without a stack trace,", () => {
  test("which cmdlet was denied, and which right it takes", async () => {
    stack.declare(...changed);
    stack.running.tenant.faults.set({
      errors: [{ target: "Set-ManagementScope", kind: "forbidden", times: 10 }],
    });
    const result = await stack.engine.up({ expectExit: 1 });
    const says = [/management scope "rooms-/, /Organization Management|Exchange Administrator/];
    expectReadable(result, says, "Updating management scope");
  });

  test("which list was denied while a preview refreshed, and which right it takes", async () => {
    stack.running.tenant.faults.set({
      errors: [{ target: "Get-ManagementScope", kind: "forbidden", times: 10 }],
    });
    const result = await stack.engine.preview({ expectExit: 1 });
    expectReadable(
      result,
      [/may not run Get-ManagementScope/, /Global Reader/],
      "Preview failed: Reading management scope",
    );
  });

  test("which address could not be reached", async () => {
    const port = await unusedPort();
    stack.declare(...changed);
    stack.engine.write(projectFile({ environment: `https://localhost:${port}` }));
    const result = await stack.engine.up({ args: ["--refresh=false"], environment: hasty, expectExit: 1 });
    const says = [new RegExp(`https://localhost:${port} could not be reached`)];
    expectReadable(result, says, "could not be reached");
  });

  test("what went missing behind Pulumi's back, when an update without a refresh finds it gone", async () => {
    const { store } = stack.running.tenant;
    const scopes = store.managementScopes.all();
    stack.declare(...changed);
    for (const { guid } of scopes) store.managementScopes.remove(guid);
    try {
      const result = await stack.engine.up({ args: ["--refresh=false"], expectExit: 1 });
      expectReadable(result, [/pulumi up --refresh/], "no longer exists in Exchange");
    } finally {
      for (const each of scopes) store.managementScopes.insert(each);
    }
  });

  test("that an object of the same name exists, and how to take it up", async () => {
    const [existing] = stack.running.tenant.store.managementScopes.all();
    if (existing === undefined) throw new Error("There is no scope.");
    const guid = "0f9e8d7c-6b5a-4c3d-9e2f-1a0b9c8d7e6f";
    stack.running.tenant.store.managementScopes.insert({ ...existing, guid, name: "Made by hand" });
    stack.declare(
      ...allKinds,
      `new x.ManagementScope("second", { name: "Made by hand", recipientRestrictionFilter: "City -eq 'Oslo'" });`,
    );
    try {
      const result = await stack.engine.up({ expectExit: 1 });
      expectReadable(result, [/set adopt: true/, new RegExp(guid)], "already exists in Exchange");
    } finally {
      stack.running.tenant.store.managementScopes.remove(guid);
    }
  });
});

/** A port that was free a moment ago. */
async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
