import { beforeAll, describe, expect, test } from "vitest";
import { defaultSeed, type RunningTenant } from "../../emulator";
import { startExchangeStack, type ExchangeStack } from "../support/exchange-stack";
import { fabrikam, otherOrganization } from "../support/other-tenant";
import { allKinds, app, grant, projectFile, scope } from "../support/programs";
import { startTestTenant } from "../support/tenant";

// Pulumi refreshes and destroys with the configuration of the last update; what it creates and changes goes by today's.

describe("with the stack's configuration pointed at another tenant", () => {
  let stack: ExchangeStack;
  let other: RunningTenant;
  beforeAll(async () => {
    stack = await startExchangeStack(allKinds);
    other = await startTestTenant({ clock: "real", seed: otherOrganization() });
    await stack.engine.up();
    stack.engine.write(projectFile({ environment: other.url, tenantId: fabrikam.tenantId }));
    return async () => {
      await stack.close();
      await other.close();
    };
  });

  const oslo = `{ recipientRestrictionFilter: "City -eq 'Oslo'" }`;
  const first = "{ dependsOn: [first] }";
  const withAndWithout = ["--refresh=true", "--refresh=false"];
  const operations = [
    {
      title: "a changed program",
      program: [scope(`recipientRestrictionFilter: "City -eq 'Seattle'"`), app(), grant()],
      refreshes: withAndWithout,
    },
    {
      title: "one more resource",
      program: [`new x.ManagementScope("another", ${oslo});`, ...allKinds],
      refreshes: withAndWithout,
    },
    {
      // Without a refresh Pulumi tells the provider of nothing else before it creates a resource that comes first.
      title: "one more resource on which the others depend",
      program: [
        `const first = new x.ManagementScope("first", ${oslo});`,
        scope("", first),
        app("", first),
        grant(),
      ],
      refreshes: ["--refresh=true"],
    },
  ];
  for (const { title, program, refreshes } of operations)
    test(`up of ${title} is refused (${refreshes.join(", ")})`, async () => {
      const content = JSON.stringify(other.tenant.store.state());
      const ours = JSON.stringify(stack.running.tenant.store.state());
      stack.declare(...program);
      for (const refresh of refreshes) {
        const { stdout } = await stack.engine.up({ args: [refresh], expectExit: 1 });
        expect(stdout).toContain(fabrikam.organizationGuid);
        expect(stdout).toContain(defaultSeed().organization.organizationGuid);
        expect(JSON.stringify(other.tenant.store.state())).toBe(content);
        expect(JSON.stringify(stack.running.tenant.store.state())).toBe(ours);
      }
    });
});
