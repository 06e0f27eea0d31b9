import { expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { behaviourRows } from "../../emulator/behaviour-rows";
import { ManagedResource, startProcess } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

const description = "May change the rooms";

function people(running: RunningTenant): string[] {
  const { recipients } = running.tenant.store;
  return recipients
    .all()
    .filter((each) => each.recipientTypeDetails === "UserMailbox")
    .map((each) => each.userPrincipalName ?? "");
}

function guidsOf(running: RunningTenant, members: string[]): string[] {
  const all = running.tenant.store.recipients.all();
  return members.map((word) => all.find((each) => each.userPrincipalName === word)?.guid ?? word).sort();
}

function group(running: RunningTenant, resource: ManagedResource) {
  return running.tenant.store.roleGroups.get(resource.state?.id ?? "");
}

function rolesOf(running: RunningTenant, resource: ManagedResource): string[] {
  const { roleAssignments, managementRoles } = running.tenant.store;
  return roleAssignments
    .all()
    .filter((each) => each.roleAssignee === resource.state?.id)
    .map(({ role, scope }) => `${managementRoles.get(role)?.name ?? role} ${scope.kind}`)
    .sort();
}

function sorted(texts: readonly string[] | undefined): string[] {
  return [...(texts ?? [])].sort();
}

async function rooms(running: RunningTenant, filter = "RecipientTypeDetails -eq 'RoomMailbox'") {
  const scope = new ManagedResource("ManagementScope", running, filter);
  await scope.up({ recipientRestrictionFilter: filter });
  return scope.state?.id;
}

test("members are exactly the declared ones, whoever they were before, and change in place", async () => {
  const running = await startTestTenant();
  const [ada, bo, cy] = people(running) as [string, string, string];
  const resource = new ManagedResource("RoleGroup", running);
  await resource.up({ description, members: [ada, bo] });
  const guid = resource.state?.id;
  expect(sorted(group(running, resource)?.members)).toEqual(guidsOf(running, [ada, bo]));

  expect(await resource.up({ description, members: [bo, cy] })).toBe("update");
  expect(sorted(group(running, resource)?.members)).toEqual(guidsOf(running, [bo, cy]));
  await resource.refresh();
  expect(await resource.up({ description, members: [cy, bo.toUpperCase()] })).toBe("same");
  expect(await resource.up({ description, members: guidsOf(running, [bo, cy]) })).toBe("same");

  expect(await resource.up({ description, members: [] })).toBe("update");
  expect(group(running, resource)?.members).toEqual([]);
  expect(resource.state?.id).toBe(guid);
});

test("members that are left out are not touched; additive members leave others alone", async () => {
  const running = await startTestTenant();
  const [ada, bo, cy] = people(running) as [string, string, string];
  const resource = new ManagedResource("RoleGroup", running);
  await resource.up({ description });
  running.tenant.store.roleGroups.update(resource.state?.id ?? "", { members: guidsOf(running, [ada]) });
  await resource.refresh();
  expect(await resource.up({ description })).toBe("same");

  const additive = { description, members: [bo], membersMode: "additive" };
  expect(await resource.up(additive)).toBe("update");
  expect(sorted(group(running, resource)?.members)).toEqual(guidsOf(running, [ada, bo]));
  running.tenant.store.roleGroups.update(resource.state?.id ?? "", { members: guidsOf(running, [bo, cy]) });
  await resource.refresh();
  expect(await resource.up(additive)).toBe("same");
  running.tenant.store.roleGroups.update(resource.state?.id ?? "", { members: guidsOf(running, [cy]) });
  await resource.refresh();
  expect(await resource.up(additive)).toBe("update");
  expect(sorted(group(running, resource)?.members)).toEqual(guidsOf(running, [bo, cy]));
});

test("a member who came by hand is shown by address, and taken out again", async () => {
  const running = await startTestTenant();
  const [ada, bo] = people(running) as [string, string];
  const resource = new ManagedResource("RoleGroup", running);
  await resource.up({ members: [ada] });
  running.tenant.store.roleGroups.update(resource.state?.id ?? "", { members: guidsOf(running, [ada, bo]) });
  await resource.refresh();
  expect(sorted(resource.state?.inputs["members"] as string[])).toEqual(sorted([ada, bo]));
  expect(await resource.up({ members: [ada] })).toBe("update");
  expect(group(running, resource)?.members).toEqual(guidsOf(running, [ada]));
});

test("declared roles are the only ones; each keeps its grant while its reach changes in place", async () => {
  const running = await startTestTenant();
  const scope = { managementScope: await rooms(running) };
  const other = { managementScope: await rooms(running, "City -eq 'Oslo'") };
  const resource = new ManagedResource("RoleGroup", running);
  const recipients = { role: "Mail Recipients", scope };
  expect(await resource.up({ roles: [recipients, { role: "View-Only Configuration" }] })).toBe("create");
  expect(rolesOf(running, resource)).toEqual([
    "Mail Recipients managementScope",
    "View-Only Configuration implicit",
  ]);
  const grants = running.tenant.store.roleAssignments
    .all()
    .filter((each) => each.roleAssignee === resource.state?.id);
  await resource.refresh();
  expect(await resource.up({ roles: [{ role: "view-only configuration" }, recipients] })).toBe("same");

  expect(await resource.up({ roles: [{ role: "Mail Recipients", scope: other }] })).toBe("update");
  expect(rolesOf(running, resource)).toEqual(["Mail Recipients managementScope"]);
  const [kept] = running.tenant.store.roleAssignments
    .all()
    .filter((each) => each.roleAssignee === resource.state?.id);
  expect(grants.map(({ guid }) => guid)).toContain(kept?.guid);
  expect(kept?.scope).toMatchObject({ guid: other.managementScope });

  expect(await resource.up({})).toBe("update");
  expect(rolesOf(running, resource)).toEqual(["Mail Recipients managementScope"]);
});

test("a role that reaches mailboxes must say which, a custom role by its type too; nothing is created", async () => {
  const running = await startTestTenant();
  const { managementRoles } = running.tenant.store;
  const parent = managementRoles.find(({ name }) => name === "Mail Recipients");
  if (!parent) throw new Error("the catalogue has no Mail Recipients");
  managementRoles.insert({
    ...parent,
    guid: "5f0e4f56-9d2b-4a1b-8c3d-4e5f0d3b6f2c",
    name: "Desk",
    parent: parent.guid,
  });
  for (const role of ["Mail Recipients", "Desk"]) {
    const resource = new ManagedResource("RoleGroup", running);
    await expect(resource.up({ roles: [{ role }] }), role).rejects.toThrow(/organizationWide: true/);
    expect(await resource.up({ roles: [{ role, scope: { organizationWide: true } }] })).toBe("create");
    await resource.destroy();
  }
});

test("a grant that another resource of the stack makes to the group is not taken away, but named", async () => {
  const running = await startTestTenant();
  const resource = new ManagedResource("RoleGroup", running);
  await resource.up({ description });
  const grant = new ManagedResource("RoleAssignment", running, "grant");
  const scope = { managementScope: await rooms(running) };
  await grant.up({ role: "Mail Recipients", securityGroup: resource.state?.id, scope });

  const providers = await startProcess(running);
  await providers.RoleAssignment.diff(
    grant.state?.id ?? "",
    grant.state?.outputs ?? {},
    grant.state?.inputs ?? {},
  );
  const olds = resource.state?.outputs ?? {};
  const update = providers.RoleGroup.update(resource.state?.id ?? "", olds, {
    ...resource.state?.inputs,
    roles: [],
  });
  await expect(update).rejects.toThrow(new RegExp(String(grant.state?.outputs["name"])));
  expect(rolesOf(running, resource)).toHaveLength(1);
});

test("Exchange's own groups are refused, by name and when adopted", async () => {
  const running = await startTestTenant();
  const resource = new ManagedResource("RoleGroup", running);
  await expect(resource.up({ name: "organization management", adopt: true })).rejects.toThrow(
    /own role groups/,
  );
});

test("who is not there is named, and the group is not made", async () => {
  const running = await startTestTenant();
  const before = running.tenant.store.roleGroups.all().length;
  const resource = new ManagedResource("RoleGroup", running);
  await expect(resource.up({ members: ["nobody@contoso.example"] })).rejects.toThrow(
    /nobody@contoso\.example/,
  );
  await expect(resource.up({ managedBy: ["Nobody"] })).rejects.toThrow(/"Nobody"/);
  await expect(resource.up({ roles: [{ role: "No Such Role" }] })).rejects.toThrow(/"No Such Role"/);
  expect(running.tenant.store.roleGroups.all()).toHaveLength(before);
});

test("what fails after the group was made is kept in the state, and finished by the next run with the same group", async () => {
  const running = await startTestTenant();
  const scope = { managementScope: await rooms(running) };
  const resource = new ManagedResource("RoleGroup", running);
  running.tenant.faults.set({ errors: [{ target: "New-ManagementRoleAssignment", kind: "forbidden" }] });
  const program = { roles: [{ role: "Mail Recipients", scope }] };
  await expect(resource.up(program)).rejects.toThrow(/New-ManagementRoleAssignment/);
  const guid = resource.state?.id;
  expect(guid).toBeDefined();
  await resource.refresh();
  expect(await resource.up(program)).toBe("update");
  expect(resource.state?.id).toBe(guid);
  expect(rolesOf(running, resource)).toEqual(["Mail Recipients managementScope"]);
});

test("a grant of the group that Exchange widens while it is moved is taken away at once", async () => {
  const running = await startTestTenant();
  const scope = { managementScope: await rooms(running) };
  const other = { managementScope: await rooms(running, "City -eq 'Oslo'") };
  const resource = new ManagedResource("RoleGroup", running);
  await resource.up({ roles: [{ role: "Mail Recipients", scope }] });
  running.tenant.faults.set({ droppedScopes: 1 });
  const program = { roles: [{ role: "Mail Recipients", scope: other }] };
  await expect(resource.up(program)).rejects.toThrow(/removed again/);
  expect(rolesOf(running, resource)).toEqual([]);
  await resource.refresh();
  expect(await resource.up(program)).toBe("update");
  expect(rolesOf(running, resource)).toEqual(["Mail Recipients managementScope"]);
});

test.each(["on", "alternative", "off"] as const)(
  "members are added to a group that others manage, whether the session lets one pass the managers by or not (%s)",
  async (state) => {
    const running = await startTestTenant();
    const [ada, bo] = people(running) as [string, string];
    const resource = new ManagedResource("RoleGroup", running);
    await resource.up({ members: [ada] });
    for (const { id, alternative } of behaviourRows.filter((row) =>
      row.surface.includes("RoleGroupMember"),
    )) {
      if (alternative !== undefined) running.tenant.behaviours.set(id, state);
    }
    expect(await resource.up({ members: [ada, bo], membersMode: "additive" })).toBe("update");
    expect(sorted(group(running, resource)?.members)).toEqual(guidsOf(running, [ada, bo]));
  },
);

test("a role that drifts is shown alone: the others stay in the program's words", async () => {
  const running = await startTestTenant();
  const resource = new ManagedResource("RoleGroup", running);
  const roles = [
    { role: "view-only configuration" },
    { role: "Reset Password", scope: { organizationWide: true } },
  ];
  await resource.up({ roles });
  const { roleAssignments, managementRoles } = running.tenant.store;
  const grant = roleAssignments.find(
    ({ roleAssignee, role }) =>
      roleAssignee === resource.state?.id && managementRoles.get(role)?.name === "Reset Password",
  );
  roleAssignments.remove(grant?.guid ?? "");
  await resource.refresh();
  expect(resource.state?.inputs["roles"]).toEqual([{ role: "view-only configuration" }]);
  expect(await resource.up({ roles })).toBe("update");
});
