import { expect, test } from "vitest";
import type { RunningTenant } from "../../emulator";
import { grantProgram } from "../support/kinds";
import { ManagedResource } from "../support/managed-resource";
import { roomBooking } from "../support/seed";
import { startTestTenant } from "../support/tenant";

function grants(running: RunningTenant) {
  return running.tenant.store.roleAssignments
    .all()
    .filter((each) => each.roleAssigneeType === "ServicePrincipal");
}

test("a grant whose scope Exchange drops with only a warning is removed, and the operation fails with the warning", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  running.tenant.faults.set({ droppedScopes: 1 });
  const widest: string[] = [];
  running.tenant.store.onChange((change) => {
    if (change.collection === "roleAssignments")
      widest.push(JSON.stringify(grants(running).map(({ scope }) => scope.kind)));
  });

  const grant = new ManagedResource("RoleAssignment", running);
  const attempt = grant.up(program);
  await expect(attempt).rejects.toThrow(/organizationWide.*instead of.*managementScope/s);
  await expect(attempt).rejects.toThrow(/Exchange warned: /);
  expect(grants(running)).toEqual([]);
  expect(grant.state).toBeUndefined();
  expect(widest).toEqual(['["implicit"]', "[]"]);

  expect(await grant.up(program)).toBe("create");
  expect(grants(running)).toMatchObject([{ scope: { kind: "managementScope" } }]);
});

test("a grant that Exchange widens while it is changed is removed at once, and made again by the next run", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  const grant = new ManagedResource("RoleAssignment", running);
  await grant.up(program);
  const other = new ManagedResource("ManagementScope", running, "other");
  await other.up({ recipientRestrictionFilter: "City -eq 'Oslo'" });

  running.tenant.faults.set({ droppedScopes: 1 });
  await expect(grant.up({ ...program, scope: { managementScope: other.state?.id } })).rejects.toThrow(
    /removed again/,
  );
  expect(grants(running)).toEqual([]);
  await grant.refresh();
  expect(await grant.up(program)).toBe("create");
  expect(grants(running)).toHaveLength(1);
});

test("a grant moves to another management scope in place, and to another kind of scope by a replacement that comes first", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  const grant = new ManagedResource("RoleAssignment", running);
  await grant.up(program);
  const first = grant.state?.id;
  const other = new ManagedResource("ManagementScope", running, "other");
  await other.up({ recipientRestrictionFilter: "City -eq 'Oslo'" });

  expect(await grant.up({ ...program, scope: { managementScope: other.state?.id } })).toBe("update");
  expect(grants(running)).toMatchObject([{ guid: first, scope: { guid: other.state?.id } }]);

  const counts: number[] = [];
  running.tenant.store.onChange((change) => {
    if (change.collection === "roleAssignments") counts.push(grants(running).length);
  });
  const [unit] = running.tenant.store.administrativeUnits.all();
  expect(await grant.up({ ...program, scope: { administrativeUnit: unit?.id } })).toBe("replace");
  expect(counts).toEqual([2, 1]);
  expect(grants(running)).toMatchObject([{ scope: { kind: "administrativeUnit", id: unit?.id } }]);
  await grant.refresh();
  expect(await grant.up({ ...program, scope: { administrativeUnit: unit?.id } })).toBe("same");
});

test("every kind of scope reads back as it was declared", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  const group = running.tenant.store.recipients
    .all()
    .find((each) => each.recipientTypeDetails === "MailUniversalSecurityGroup");
  const [unit] = running.tenant.store.administrativeUnits.all();
  const [scope] = running.tenant.store.managementScopes.all();
  const scopes = [
    { group: group?.name },
    { group: group?.guid },
    { group: group?.distinguishedName },
    { group: group?.displayName },
    { administrativeUnit: unit?.id.toUpperCase() },
    { managementScope: scope?.name.toUpperCase() },
    { organizationWide: true },
  ];
  for (const [index, wanted] of scopes.entries()) {
    const grant = new ManagedResource("RoleAssignment", running, `grant-${index}`);
    const inputs = { ...program, scope: wanted };
    expect(await grant.up(inputs), JSON.stringify(wanted)).toBe("create");
    await grant.refresh();
    expect(grant.state?.inputs, JSON.stringify(wanted)).toMatchObject({ scope: wanted });
    expect(await grant.up(inputs), JSON.stringify(wanted)).toBe("same");
    await grant.destroy();
  }
  expect(grants(running)).toEqual([]);
});

