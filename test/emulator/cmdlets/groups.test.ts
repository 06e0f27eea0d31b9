import { describe, expect, it } from "vitest";
import { exceptions, refused } from "../rows/cmdlet-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const names = async (cmdlet: string, parameters = {}) =>
  (await invoke(cmdlet, parameters)).objects.map(({ Name }) => Name);

describe("Get-DistributionGroup and Get-Group", () => {
  it("list the groups with an address, and nothing else", async () => {
    const all = ["Bookable Rooms", "All Meeting Spaces", "Seattle Rooms", "Workplace Team"];
    expect(await names("Get-DistributionGroup")).toEqual(all);
    expect(await names("Get-Group")).toEqual(all);
  });

  it("differ in Microsoft 365 groups", async () => {
    const { recipients, groups } = context.tenant.store;
    const [group] = groups.all();
    const like = recipients.by("name", "Workplace Team");
    if (!group || !like) throw new Error("The seed has no groups.");
    const id = "44444444-4444-4444-8444-444444444444";
    groups.insert({ ...group, id, groupTypes: ["Unified"] });
    recipients.insert({
      ...like,
      guid: "55555555-5555-4555-8555-555555555555",
      externalDirectoryObjectId: id,
      name: "Unified",
      primarySmtpAddress: "unified@contoso.example",
      recipientType: "GroupMailbox",
      recipientTypeDetails: "GroupMailbox",
    });
    expect(await names("Get-Group")).toContain("Unified");
    expect(await names("Get-DistributionGroup")).not.toContain("Unified");
  });

  it("find by identity, type and filter", async () => {
    const [group] = (await invoke("Get-DistributionGroup", { Identity: "workplace-team" })).objects;
    expect(group).toMatchObject({
      Name: "Workplace Team",
      RecipientTypeDetails: "MailUniversalSecurityGroup",
      GroupType: "Universal, SecurityEnabled",
    });
    expect(await names("Get-Group", { RecipientTypeDetails: "RoomList" })).toEqual(["Seattle Rooms"]);
    expect(await names("Get-DistributionGroup", { Filter: "Alias -like 'book*'" })).toEqual([
      "Bookable Rooms",
    ]);
    refused(await invoke("Get-Group", { Identity: "Board Room" }), 404, exceptions.notFound);
  });
});

describe("Get-DistributionGroupMember", () => {
  it("lists direct members, groups among them", async () => {
    expect(await names("Get-DistributionGroupMember", { Identity: "All Meeting Spaces" })).toEqual([
      "Bookable Rooms",
      "Room Hudson",
    ]);
    refused(
      await invoke("Get-DistributionGroupMember", { Identity: "Board Room" }),
      404,
      exceptions.notFound,
    );
  });

  it("follows what Graph has changed", async () => {
    const { groups, users } = context.tenant.store;
    const group = groups.find(({ displayName }) => displayName === "Workplace Team");
    const admin = users.by("userPrincipalName", "admin@contoso.example");
    groups.update(group?.id ?? "", { members: [admin?.id ?? ""] });
    const { objects } = await invoke("Get-DistributionGroupMember", { Identity: "Workplace Team" });
    expect(objects).toEqual([expect.objectContaining({ ExternalDirectoryObjectId: admin?.id })]);
  });
});

describe("Get-AdministrativeUnit", () => {
  it("lists units by id and by display name", async () => {
    const [unit] = context.tenant.store.administrativeUnits.all();
    for (const Identity of [unit?.id, "new york office", null]) {
      const { objects } = await invoke("Get-AdministrativeUnit", { Identity });
      expect(objects).toEqual([
        expect.objectContaining({ Name: unit?.id, Guid: unit?.id, DisplayName: "New York Office" }),
      ]);
    }
    refused(await invoke("Get-AdministrativeUnit", { Identity: "Nowhere" }), 404, exceptions.notFound);
  });
});
