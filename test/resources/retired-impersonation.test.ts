import { expect, test } from "vitest";
import { defaultSeed, type RunningTenant } from "../../emulator";
import { ManagedResource } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";

// Exchange Online took ApplicationImpersonation away. What tenants still have of it is there to be removed.

const role = "ApplicationImpersonation";
const derived = "Room Impersonation";
const megan = "megan.bowen@contoso.example";
const everywhere = { organizationWide: true };

function startWithLeftovers(): Promise<RunningTenant> {
  const seed = {
    ...defaultSeed(),
    retiredImpersonation: {
      customRoles: [derived],
      roleGroups: [{ name: "Impersonators", members: ["alex.wilber"] }],
      assignments: [
        { name: "ResourceImpersonation", role, assignee: "megan.bowen" },
        { name: "Custom Impersonation", role: derived, assignee: "megan.bowen" },
      ],
    },
  };
  return startTestTenant({ seed });
}

function grants({ tenant }: RunningTenant): string[] {
  const { roleAssignments, managementRoles } = tenant.store;
  return roleAssignments
    .all()
    .filter((each) => managementRoles.get(each.role)?.roleType === role)
    .map(({ name }) => name)
    .sort();
}

test.each([
  ["ResourceImpersonation", role],
  ["Custom Impersonation", derived],
])("what is left as %s is adopted as it is, read, and gone with the resource", async (name, ofRole) => {
  const running = await startWithLeftovers();
  const before = grants(running);
  const program = { name, role: ofRole, user: megan, scope: everywhere };
  const grant = new ManagedResource("RoleAssignment", running);
  running.clearRequests();
  expect(await grant.up({ ...program, adopt: true })).toBe("create");
  const written = running.requests().filter(({ cmdlet = "" }) => /^(New|Set|Remove)-/.test(cmdlet));
  expect(written).toEqual([]);
  await grant.refresh();
  expect(grant.state?.inputs).toMatchObject(program);
  expect(await grant.up({ ...program, adopt: true })).toBe("same");
  // Once it is under control the word has done its work.
  expect(await grant.up(program)).toBe("same");

  await grant.destroy();
  expect(grants(running)).toEqual(before.filter((each) => each !== name));
});

test("what is left can be switched off before it is removed", async () => {
  const running = await startWithLeftovers();
  const program = { name: "ResourceImpersonation", role, user: megan, scope: everywhere, adopt: true };
  const grant = new ManagedResource("RoleAssignment", running);
  await grant.up(program);
  expect(await grant.up({ ...program, enabled: false })).toBe("update");
  expect(running.tenant.store.roleAssignments.get(grant.state?.id ?? "")?.enabled).toBe(false);
});

test("a role group that is left is adopted with its role and its members, and gone with its grant", async () => {
  const running = await startWithLeftovers();
  const group = new ManagedResource("RoleGroup", running);
  const members = ["alex.wilber@contoso.example"];
  const program = { name: "Impersonators", roles: [{ role, scope: everywhere }], members, adopt: true };
  expect(await group.up(program)).toBe("create");
  await group.refresh();
  expect(await group.up(program)).toBe("same");
  await group.destroy();
  expect(running.tenant.store.roleGroups.by("name", "Impersonators")).toBeUndefined();
  expect(grants(running).filter((name) => name.includes("Impersonators"))).toEqual([]);
});

test("nothing more is granted of it, by its name or by its type, whatever is adopted", async () => {
  const running = await startWithLeftovers();
  const before = grants(running);
  const groups = running.tenant.store.roleGroups.all().length;
  const up = (kind: "RoleAssignment" | "RoleGroup", program: Record<string, unknown>) =>
    new ManagedResource(kind, running).up(program);
  for (const retired of [role, derived]) {
    const successor = new RegExp(`${retired === role ? "" : retired}.*Application Calendars.ReadWrite`, "s");
    const grant = { role: retired, user: megan, scope: everywhere };
    await expect(up("RoleAssignment", grant)).rejects.toThrow(successor);
    const roles = [{ role: retired, scope: everywhere }];
    await expect(up("RoleGroup", { roles, members: [megan] })).rejects.toThrow(successor);
  }
  // What is not there cannot be adopted either, and what is adopted is not given to somebody else.
  const absent = { name: "Absent", role, user: megan, scope: everywhere, adopt: true };
  await expect(up("RoleAssignment", absent)).rejects.toThrow(/there is no role assignment "Absent"/);
  const adopted = new ManagedResource("RoleAssignment", running);
  const program = { name: "ResourceImpersonation", role, user: megan, scope: everywhere, adopt: true };
  await adopted.up(program);
  const other = { ...program, name: "Another name" };
  await expect(adopted.up(other)).rejects.toThrow(/Application Calendars.ReadWrite/);
  const adoptedGroup = new ManagedResource("RoleGroup", running);
  await adoptedGroup.up({ name: "Impersonators", members: ["alex.wilber@contoso.example"], adopt: true });
  const withMore = {
    name: "Impersonators",
    adopt: true,
    members: [megan],
    roles: [{ role: derived, scope: everywhere }],
  };
  await expect(adoptedGroup.up(withMore)).rejects.toThrow(/Application Calendars.ReadWrite/);
  const members = running.tenant.store.roleGroups.by("name", "Impersonators")?.members;
  const alex = running.tenant.store.recipients.find(({ alias }) => alias === "alex.wilber");
  expect(members, "refused before anything was changed").toEqual([alex?.guid]);

  expect(running.tenant.store.roleGroups.all()).toHaveLength(groups);
  expect(grants(running)).toEqual(before.filter((name) => name !== "ResourceImpersonation"));
});
