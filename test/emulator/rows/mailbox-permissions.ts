import { expect } from "vitest";
import { mailboxPaths } from "../../../emulator/access/mailbox-paths";
import { addScope, refused } from "./cmdlet-steps";
import type { RowCheck, RowContext } from "./context";
import { addRoleGroup, megan, signInAsMember } from "./role-group-steps";

const permission = { Identity: "boardroom", User: megan, AccessRights: ["FullAccess"] };

function stored({ tenant }: RowContext, mailbox = "Board Room") {
  return tenant.store.recipients.by("name", mailbox)?.permissions ?? [];
}

/** Permissions on mailboxes, and who may give them. */
export const rows: Readonly<Record<string, RowCheck>> = {
  "full-access-opens-mailboxes": async ({ tenant, invoke }) => {
    await invoke("Add-MailboxPermission", permission);
    const room = tenant.store.recipients.by("name", "Board Room");
    const paths = room ? mailboxPaths(tenant, room) : [];
    expect(paths.map(({ by, principal }) => [by, principal.name])).toEqual([["fullAccess", "Megan Bowen"]]);
  },
  "permission-again-warns": async (context) => {
    await context.invoke("Add-MailboxPermission", permission);
    const again = await context.invoke("Add-MailboxPermission", permission);
    expect([again.status, again.warnings.length]).toEqual([200, 1]);
    expect(stored(context)).toHaveLength(1);
  },
  "permission-removal-needs-entry": async (context) => {
    refused(await context.invoke("Remove-MailboxPermission", permission), 400);
  },
  "permission-user-is-upn": async ({ invoke }) => {
    await invoke("Add-MailboxPermission", permission);
    const { objects } = await invoke("Get-MailboxPermission", { Identity: "boardroom" });
    expect(objects.map(({ User }) => User)).toEqual(["NT AUTHORITY\\SELF", megan]);
  },
  "write-scopes-limit-callers": async (context) => {
    const { invoke } = context;
    await addScope(context);
    await addRoleGroup(context, { Roles: ["Mail Recipients"], CustomRecipientWriteScope: "Rooms" });
    const as = await signInAsMember(context, "Desk");
    expect((await invoke("Add-MailboxPermission", permission, { as })).status).toBe(200);
    refused(await invoke("Add-MailboxPermission", { ...permission, Identity: "reception" }, { as }), 400);
    refused(await invoke("Set-Mailbox", { Identity: "reception", Office: "X" }, { as }), 400);
    expect(stored(context, "Reception")).toEqual([]);
    // An exclusive scope keeps out even those who may change everything else.
    await addScope(context, "Executives", "CustomAttribute1 -eq 'executive'", { Exclusive: true });
    refused(await invoke("Set-Mailbox", { Identity: megan, Office: "X" }), 400);
    await invoke("New-ManagementRoleAssignment", {
      SecurityGroup: "Organization Management",
      Role: "Mail Recipients",
      ExclusiveRecipientWriteScope: "Executives",
    });
    expect((await invoke("Set-Mailbox", { Identity: megan, Office: "X" })).status).toBe(200);
  },
};
