import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { defaultSeed, type RunningTenant } from "../../emulator";
import { startExchangeStack, stateOf, writesOf, type ExchangeStack } from "../support/exchange-stack";
import { fabrikam, otherOrganization } from "../support/other-tenant";
import { account, allKinds, app, grant, group, scope } from "../support/programs";
import { allowAccounts } from "../support/graph-rights";
import { startTestTenant } from "../support/tenant";

// A wrong tenant would truthfully answer "not found", and the next update would rebuild the access there.

const everyKind = [...allKinds, group(), account()];
const changed = [
  scope(`recipientRestrictionFilter: "City -eq 'Seattle'"`),
  app(),
  grant(),
  group("members: []"),
  account('displayName: "Rooms"'),
];
const another = `new x.ManagementScope("another", { recipientRestrictionFilter: "City -eq 'Oslo'" });`;
const withAnother = [another, ...everyKind];
const update = ["up", "--yes", "--skip-preview"];

const operations: { title: string; args: string[]; program: readonly string[] }[] = [
  { title: "preview", args: ["preview"], program: everyKind },
  { title: "refresh", args: ["refresh", "--yes", "--skip-preview"], program: everyKind },
  { title: "up", args: update, program: everyKind },
  { title: "up of a changed program", args: update, program: changed },
  {
    title: "up of a changed program without a refresh",
    args: [...update, "--refresh=false"],
    program: changed,
  },
  {
    title: "up of one more resource without a refresh",
    args: [...update, "--refresh=false"],
    program: withAnother,
  },
  { title: "destroy", args: ["destroy", "--yes", "--skip-preview"], program: everyKind },
  {
    title: "destroy without a refresh",
    args: ["destroy", "--yes", "--skip-preview", "--refresh=false"],
    program: everyKind,
  },
];

describe("with the credentials of another tenant in the environment", () => {
  let stack: ExchangeStack;
  let other: RunningTenant;
  let state: string;
  beforeAll(async () => {
    stack = await startExchangeStack(everyKind, { proxied: true });
    other = await startTestTenant({ clock: "real", seed: otherOrganization() });
    allowAccounts(stack.running);
    allowAccounts(other);
    await stack.engine.up();
    state = await stateOf(stack.engine);
    return async () => {
      await stack.close();
      await other.close();
    };
  });
  beforeEach(() => {
    stack.running.clearRequests();
    other.clearRequests();
  });

  for (const { title, args, program } of operations)
    test(`${title} is refused, and nothing happens in either tenant`, async () => {
      const content = JSON.stringify(other.tenant.store.state());
      stack.declare(...program);

      const { stdout } = await stack.engine.run(args, {
        environment: other.proxyEnvironment,
        expectExit: 1,
      });

      expect(stdout).toContain(fabrikam.organizationGuid);
      expect(stdout).toContain(defaultSeed().organization.organizationGuid);
      expect(stdout).toMatch(/Point exchange:tenantId and the credentials at the right tenant/);
      expect(await stateOf(stack.engine)).toBe(state);
      expect(JSON.stringify(other.tenant.store.state())).toBe(content);
      expect(writesOf(other)).toEqual([]);
      expect(stack.running.requests()).toEqual([]);
    });
});
