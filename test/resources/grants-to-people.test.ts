import { expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { ManagedResource } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

// Grants to users, role groups and security groups: the kinds of scope differ from those of applications.

const role = "Mail Recipients";

async function rooms(running: RunningTenant, exclusive = false) {
  const scope = new ManagedResource("ManagementScope", running, exclusive ? "exclusive" : "rooms");
  await scope.up({
    recipientRestrictionFilter: `RecipientTypeDetails -eq '${exclusive ? "Equipment" : "Room"}Mailbox'`,
    exclusive,
  });
  return scope.state?.id;
}

function ours(running: RunningTenant) {
  return running.tenant.store.roleAssignments.all().filter(({ name }) => /-[0-9a-f]{10}$/.test(name));
}

function person(running: RunningTenant): string {
  const { recipients } = running.tenant.store;
  return recipients.find((each) => each.recipientTypeDetails === "UserMailbox")?.userPrincipalName ?? "";
}

test("a user gets a role in each kind of scope, and it reads back as it was declared", async () => {
  const running = await startTestTenant();
  const { recipients, administrativeUnits } = running.tenant.store;
  const group = recipients.find((each) => each.recipientTypeDetails === "MailUniversalSecurityGroup");
  const scopes = [
    { managementScope: await rooms(running) },
    { exclusiveScope: await rooms(running, true) },
    { group: group?.name },
    { administrativeUnit: administrativeUnits.all()[0]?.id },
    { relative: "Self" },
    { organizationWide: true },
  ];
  for (const [index, scope] of scopes.entries()) {
    const grant = new ManagedResource("RoleAssignment", running, `grant-${index}`);
    const program = { role, user: person(running), scope };
    expect(await grant.up(program), JSON.stringify(scope)).toBe("create");
    await grant.refresh();
    expect(grant.state?.inputs, JSON.stringify(scope)).toMatchObject(program);
    expect(await grant.up(program), JSON.stringify(scope)).toBe("same");
    await grant.destroy();
    expect(ours(running)).toEqual([]);
  }
});

test("a user's grant moves to another kind of scope in place, and is replaced when it becomes organisation-wide", async () => {
  const running = await startTestTenant();
  const grant = new ManagedResource("RoleAssignment", running);
  const program = { role, user: person(running), scope: { managementScope: await rooms(running) } };
  await grant.up(program);
  const guid = grant.state?.id;
  expect(await grant.up({ ...program, scope: { relative: "Self" } })).toBe("update");
  expect(grant.state?.id).toBe(guid);
  expect(await grant.up({ ...program, scope: { organizationWide: true } })).toBe("replace");
  expect(ours(running)).toHaveLength(1);
});

test.each(["name", "guid"] as const)(
  "a security group, and a role group, get a role by their %s",
  async (word) => {
    const running = await startTestTenant();
    const scope = { managementScope: await rooms(running) };
    const securityGroup = running.tenant.store.recipients.find(
      (each) => each.recipientTypeDetails === "MailUniversalSecurityGroup",
    )?.[word];
    const roleGroup = running.tenant.store.roleGroups.find(({ name }) => name === "Help Desk")?.[word];
    for (const [index, group] of [securityGroup, roleGroup].entries()) {
      const grant = new ManagedResource("RoleAssignment", running, `grant-${index}`);
      const program = { role, securityGroup: group, scope };
      expect(await grant.up(program)).toBe("create");
      await grant.refresh();
      expect(grant.state?.inputs).toMatchObject(program);
      expect(await grant.up(program)).toBe("same");
    }
    expect(ours(running)).toHaveLength(2);
  },
);

test("the right to hand a role on is another grant than the right to use it", async () => {
  const running = await startTestTenant();
  const grant = new ManagedResource("RoleAssignment", running);
  const program = { role, user: person(running), scope: { organizationWide: true } };
  await grant.up(program);
  expect(await grant.up({ ...program, delegating: true })).toBe("replace");
  expect(ours(running)).toMatchObject([{ delegation: expect.stringMatching(/^Delegating/) as string }]);
  await grant.refresh();
  expect(await grant.up({ ...program, delegating: true })).toBe("same");
});
