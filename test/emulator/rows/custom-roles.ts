import { expect } from "vitest";
import { mailboxPaths } from "../../../emulator/access/mailbox-paths";
import { exceptions, refused } from "./cmdlet-steps";
import type { RowCheck, RowContext } from "./context";
import { leaveImpersonation } from "./retired-impersonation-steps";
import { forbidDelegation, megan } from "./role-group-steps";

const derive = ({ invoke }: RowContext, Parent: string, Name = "Desk Recipients") =>
  invoke("New-ManagementRole", { Name, Parent });

/** Roles that are derived from others. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "custom-role-needs-delegation": async (context) => {
    const { tenant } = context;
    expect((await derive(context, "Mail Recipients", "Before")).error).toBeUndefined();
    forbidDelegation(tenant, "Mail Recipients");
    const answers = [
      await derive(context, "Mail Recipients"),
      await context.invoke("Remove-ManagementRole", { Identity: "Before" }),
    ];
    for (const answer of answers) {
      refused(answer, 400, exceptions.invalidOperation);
      expect(answer.error?.text).toContain("must be assigned a delegating role assignment");
    }
    expect(tenant.store.managementRoles.by("name", "Desk Recipients")).toBeUndefined();
    expect(tenant.store.managementRoles.by("name", "Before")).toBeDefined();
  },
  "application-roles-without-children": async (context) => {
    refused(await derive(context, "Application Mail.Read"), 400, exceptions.invalidOperation);
    expect(context.tenant.store.managementRoles.by("name", "Desk Recipients")).toBeUndefined();
  },
  "built-in-roles-stay": async ({ invoke, tenant }) => {
    const role = tenant.store.managementRoles.by("name", "Mail Tips")?.guid;
    for (const { guid, delegation } of tenant.store.roleAssignments.filter((each) => each.role === role)) {
      if (delegation === "Regular") tenant.store.roleAssignments.remove(guid);
    }
    tenant.behaviours.set("assigned-roles-stay", "off");
    refused(await invoke("Remove-ManagementRole", { Identity: "Mail Tips" }), 400);
    expect(tenant.store.managementRoles.get(role ?? "")).toBeDefined();
  },
  "assigned-roles-stay": async (context) => {
    const { invoke, tenant } = context;
    await derive(context, "Mail Recipients");
    await derive(context, "Desk Recipients", "Inner");
    const grant = { Name: "Held", Role: "Inner", User: megan };
    expect((await invoke("New-ManagementRoleAssignment", grant)).error).toBeUndefined();
    const answer = await invoke("Remove-ManagementRole", { Identity: "Desk Recipients", Recurse: true });
    refused(answer, 400, exceptions.invalidOperation);
    expect(tenant.store.managementRoles.by("name", "Desk Recipients")).toBeDefined();
  },
  "retired-role-gives-nothing": ({ tenant }) => {
    leaveImpersonation(tenant);
    const room = tenant.store.recipients.by("name", "Board Room");
    if (!room) throw new Error("The seed has no Board Room.");
    expect(mailboxPaths(tenant, room).filter(({ by }) => by === "impersonation")).toEqual([]);
    return Promise.resolve();
  },
};
