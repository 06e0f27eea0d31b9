import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startExchangeStack, type ExchangeStack } from "../support/exchange-stack";
import { allKinds, app, grant, programFile, projectFile, scope } from "../support/programs";
import { expectReadable } from "../support/readable";

// What the user sees of an error: what is wrong and what to do, once, and no trace of how we found out.

let stack: ExchangeStack;
beforeAll(async () => {
  stack = await startExchangeStack(allKinds);
  return () => stack.close();
});
beforeEach(() => {
  stack.running.clearRequests();
  stack.engine.write({ ...projectFile({ environment: stack.running.url }), ...programFile(allKinds) });
});

const wrongPrograms: { title: string; program: string[]; says: RegExp[]; once: string }[] = [
  {
    title: "a filter that does not end",
    program: [scope(`recipientRestrictionFilter: "City -eq 'Oslo"`)],
    says: [/ManagementScope resource 'rooms'/, /property recipientRestrictionFilter/],
    once: "nothing closes",
  },
  {
    title: "a filter of -and and -or without parentheses",
    program: [scope(`recipientRestrictionFilter: "City -eq 'Oslo' -and Office -eq 'A' -or Office -eq 'B'"`)],
    says: [/property recipientRestrictionFilter/, /\(\(City -eq 'Oslo'\) -and \(Office -eq 'A'\)\) -or/],
    once: "expected parentheses",
  },
  {
    title: "a misspelt recipient type",
    program: [scope(`recipientRestrictionFilter: "RecipientTypeDetails -eq 'RoomMailboxes'"`)],
    says: [/property recipientRestrictionFilter/, /RoomMailbox\b/],
    once: "property recipientRestrictionFilter",
  },
  {
    title: "a scope of two kinds",
    program: [scope(), app(), grant("scope: { managementScope: rooms.name, organizationWide: true }")],
    says: [/RoleAssignment resource 'grant'/, /property scope/, /managementScope and organizationWide/],
    once: "exactly one of",
  },
  {
    title: "no scope at all",
    program: [scope(), app(), grant("scope: undefined")],
    says: [/property scope/, /organizationWide/],
    once: "exactly one of",
  },
  {
    title: "a name that Exchange would read as a pattern",
    program: [scope('name: "rooms*"')],
    says: [/property name value \{rooms\*\}/],
    once: "reads as a pattern",
  },
  {
    title: "a property that does not exist",
    program: [scope("recipientFilter: 'x'")],
    says: [/property recipientFilter/, /valid are .*recipientRestrictionFilter/],
    once: "there is no such property",
  },
  {
    title: "the retired role",
    program: [scope(), app(), grant('role: "ApplicationImpersonation"')],
    says: [/property role/, /Application Calendars\.ReadWrite/],
    once: "is retired",
  },
];

describe("a wrong program", () => {
  for (const wrong of wrongPrograms)
    test(`with ${wrong.title} is refused in a preview, before anything is sent`, async () => {
      stack.declare(...wrong.program);
      expectReadable(await stack.engine.preview({ expectExit: 1 }), wrong.says, wrong.once);
      expect(stack.running.requests()).toEqual([]);
    });
});

describe("a wrong configuration", () => {
  const wrongConfigurations = [
    {
      title: "tenant id",
      config: { tenantId: "contoso" },
      says: [/pulumi config set exchange:tenantId/],
      once: 'exchange:tenantId is "contoso"',
    },
    {
      title: "cloud",
      config: { environment: "germany" },
      says: [/public, usgovernment/, /pulumi config set exchange:environment public/],
      once: 'exchange:environment is "germany"',
    },
    {
      title: "set of credentials",
      config: { credentials: "FABRIKAM" },
      says: [/FABRIKAM_CLIENT_ID with FABRIKAM_CLIENT_SECRET/, /FABRIKAM_USE_CLI=true/],
      once: "No credentials for the tenant are in the environment",
    },
  ];
  for (const wrong of wrongConfigurations)
    test(`of the ${wrong.title} is refused in a preview, before anything is sent`, async () => {
      const { running, engine } = stack;
      engine.write(projectFile({ environment: running.url, ...wrong.config }));
      expectReadable(await engine.preview({ expectExit: 1 }), wrong.says, wrong.once);
      expect(running.requests()).toEqual([]);
    });
});
