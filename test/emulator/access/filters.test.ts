import { describe, expect, it } from "vitest";
import { isInScope, readFilter } from "../../../emulator/access/filters";
import type { ManagementScope, Recipient } from "../../../emulator/entities";
import { renderFilter } from "../../../emulator/opath";
import { createTenant } from "../../../emulator/tenant";

const tenant = createTenant({ clock: "virtual" });
const found = (name: string): Recipient => {
  const recipient = tenant.store.recipients.by("name", name);
  if (!recipient) throw new Error(`The seed has no ${name}.`);
  return recipient;
};
const canonical =
  "eurpr01a001.prod.outlook.com/Microsoft Exchange Hosted Organizations/CONTOSO.onmicrosoft.com/bookable rooms";

function scope(recipientFilter: string): ManagementScope {
  return {
    guid: "11111111-1111-4111-8111-111111111111",
    name: "Scope",
    distinguishedName: "CN=Scope",
    scopeRestrictionType: "RecipientScope",
    exclusive: false,
    recipientFilter,
    recipientRoot: null,
    serverFilter: null,
    databaseFilter: null,
    whenCreated: "2026-11-01T00:00:00Z",
    whenChanged: "2026-11-01T00:00:00Z",
  };
}

describe("the DN in a filter", () => {
  const dn = found("Bookable Rooms").distinguishedName;

  it.each([
    ["a name", "bookable rooms"],
    ["a Guid", found("Bookable Rooms").guid],
    ["a canonical name", canonical],
    ["the DN in another casing", dn.toUpperCase()],
    ["the DN with spaces after its commas", dn.replaceAll(",", ", ")],
  ])("is the directory's own for %s", (_, value) => {
    const filter = readFilter(tenant, `MemberOfGroup -eq '${value}'`);
    expect(renderFilter(filter)).toBe(`MemberOfGroup -eq '${dn}'`);
  });

  it("stays what it is when nobody has it", () => {
    const filter = readFilter(tenant, "MemberOfGroup -eq 'CN=Nobody,DC=Nowhere'");
    expect(renderFilter(filter)).toBe("MemberOfGroup -eq 'CN=Nobody,DC=Nowhere'");
  });
});

describe("a scope's own filter", () => {
  it("is read again although it would be refused by now", () => {
    const inner = scope("City -like '*attle'");
    expect(isInScope(tenant, inner, found("Board Room"))).toBe(true);
    expect(isInScope(tenant, inner, found("Room Hudson"))).toBe(false);
    expect(isInScope(tenant, scope("ResourceCapacity -like '2*'"), found("Board Room"))).toBe(true);
  });

  it("holds nobody when it cannot be read", () => {
    expect(isInScope(tenant, scope("Colour -eq 'red'"), found("Board Room"))).toBe(false);
  });
});
