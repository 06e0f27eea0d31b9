import { beforeAll, describe, expect, test } from "vitest";
import { startExchangeStack, stateOf, writesOf, type ExchangeStack } from "../support/exchange-stack";
import { app, allKinds, grant, scope } from "../support/programs";
import { automation, previewReader, roomBooking } from "../support/seed";

// The right tenant, and somebody who may not do what the program asks for.

const changed = [scope(`recipientRestrictionFilter: "City -eq 'Seattle'"`), app(), grant()];

function signedInAs({ appId, secret }: { appId: string; secret: string }): Record<string, string> {
  return {
    ARM_CLIENT_ID: appId,
    ARM_CLIENT_SECRET: secret,
    AZURE_CLIENT_ID: appId,
    AZURE_CLIENT_SECRET: secret,
  };
}

describe("with other credentials", () => {
  let stack: ExchangeStack;
  let state: string;
  beforeAll(async () => {
    stack = await startExchangeStack(allKinds);
    await stack.engine.up();
    state = await stateOf(stack.engine);
    return () => stack.close();
  });

  test("of an application without rights, an update is refused with what it lacks", async () => {
    stack.running.clearRequests();
    stack.declare(...changed);
    const { stdout } = await stack.engine.up({ environment: signedInAs(roomBooking), expectExit: 1 });
    expect(stdout).toMatch(/Exchange\.ManageAsApp/);
    expect(await stateOf(stack.engine)).toBe(state);
    expect(writesOf(stack.running)).toEqual([]);
  });

  test("of an application that may only read, a preview works", async () => {
    stack.declare(...changed);
    const { stdout } = await stack.engine.preview({ environment: signedInAs(previewReader) });
    expect(stdout).toMatch(/~ 1 to update/);
  });

  test("of an application that may only read, an update is refused with the right that it lacks", async () => {
    stack.declare(...changed);
    const { stdout } = await stack.engine.up({ environment: signedInAs(previewReader), expectExit: 1 });
    expect(stdout).toContain("Set-ManagementScope");
    expect(stdout).toMatch(/Exchange Administrator|Organization Management/);
    expect(await stateOf(stack.engine)).toBe(state);
  });

  test("a wrong secret is refused in a sentence that says whose", async () => {
    const wrong = { ...automation, secret: "not-the-secret" };
    const { stdout } = await stack.engine.preview({ environment: signedInAs(wrong), expectExit: 1 });
    expect(stdout).toMatch(new RegExp(`client secret of application ${automation.appId}`));
    expect(stdout).not.toContain("not-the-secret");
    expect(await stateOf(stack.engine)).toBe(state);
  });

  test("an expired secret is refused in a sentence that says whose", async () => {
    const { applications } = stack.running.tenant.store;
    const application = applications.by("appId", automation.appId);
    if (!application) throw new Error("The seed has no automation application.");
    const { passwordCredentials } = application;
    const expired = passwordCredentials.map((each) => ({ ...each, endDateTime: "2021-01-01T00:00:00Z" }));
    applications.update(application.id, { passwordCredentials: expired });
    try {
      const { stdout } = await stack.engine.preview({ expectExit: 1 });
      expect(stdout).toMatch(/client secret of application .*expired/s);
      expect(await stateOf(stack.engine)).toBe(state);
    } finally {
      applications.update(application.id, { passwordCredentials });
    }
  });
});
