import { expect, it } from "vitest";
import type { Cmdlet } from "./by-hand";
import { exportOf, rooms } from "./exporting";

/** The recipe of the guides, to the letter, for an account that is there. */
const recipe: Cmdlet[] = [
  ["New-RoleGroup", { Name: "Impersonation", Roles: ["ApplicationImpersonation"], Members: ["svc-legacy"] }],
  rooms,
  [
    "New-ManagementRoleAssignment",
    {
      Name: "ResourceImpersonation",
      Role: "ApplicationImpersonation",
      User: "svc-legacy",
      CustomRecipientWriteScope: "Rooms",
    },
  ],
];

it("exports from an organisation of one's own what it has, and says which grant makes a scope void", async () => {
  const { exported, program, remarks } = await exportOf(recipe, false, undefined, "onPremises");
  expect(exported.leftOut).toEqual([]);
  expect(exported.objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "ManagementScope Rooms",
    "RoleGroup Impersonation",
    "RoleAssignment ApplicationImpersonation-Impersonation",
    "RoleAssignment ResourceImpersonation",
  ]);
  expect(remarks).toEqual([
    expect.stringContaining('"ApplicationImpersonation-Impersonation" is not bound to a scope'),
    expect.stringMatching(/"ResourceImpersonation" does not confine[^]*role group "Impersonation"/),
  ]);
  expect(program).toMatch(/\/\/ Does not confine[^]*"resource-impersonation"[^]*mayBeWidenedBy: \[/);
});
