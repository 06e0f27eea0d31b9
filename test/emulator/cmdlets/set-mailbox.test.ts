import { describe, expect, it } from "vitest";
import { addScope, addScopedAssignment, exceptions, refused } from "../rows/cmdlet-steps";
import { megan } from "../rows/role-group-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const mailbox = async (Identity: string) => (await invoke("Get-Mailbox", { Identity })).objects[0] ?? {};

describe("Set-Mailbox", () => {
  it("sets attributes by which filters find the mailbox, and clears them", async () => {
    const change = { Identity: megan, CustomAttribute15: "vip", ExtensionCustomAttribute1: ["a", "b"] };
    const answer = await invoke("Set-Mailbox", { ...change, CustomAttribute1: "" });
    expect([answer.status, answer.objects]).toEqual([200, []]);
    expect(await mailbox(megan)).toMatchObject({ CustomAttribute15: "vip" });
    expect(await mailbox(megan)).not.toHaveProperty("CustomAttribute1");
    const Filter = "CustomAttribute15 -eq 'vip' -and ExtensionCustomAttribute1 -eq 'b'";
    expect((await invoke("Get-Recipient", { Filter })).objects.map(({ Name }) => Name)).toEqual([
      "Megan Bowen",
    ]);
    const less = { "@odata.type": "#Exchange.GenericHashTable", Remove: ["b"] };
    await invoke("Set-Mailbox", { Identity: megan, ExtensionCustomAttribute1: less });
    expect((await invoke("Get-Recipient", { Filter })).objects).toEqual([]);
  });

  it("hides from address lists and says so to Entra", async () => {
    await invoke("Set-Mailbox", { Identity: megan, HiddenFromAddressListsEnabled: true, Office: "Attic" });
    expect(await mailbox(megan)).toMatchObject({ HiddenFromAddressListsEnabled: true, Office: "Attic" });
    expect(context.tenant.store.users.by("userPrincipalName", megan)).toMatchObject({
      showInAddressList: false,
      officeLocation: "Attic",
    });
    await invoke("Set-Mailbox", { Identity: megan, HiddenFromAddressListsEnabled: false });
    expect(await mailbox(megan)).toMatchObject({ HiddenFromAddressListsEnabled: false });
  });

  it("renames, and keeps the Guid", async () => {
    const { Guid } = await mailbox("boardroom");
    const names = { Name: "Great Hall", DisplayName: "The Great Hall", Alias: "hall" };
    await invoke("Set-Mailbox", { Identity: "boardroom", ...names });
    expect(await mailbox("hall")).toMatchObject({ ...names, Guid });
    refused(
      await invoke("Set-Mailbox", { Identity: "hall", Name: "Room Adams" }),
      400,
      exceptions.alreadyExists,
    );
    refused(await invoke("Set-Mailbox", { Identity: "hall", DisplayName: "" }), 400);
  });

  it("makes a room a shared mailbox, which is then in no scope of rooms", async () => {
    await addScopedAssignment(context);
    await addScope(context, "Shared", "RecipientTypeDetails -eq 'SharedMailbox'");
    const scoped = async () =>
      (
        await invoke("Get-ManagementRoleAssignment", {
          WritableRecipient: "boardroom",
          Role: "Application Calendars.ReadWrite",
          Delegating: false,
        })
      ).objects;
    expect(await scoped()).toHaveLength(1);
    await invoke("Set-Mailbox", { Identity: "boardroom", Type: "Shared" });
    expect(await mailbox("boardroom")).toMatchObject({
      RecipientTypeDetails: "SharedMailbox",
      IsShared: true,
    });
    expect(await scoped()).toEqual([]);
  });

  it("says what it does not play, and finds no mailbox where there is none", async () => {
    refused(
      await invoke("Set-Mailbox", { Identity: megan, LitigationHoldEnabled: true }),
      400,
      "System.NotSupportedException",
    );
    refused(
      await invoke("Set-Mailbox", { Identity: "Workplace Team", Office: "X" }),
      404,
      exceptions.notFound,
    );
  });
});
