import { describe, expect, it } from "vitest";
import { previewReader, roomBooking } from "../../support/seed";
import { addServicePrincipal, exceptions, refused } from "../rows/cmdlet-steps";
import { alex, megan } from "../rows/role-group-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const permission = { Identity: "boardroom", User: megan, AccessRights: "FullAccess" };
const list = async (more = {}) =>
  (await invoke("Get-MailboxPermission", { Identity: "boardroom", ...more })).objects;

describe("Add-MailboxPermission", () => {
  it("gives rights to a person, a security group and an application, and shows them", async () => {
    await addServicePrincipal(context);
    const { objects } = await invoke("Add-MailboxPermission", { ...permission, AutoMapping: false });
    expect(objects).toEqual([
      expect.objectContaining({
        Identity: "Board Room",
        User: megan,
        AccessRights: ["FullAccess"],
        Deny: false,
        InheritanceType: "All",
        IsInherited: false,
      }),
    ]);
    await invoke("Add-MailboxPermission", { ...permission, User: "Workplace Team", Deny: true });
    await invoke("Add-MailboxPermission", { ...permission, User: roomBooking.servicePrincipalId });
    expect((await list()).map(({ User, Deny }) => [User, Deny])).toEqual([
      ["NT AUTHORITY\\SELF", false],
      [megan, false],
      ["Workplace Team", true],
      [roomBooking.servicePrincipalId, false],
    ]);
    expect(await list({ User: megan })).toHaveLength(1);
  });

  it("adds to the rights that somebody has", async () => {
    await invoke("Add-MailboxPermission", { ...permission, AccessRights: "ReadPermission" });
    await invoke("Add-MailboxPermission", permission);
    expect((await list({ User: megan }))[0]?.AccessRights).toEqual(["ReadPermission", "FullAccess"]);
  });

  it("refuses what is no right, no mailbox and no security principal", async () => {
    refused(await invoke("Add-MailboxPermission", { ...permission, AccessRights: "Everything" }), 400);
    const group = { ...permission, Identity: "Workplace Team" };
    refused(await invoke("Add-MailboxPermission", group), 404, exceptions.notFound);
    refused(await invoke("Add-MailboxPermission", { ...permission, User: "Seattle Rooms" }), 400);
    refused(
      await invoke("Add-MailboxPermission", { ...permission, User: "Nobody" }),
      404,
      exceptions.notFound,
    );
  });

  it("is not for those who may only read", async () => {
    expect((await invoke("Add-MailboxPermission", permission, { as: previewReader })).status).toBe(403);
    const read = await invoke("Get-MailboxPermission", { Identity: "boardroom" }, { as: previewReader });
    expect(read.status).toBe(200);
  });

  it("shows late and fails when the tenant is told so", async () => {
    context.tenant.faults.set({
      lag: { reads: { calls: 1 } },
      errors: [{ target: "Add-MailboxPermission", kind: "transient", skip: 1 }],
    });
    await invoke("Add-MailboxPermission", permission);
    expect(await list()).toHaveLength(1);
    expect(await list()).toHaveLength(2);
    refused(await invoke("Add-MailboxPermission", { ...permission, User: alex }), 400);
  });
});

describe("Remove-MailboxPermission", () => {
  it("takes one right, one person's, or everybody's", async () => {
    await invoke("Add-MailboxPermission", { ...permission, AccessRights: ["FullAccess", "ReadPermission"] });
    await invoke("Add-MailboxPermission", { ...permission, User: alex });
    await invoke("Remove-MailboxPermission", { ...permission, Confirm: false });
    expect((await list({ User: megan }))[0]?.AccessRights).toEqual(["ReadPermission"]);
    await invoke("Remove-MailboxPermission", { ...permission, AccessRights: "ReadPermission" });
    expect((await list()).map(({ User }) => User)).toEqual(["NT AUTHORITY\\SELF", alex]);
    await invoke("Remove-MailboxPermission", { Identity: "boardroom", ResetDefault: true });
    expect(await list()).toHaveLength(1);
  });

  it("ends automatic mapping for all and leaves the rights", async () => {
    await invoke("Add-MailboxPermission", permission);
    await invoke("Remove-MailboxPermission", { Identity: "boardroom", ClearAutoMapping: true });
    const { permissions } = context.tenant.store.recipients.by("name", "Board Room") ?? {};
    expect(permissions).toEqual([
      expect.objectContaining({ autoMapping: false, accessRights: ["FullAccess"] }),
    ]);
  });
});
