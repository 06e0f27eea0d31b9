import { describe, expect, it } from "vitest";
import { mailboxPaths, opensForUser } from "../../../emulator/access/mailbox-paths";
import { roomBooking } from "../../support/seed";
import { accessToken, consent, graph } from "../../support/sign-in";
import { freshTenant } from "../cmdlets/fresh-tenant";
import { addScope, addScopedAssignment } from "../rows/cmdlet-steps";
import { alex, megan } from "../rows/role-group-steps";

const context = freshTenant();
const { invoke } = context;

function recipient(name: string) {
  const found = context.tenant.store.recipients.by("name", name);
  if (!found) throw new Error(`The seed has no ${name}.`);
  return found;
}
const paths = (name: string) =>
  mailboxPaths(context.tenant, recipient(name)).map(({ principal, by, through }) => [
    principal.name,
    by,
    through,
  ]);
const userId = (upn: string) => context.tenant.store.users.by("userPrincipalName", upn)?.id ?? "";
const full = { Identity: "boardroom", AccessRights: "FullAccess" };

describe("who reaches a mailbox", () => {
  it("is nobody for a room at first, and its owner for a person's mailbox", () => {
    expect(paths("Board Room")).toEqual([]);
    expect(paths("Megan Bowen")).toEqual([["Megan Bowen", "owner", null]]);
  });

  it("is who has FullAccess, directly or in a group, and is not denied it", async () => {
    await invoke("Add-MailboxPermission", { ...full, User: alex });
    await invoke("Add-MailboxPermission", { ...full, User: "Workplace Team" });
    await invoke("Add-MailboxPermission", { ...full, User: "Isaiah Langer", Deny: true });
    await invoke("Add-MailboxPermission", { ...full, User: "Adele Vance", AccessRights: "ReadPermission" });
    expect(paths("Board Room")).toEqual([
      ["Alex Wilber", "fullAccess", null],
      ["Megan Bowen", "fullAccess", "Workplace Team"],
    ]);
    expect(opensForUser(context.tenant, userId(megan), recipient("Board Room"))).toBe(true);
    expect(opensForUser(context.tenant, userId(megan), recipient("Room Adams"))).toBe(false);
  });

  it("is applications by consent and by grant, each in its own reach", async () => {
    await addScopedAssignment(context);
    consent(context.running, roomBooking.servicePrincipalId, "MailboxSettings.Read", "User.ReadWrite.All");
    const application = "Contoso Room Booking";
    expect(paths("Board Room")).toEqual([
      [application, "consent", "MailboxSettings.Read"],
      [application, "applicationRole", "Booking"],
    ]);
    expect(paths("Reception")).toEqual([[application, "consent", "MailboxSettings.Read"]]);
  });

  it("is no application for the FullAccess that it or its people have, where Graph is asked", async () => {
    await addScopedAssignment(context);
    await invoke("Add-MailboxPermission", { ...full, Identity: "reception", User: roomBooking.appId });
    await invoke("Add-MailboxPermission", { ...full, Identity: "reception", User: megan });
    expect(paths("Reception")).toEqual([
      ["Contoso Room Booking", "fullAccess", null],
      ["Megan Bowen", "fullAccess", null],
    ]);
    const token = await accessToken(context.running, undefined, roomBooking);
    const calendar = (address: string) => graph(context.running, token, `/v1.0/users/${address}/calendar`);
    expect((await calendar("reception@contoso.example")).status).toBe(403);
    expect((await calendar("boardroom@contoso.example")).status).toBe(200);
  });

  it("is whoever may impersonate, where that role still exists, within the scope", async () => {
    const { managementRoles } = context.tenant.store;
    const like = managementRoles.by("name", "Mail Recipients");
    if (!like) throw new Error("The catalogue has no Mail Recipients.");
    const guid = "33333333-3333-4333-8333-333333333333";
    const retired = { name: "ApplicationImpersonation", roleType: "ApplicationImpersonation" };
    managementRoles.insert({ ...like, ...retired, guid });
    context.tenant.behaviours.set("delegating-assignment-required", "off");
    await addScope(context);
    await invoke("New-ManagementRoleAssignment", {
      Name: "Impersonation",
      SecurityGroup: "Workplace Team",
      Role: "ApplicationImpersonation",
      CustomRecipientWriteScope: "Rooms",
    });
    expect(paths("Board Room")).toEqual([
      ["Megan Bowen", "impersonation", "Impersonation"],
      ["Isaiah Langer", "impersonation", "Impersonation"],
    ]);
    expect(paths("Reception")).toEqual([]);
    await addScope(context, "Boards", "Name -eq 'Board Room'", { Exclusive: true });
    expect(paths("Board Room")).toEqual([]);
    expect(paths("Room Adams")).toHaveLength(2);
  });
});
