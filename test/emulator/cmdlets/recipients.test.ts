import { describe, expect, it } from "vitest";
import { exceptions, refused, roomsFilter } from "../rows/cmdlet-steps";
import { freshTenant } from "./fresh-tenant";

const context = freshTenant();
const { invoke } = context;
const names = async (cmdlet: string, parameters = {}) =>
  (await invoke(cmdlet, parameters)).objects.map(({ Name }) => Name);
const rooms = ["Board Room", "Room Adams", "Room Baker", "Room Rainier", "Room Hudson", "Room Liberty"];

describe("Get-Mailbox", () => {
  it("finds a mailbox by each of its names", async () => {
    const { store } = context.tenant;
    const room = store.recipients.by("name", "Board Room");
    const identities = [
      room?.guid,
      room?.exchangeGuid,
      room?.externalDirectoryObjectId,
      room?.distinguishedName,
      "boardroom",
      "board room",
      "BoardRoom@contoso.example",
      "boardroom@contoso.onmicrosoft.com",
    ];
    for (const Identity of identities)
      expect(await names("Get-Mailbox", { Identity })).toEqual(["Board Room"]);
    refused(await invoke("Get-Mailbox", { Identity: "nobody" }), 404, exceptions.notFound);
  });

  it("narrows by kind and leaves groups out", async () => {
    expect(await names("Get-Mailbox", { RecipientTypeDetails: "RoomMailbox" })).toEqual(rooms);
    const both = await names("Get-Mailbox", { RecipientTypeDetails: ["EquipmentMailbox", "SharedMailbox"] });
    expect(both).toEqual(["Projector 1", "Delivery Van", "Reception", "Invoices"]);
    expect(await names("Get-Mailbox")).toHaveLength(18);
  });

  it("shows what a client looks for", async () => {
    const [mailbox] = (await invoke("Get-Mailbox", { Identity: "boardroom" })).objects;
    expect(mailbox).toMatchObject({
      PrimarySmtpAddress: "boardroom@contoso.example",
      RecipientTypeDetails: "RoomMailbox",
      IsResource: true,
      IsShared: false,
      City: "Seattle",
      CustomAttribute1: "bookable",
      ResourceCapacity: 20,
      "ResourceCapacity@data.type": "System.Int32",
    });
  });
});

describe("Get-Recipient", () => {
  it("previews a filter with the language of scopes", async () => {
    expect(await names("Get-Recipient", { Filter: roomsFilter })).toEqual(rooms);
    const filter = "CustomAttribute1 -eq 'bookable' -and City -like 'New*'";
    expect(await names("Get-Recipient", { Filter: filter })).toEqual(["Room Hudson"]);
    refused(await invoke("Get-Recipient", { Filter: "Colour -eq 'red'" }), 400, exceptions.argument);
  });

  it("knows direct members of groups and administrative units", async () => {
    const { store } = context.tenant;
    const group = store.recipients.by("name", "All Meeting Spaces")?.distinguishedName ?? "";
    expect(await names("Get-Recipient", { Filter: `MemberOfGroup -eq '${group}'` })).toEqual([
      "Room Hudson",
      "Bookable Rooms",
    ]);
    expect(await names("Get-Recipient", { Filter: "AdministrativeUnits -eq 'New York Office'" })).toEqual(
      expect.arrayContaining(["Room Hudson", "Delivery Van"]),
    );
  });

  it("lists groups too, by their kind", async () => {
    const lists = await names("Get-Recipient", { RecipientTypeDetails: "RoomList" });
    expect(lists).toEqual(["Seattle Rooms"]);
    expect(await names("Get-Recipient", { RecipientType: "UserMailbox" })).toHaveLength(18);
  });

  it("resolves ambiguous names and sorts", async () => {
    expect(await names("Get-Recipient", { Anr: "room" })).toHaveLength(5);
    const sorted = await names("Get-Recipient", { Anr: "room", SortBy: "Name" });
    expect(sorted).toEqual([...sorted].sort());
  });
});

describe("Get-User", () => {
  it("shows users without a mailbox as well", async () => {
    const shown = (await invoke("Get-User")).objects.map(({ DisplayName }) => DisplayName);
    expect(shown).toEqual(expect.arrayContaining(["Contoso Administrator", "Pat O'Brien"]));
    const [admin] = (await invoke("Get-User", { Identity: "admin@contoso.example" })).objects;
    expect(admin).toMatchObject({ RecipientTypeDetails: "User" });
    refused(await invoke("Get-User", { Identity: "nobody" }), 404, exceptions.notFound);
  });
});
