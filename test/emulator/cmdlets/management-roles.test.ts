import { describe, expect, it } from "vitest";
import { exceptions, refused } from "../rows/cmdlet-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const roles = async (parameters = {}) => (await invoke("Get-ManagementRole", parameters)).objects;

describe("Get-ManagementRole", () => {
  it("finds the application roles by pattern, each with its type", async () => {
    const found = new Map(
      (await roles({ Identity: "Application *" })).map(({ Name, RoleType }) => [Name, RoleType]),
    );
    expect(found.get("Application Calendars.ReadWrite")).toBe("ApplicationCalendarsReadWrite");
    expect(found.get("Application EWS.AccessAsApp")).toBe("ApplicationEWSAccessAsApp");
    expect(found.size).toBe(24);
  });

  it("does not find ApplicationImpersonation online", async () => {
    refused(
      await invoke("Get-ManagementRole", { Identity: "ApplicationImpersonation" }),
      404,
      exceptions.notFound,
    );
  });

  it("narrows by role type", async () => {
    expect((await roles({ RoleType: "MailRecipients" })).map(({ Name }) => Name)).toEqual([
      "Mail Recipients",
    ]);
  });

  it("follows children, and their children when asked", async () => {
    const { store } = context.tenant;
    const parent = store.managementRoles.by("name", "Mail Recipients");
    if (!parent) throw new Error("The catalogue has no Mail Recipients.");
    const derive = (name: string, guid: string, from: string) =>
      store.managementRoles.insert({ ...parent, name, guid, parent: from });
    derive("Child", "11111111-1111-4111-8111-111111111111", parent.guid);
    derive("Grandchild", "22222222-2222-4222-8222-222222222222", "11111111-1111-4111-8111-111111111111");
    const names = async (more: object) =>
      (await roles({ Identity: "Mail Recipients", ...more })).map(({ Name }) => Name);
    expect(await names({ GetChildren: true })).toEqual(["Child"]);
    expect(await names({ Recurse: true })).toEqual(["Mail Recipients", "Child", "Grandchild"]);
  });

  it("says so when it is asked for what it does not play", async () => {
    refused(
      await invoke("Get-ManagementRole", { Cmdlet: "Get-Mailbox" }),
      400,
      "System.NotSupportedException",
    );
  });
});