test("the application may be named by any of its ids, and changing the id that names it changes nothing", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  const grant = new ManagedResource("RoleAssignment", running);
  await grant.up(program);
  for (const app of [roomBooking.appId, roomBooking.servicePrincipalId.toUpperCase(), program["app"]]) {
    expect(await grant.up({ ...program, app })).toBe("same");
    await grant.refresh();
    expect(await grant.up({ ...program, app })).toBe("same");
  }
});

test("a scope that was taken off by hand is drift, and is put back with the same Guid", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  const grant = new ManagedResource("RoleAssignment", running);
  await grant.up(program);
  const guid = grant.state?.id ?? "";
  running.tenant.store.roleAssignments.update(guid, { scope: { kind: "implicit" } });

  await grant.refresh();
  expect(grant.state?.inputs).toMatchObject({ scope: { organizationWide: true } });
  expect(await grant.up(program)).toBe("update");
  expect(grants(running)).toMatchObject([{ guid, scope: { kind: "managementScope" } }]);
});

test("a grant on what does not exist is refused, and names what is missing", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  const grant = new ManagedResource("RoleAssignment", running);
  await expect(grant.up({ ...program, scope: { managementScope: "nowhere" } })).rejects.toThrow(
    /no management scope "nowhere"/,
  );
  await expect(grant.up({ ...program, scope: { group: "nobody" } })).rejects.toThrow(/no group "nobody"/);
  await expect(grant.up({ ...program, app: "0d3b6f2c-5f0e-4f56-9d2b-0a1b2c3d4e5f" })).rejects.toThrow(
    /no service principal/,
  );
  await expect(grant.up({ ...program, role: "Application Nothing" })).rejects.toThrow(/role/i);
  expect(grants(running)).toEqual([]);
});

test("an exclusive scope is refused for an application, which it would not bound", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  const exclusive = new ManagedResource("ManagementScope", running, "exclusive");
  await exclusive.up({ recipientRestrictionFilter: "City -eq 'Oslo'", exclusive: true });
  const grant = new ManagedResource("RoleAssignment", running);
  await expect(grant.up({ ...program, scope: { managementScope: exclusive.state?.id } })).rejects.toThrow(
    /exclusive/,
  );
  expect(grants(running)).toEqual([]);
});

test("a dependency that has not arrived everywhere is waited for", async () => {
  const running = await startTestTenant();
  running.tenant.faults.set({ lag: { dependencies: { calls: 3, milliseconds: 90_000 } } });
  const grant = new ManagedResource("RoleAssignment", running);
  expect(await grant.up(await grantProgram(running))).toBe("create");
  expect(grants(running)).toHaveLength(1);
});

test("an organisation that takes no customizations, or not yet, is explained", async () => {
  const running = await startTestTenant();
  const program = await grantProgram(running);
  const grant = new ManagedResource("RoleAssignment", running);
  running.tenant.faults.set({
    errors: [{ target: "New-ManagementRoleAssignment", kind: "dehydrated", times: 1 }],
  });
  await expect(grant.up(program)).rejects.toThrow(/Enable-OrganizationCustomization/);
  running.tenant.faults.set({
    errors: [{ target: "New-ManagementRoleAssignment", kind: "notDelegated", times: 1 }],
  });
  await expect(grant.up(program)).rejects.toThrow(/Organization Management/);
  expect(await grant.up(program)).toBe("create");
});

test("an identical grant that belongs to another resource of the stack is not taken over", async () => {
  const running = await startTestTenant();
  const program = { ...(await grantProgram(running)), name: "shared" };
  const grant = new ManagedResource("RoleAssignment", running);
  await grant.up(program);
  const { state } = grant;
  grant.state = undefined;
  const twin = new ManagedResource("RoleAssignment", running, "twin");
  const adopting = { ...program, adopt: true };
  expect(await twin.up(adopting)).toBe("create");
  expect(twin.state?.id).toBe(state?.id);
});

test("an adopted grant that is replaced later is made anew, although the program still says adopt", async () => {
  const running = await startTestTenant();
  const program = { ...(await grantProgram(running)), name: "made by hand" };
  await new ManagedResource("RoleAssignment", running, "by hand").up(program);
  const grant = new ManagedResource("RoleAssignment", running);
  await grant.up({ ...program, adopt: true });
  expect(await grant.up({ ...program, adopt: true, role: "Application Calendars.Read" })).toBe("replace");
  expect(grants(running)).toMatchObject([{ guid: grant.state?.id, name: "made by hand" }]);
});
