import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  objectsOf,
  startExchangeStack,
  stateOf,
  writesOf,
  type ExchangeStack,
} from "../support/exchange-stack";
import { allKinds, app, grant, scope } from "../support/programs";
import { automation, previewReader } from "../support/seed";
import { consent } from "../support/sign-in";

// A pull request is previewed by an identity that may not administer Exchange: Global Reader in Entra.

const asReader = {
  ARM_CLIENT_ID: previewReader.appId,
  ARM_CLIENT_SECRET: previewReader.secret,
  AZURE_CLIENT_ID: previewReader.appId,
  AZURE_CLIENT_SECRET: previewReader.secret,
};

const group = (description: string): string =>
  `const group = new x.RoleGroup("stewards", { description: "${description}", members: ["megan.bowen@contoso.example"] });`;
const toGroup =
  'new x.RoleAssignment("to-group", { role: "Distribution Groups", securityGroup: group.id, scope: { managementScope: rooms.id } });';
const everyKind = [...allKinds, group("Look after rooms"), toGroup];

describe("with an identity that may only read", () => {
  let stack: ExchangeStack;
  let state: string;
  beforeAll(async () => {
    stack = await startExchangeStack(everyKind);
    await stack.engine.up();
    state = await stateOf(stack.engine);
    return () => stack.close();
  });
  beforeEach(() => {
    stack.declare(...everyKind);
    stack.running.tenant.behaviours.reset();
    stack.running.clearRequests();
  });

  test("a preview works, is empty, and sends nothing that could change the tenant", async () => {
    await stack.engine.preview({ args: ["--expect-no-changes"], environment: asReader });
    expect(writesOf(stack.running)).toEqual([]);
  });

  test("a refresh works and changes nothing", async () => {
    await stack.engine.refresh({ args: ["--expect-no-changes"], environment: asReader });
    expect(await stateOf(stack.engine)).toBe(state);
    expect(writesOf(stack.running)).toEqual([]);
  });

  test("a preview needs no right in Microsoft Graph", async () => {
    stack.running.tenant.faults.set({ errors: [{ target: "* /v1.0/*", kind: "forbidden", times: 1000 }] });
    try {
      await stack.engine.preview({ args: ["--expect-no-changes"], environment: asReader });
      const another = `new x.ServicePrincipal("another", { appId: "${previewReader.appId}", objectId: "${previewReader.servicePrincipalId}" });`;
      stack.declare(...everyKind, another);
      const { stdout } = await stack.engine.preview({ environment: asReader });
      expect(stdout).toMatch(/\+ 1 to create/);
    } finally {
      stack.running.tenant.faults.reset();
    }
  });

  test("what the program changes is previewed", async () => {
    stack.declare(scope(`recipientRestrictionFilter: "City -eq 'Seattle'"`), ...everyKind.slice(1));
    const { stdout } = await stack.engine.preview({ environment: asReader });
    expect(stdout).toMatch(/~ 1 to update/);
  });

  test("what somebody changed by hand is shown", async () => {
    const { managementScopes } = stack.running.tenant.store;
    const [guid = ""] = objectsOf(stack.running)["ManagementScope"] ?? [];
    const before = managementScopes.get(guid);
    managementScopes.update(guid, { name: "renamed by hand" });
    try {
      const { stdout } = await stack.engine.preview({ args: ["--diff"], environment: asReader });
      expect(stdout).toContain("renamed by hand");
      expect(stdout).toMatch(/~ 1 to update/);
    } finally {
      managementScopes.update(guid, { name: before?.name ?? "" });
    }
  });

  test.each([
    {
      what: "a changed scope",
      cmdlet: "Set-ManagementScope",
      program: [scope(`recipientRestrictionFilter: "City -eq 'Seattle'"`), ...everyKind.slice(1)],
    },
    {
      what: "a changed service principal",
      cmdlet: "Set-ServicePrincipal",
      program: [scope(), app('displayName: "Room Booking"'), ...everyKind.slice(2)],
    },
    {
      what: "a changed grant",
      cmdlet: "Set-ManagementRoleAssignment",
      program: [scope(), app(), grant("enabled: false"), ...everyKind.slice(3)],
    },
    {
      what: "a changed role group",
      cmdlet: "Set-RoleGroup",
      program: [...allKinds, group("Look after all rooms"), toGroup],
    },
    {
      what: "a new scope",
      cmdlet: "New-ManagementScope",
      program: [
        ...everyKind,
        `new x.ManagementScope("more", { recipientRestrictionFilter: "City -eq 'Oslo'" });`,
      ],
    },
    { what: "a grant less", cmdlet: "Remove-ManagementRoleAssignment", program: everyKind.slice(0, -1) },
  ])(
    "up of $what is refused with the cmdlet and the role that are missing, and changes nothing",
    async ({ cmdlet, program }) => {
      const content = JSON.stringify(stack.running.tenant.store.state());
      stack.declare(...program);

      const { stdout } = await stack.engine.up({ environment: asReader, expectExit: 1 });

      expect(stdout).toMatch(new RegExp(`identity[^.]*may\\s+not\\s+run\\s+${cmdlet}`));
      expect(stdout).toMatch(/the role\s+Exchange Administrator in Entra/);
      expect(JSON.stringify(stack.running.tenant.store.state())).toBe(content);
      expect(withoutErrors(await stateOf(stack.engine))).toEqual(withoutErrors(state));
    },
  );
});

/** A refused update may be noted beside the object, which else is as it was. */
function withoutErrors(state: string): unknown {
  return JSON.parse(state, (key, value: unknown) => (key === "initErrors" ? undefined : value));
}

test("a service account is previewed by an identity that may only read, and an update names the right it lacks", async () => {
  const account = (displayName: string): string =>
    `new x.ServiceAccount("account", { userPrincipalName: "svc-rooms@contoso.example", displayName: "${displayName}", mailNickname: "svc-rooms" });`;
  const stack = await startExchangeStack([account("Rooms")]);
  const { store } = stack.running.tenant;
  const { servicePrincipalId: principalId } = automation;
  const held = store.directoryRoleAssignments.find((each) => each.principalId === principalId);
  if (held === undefined) throw new Error("The seed's automation has no directory role.");
  const roleDefinitionId = "fe930be7-5e62-47db-91af-98c3a49a38b1"; // User Administrator
  store.directoryRoleAssignments.insert({ ...held, id: "as-user-administrator", roleDefinitionId });
  consent(stack.running, principalId, "User.ReadWrite.All");
  await stack.engine.up();

  await stack.engine.preview({ args: ["--expect-no-changes"], environment: asReader });

  stack.declare(account("Room calendars"));
  const { stdout } = await stack.engine.up({ environment: asReader, expectExit: 1 });
  expect(stdout).toContain("User.ReadWrite.All");
});
