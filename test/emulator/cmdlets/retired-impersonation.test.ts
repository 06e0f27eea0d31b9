import { beforeEach, describe, expect, it } from "vitest";
import { defaultSeed } from "../../../emulator/seed";
import type { Seed } from "../../../emulator/seed";
import { createTenant } from "../../../emulator/tenant";
import { exceptions, refused, storedAssignment } from "../rows/cmdlet-steps";
import { leaveImpersonation, leftovers } from "../rows/retired-impersonation-steps";
import { assignmentsOf, storedGroup } from "../rows/role-group-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const delegating = "must be assigned a delegating role assignment";
const names = async (cmdlet: string, parameters = {}) =>
  (await invoke(cmdlet, parameters)).objects.map(({ Name }) => Name);

describe("what an online tenant still has of ApplicationImpersonation", () => {
  beforeEach(() => leaveImpersonation(context.tenant));

  it("is what its seed says", () => {
    const seed: Seed = { ...defaultSeed(), retiredImpersonation: leftovers };
    const { store } = createTenant({ seed });
    const left = store.roleAssignments.filter(({ name }) => name.includes("Impersonat"));
    expect(left.map(({ name, roleAssigneeType }) => [name, roleAssigneeType])).toEqual([
      ["ApplicationImpersonation-Impersonators", "RoleGroup"],
      ["ResourceImpersonation", "User"],
      ["Custom Impersonation", "SecurityGroup"],
    ]);
    expect(store.roleGroups.by("name", "Impersonators")?.members).toHaveLength(1);
    const wrong = (part: object) => createTenant({ seed: { ...seed, retiredImpersonation: part } });
    expect(() => wrong({ assignments: [{ name: "A", assignee: "nobody" }] })).toThrow("nobody");
    expect(() => wrong({ assignments: [{ name: "A", assignee: "megan.bowen", role: "None" }] })).toThrow(
      "None",
    );
    expect(() => wrong({ nonsense: [] })).toThrow();
  });

  it("shows in the lists, each assignment with the role's name", async () => {
    const { objects } = await invoke("Get-ManagementRoleAssignment", { Identity: "*Impersonation*" });
    expect(objects.map(({ Name, Role, Enabled }) => [Name, Role, Enabled])).toEqual([
      ["ApplicationImpersonation-Impersonators", "ApplicationImpersonation", true],
      ["ResourceImpersonation", "ApplicationImpersonation", true],
      ["Custom Impersonation", "Room Impersonation", true],
    ]);
    expect(await names("Get-ManagementRoleAssignment", { Role: "ApplicationImpersonation" })).toHaveLength(2);
    const [group] = (await invoke("Get-RoleGroup", { Identity: "Impersonators" })).objects;
    expect(group?.Roles).toEqual(["ApplicationImpersonation"]);
  });

  it("keeps a derived role's type, and hides the role itself or not, as it is told", async () => {
    expect(await names("Get-ManagementRole", { RoleType: "ApplicationImpersonation" })).toEqual([
      "Room Impersonation",
    ]);
    const itself = { Identity: "ApplicationImpersonation" };
    refused(await invoke("Get-ManagementRole", itself), 404, exceptions.notFound);
    context.tenant.behaviours.set("retired-role-not-found", "alternative");
    expect(await names("Get-ManagementRole", itself)).toEqual(["ApplicationImpersonation"]);
  });

  it.each([
    ["on", 404],
    ["alternative", 400],
  ] as const)("does not grow, with the other answer or without: %s", async (state, status) => {
    context.tenant.behaviours.set("retired-role-not-found", state);
    const before = context.tenant.store.state();
    const answers = [
      await invoke("New-ManagementRoleAssignment", {
        User: "alex.wilber@contoso.example",
        Role: "applicationimpersonation",
      }),
      await invoke("New-RoleGroup", {
        Name: "More",
        ManagedBy: "Organization Management",
        Roles: ["ApplicationImpersonation"],
      }),
      await invoke("New-ManagementRole", { Name: "More", Parent: "ApplicationImpersonation" }),
    ];
    for (const answer of answers) {
      refused(answer, status, status === 404 ? exceptions.notFound : exceptions.invalidOperation);
    }
    expect(context.tenant.store.state()).toEqual(before);
  });

  it.each(["on", "off"] as const)(
    "does not grow by what was derived from it, whoever may delegate roles: checks %s",
    async (state) => {
      for (const id of ["delegating-assignment-required", "custom-role-needs-delegation"])
        context.tenant.behaviours.set(id, state);
      const before = context.tenant.store.state();
      const answers = [
        await invoke("New-ManagementRoleAssignment", {
          User: "alex.wilber@contoso.example",
          Role: "Room Impersonation",
        }),
        await invoke("New-ManagementRole", { Name: "More", Parent: "Room Impersonation" }),
      ];
      for (const answer of answers) {
        refused(answer, 400, exceptions.invalidOperation);
        expect(answer.error?.text).toContain(delegating);
      }
      expect(context.tenant.store.state()).toEqual(before);
    },
  );

  it("can be changed and cleared away: assignments, derived roles and role groups", async () => {
    const identity = { Identity: "ResourceImpersonation" };
    const disabled = await invoke("Set-ManagementRoleAssignment", { ...identity, Enabled: false });
    expect(disabled.status).toBe(200);
    expect(storedAssignment(context.tenant, "ResourceImpersonation")?.enabled).toBe(false);
    expect((await invoke("Remove-ManagementRoleAssignment", identity)).status).toBe(200);

    const role = { Identity: "Room Impersonation" };
    refused(await invoke("Remove-ManagementRole", role), 400, exceptions.invalidOperation);
    await invoke("Remove-ManagementRoleAssignment", { Identity: "Custom Impersonation" });
    expect((await invoke("Remove-ManagementRole", role)).status).toBe(200);

    expect((await invoke("Remove-RoleGroup", { Identity: "Impersonators" })).status).toBe(200);
    expect([
      storedGroup(context.tenant, "Impersonators"),
      ...assignmentsOf(context.tenant, "Impersonators"),
    ]).toEqual([undefined]);
    expect(await names("Get-ManagementRoleAssignment", { Identity: "*Impersonation*" })).toEqual([]);
  });
});
