import { describe, expect, it } from "vitest";
import { cmdlets, isPlayed } from "../../../emulator/cmdlets";
import { automation, previewReader } from "../../support/seed";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { addRoleGroup, signInAsMember } from "../rows/role-group-steps";

const context = freshTenant();
const names = cmdlets.filter((cmdlet) => isPlayed(cmdlet, "online")).map(({ name }) => name);
const isRead = (name: string) => /^(Get|Test)-/.test(name);

/** The cmdlets that the caller is not refused; what they say to a call without parameters is another matter. */
async function allowed(as: { appId: string; secret: string }): Promise<string[]> {
  const found = [];
  for (const name of names) {
    const { status } = await context.invoke(name, {}, { as });
    if (status !== 403) found.push(name);
  }
  return found;
}

describe("the cmdlets of a caller", () => {
  it("are all of them for an Exchange Administrator", async () => {
    expect(await allowed(automation)).toEqual(names);
  });

  it("are those that read for a Global Reader", async () => {
    expect(await allowed(previewReader)).toEqual(names.filter(isRead));
  });

  it("are those that read for a member of View-Only Organization Management", async () => {
    const as = await signInAsMember(context, "View-Only Organization Management");
    expect(await allowed(as)).toEqual(names.filter(isRead));
  });

  it("are not those of a role that it may only give away", async () => {
    await addRoleGroup(context);
    const giving = { SecurityGroup: "Desk", Role: "Role Management", Delegating: true };
    expect((await context.invoke("New-ManagementRoleAssignment", giving)).error).toBeUndefined();
    expect(await allowed(await signInAsMember(context, "Desk"))).toEqual([]);
  });

  it("are those of its roles for a member of any other role group", async () => {
    await addRoleGroup(context, { Roles: ["Distribution Groups"] });
    const as = await signInAsMember(context, "Desk");
    expect(await allowed(as)).toEqual(
      names.filter((name) =>
        [
          "Get-DistributionGroup",
          "Get-DistributionGroupMember",
          "Get-Group",
          "Get-Mailbox",
          "Get-OrganizationConfig",
          "Get-Recipient",
          "Get-User",
        ].includes(name),
      ),
    );
  });
});
