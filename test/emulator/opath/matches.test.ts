import { afterEach, describe, expect, test } from "vitest";

import { matches } from "../../../emulator/opath";
import { read, without } from "./reading";

const room = {
  Name: "Board Room",
  City: "Berlin",
  Department: null,
  Office: "",
  RecipientTypeDetails: "RoomMailbox",
  HiddenFromAddressListsEnabled: true,
  ResourceCapacity: 12,
  Guid: "59255A4B-0000-4000-8000-000000000000",
  EmailAddresses: ["SMTP:board@contoso.com", "smtp:boardroom@contoso.com", "X500:/o=contoso/cn=board"],
  PrimarySmtpAddress: "board@contoso.com",
  MemberOfGroup: ["CN=Rooms,OU=contoso,DC=PROD", "CN=a\\, b,DC=PROD"],
  WhenCreated: "2026-11-24T10:00:00Z",
  MaxSendSize: "35 MB (36,700,160 bytes)",
  RecipientLimits: "Unlimited",
  ExtensionCustomAttribute1: ["floor 3", "video"],
  RetainDeletedItemsFor: "14.00:00:00",
};

const holds = (text: string, options = {}) => matches(read(text, options), room);

describe("what matches", () => {
  test.each([
    ["City -eq 'BERLIN'", true],
    ["City -eq 'Berlin*'", false],
    ["City -ne 'berlin'", false],
    ["City -ne 'Bonn'", true],
    ["City -like 'ber*'", true],
    ["City -like 'ber'", false],
    ["City -like 'berlin'", true],
    ["City -like 'berlin*'", true],
    ["City -notlike 'ber*'", false],
    ["City -gt 'Aachen'", true],
    ["City -lt 'Aachen'", false],
    ["RecipientTypeDetails -eq 16", true],
    ["RecipientTypeDetails -ne 'UserMailbox'", true],
    ["HiddenFromAddressListsEnabled -eq $true", true],
    ["HiddenFromAddressListsEnabled -ne $true", false],
    ["ResourceCapacity -gt 9", true],
    ["ResourceCapacity -ge 12", true],
    ["ResourceCapacity -gt 12", false],
    ["ResourceCapacity -le 12", true],
    ["ResourceCapacity -lt 100", true],
    ["Guid -eq '59255a4b-0000-4000-8000-000000000000'", true],
    ["WhenCreated -gt '2026-11-24T09:59:59Z'", true],
    ["WhenCreated -lt '11/24/2026 9:00 AM'", false],
    ["MaxSendSize -gt 30MB", true],
    ["MaxSendSize -lt 36700161", true],
    ["MaxSendSize -lt Unlimited", true],
    ["RecipientLimits -gt 500", true],
    ["RecipientLimits -eq unlimited", true],
    ["RetainDeletedItemsFor -gt 13.23:59:59", true],
  ])("%s: %s", (text, expected) => {
    expect(holds(text)).toBe(expected);
  });
});

describe("several values", () => {
  test("one that fits is enough", () => {
    expect(holds("ExtensionCustomAttribute1 -eq 'video'")).toBe(true);
    expect(holds("ExtensionCustomAttribute1 -like 'floor*'")).toBe(true);
    expect(holds("ExtensionCustomAttribute1 -eq 'audio'")).toBe(false);
  });

  test("-ne holds only when none fits", () => {
    expect(holds("ExtensionCustomAttribute1 -ne 'video'")).toBe(false);
    expect(holds("ExtensionCustomAttribute1 -ne 'audio'")).toBe(true);
  });
});

describe("addresses", () => {
  test("are found with and without the name of their kind", () => {
    expect(holds("EmailAddresses -eq 'board@contoso.com'")).toBe(true);
    expect(holds("EmailAddresses -eq 'SMTP:board@contoso.com'")).toBe(true);
    expect(holds("EmailAddresses -eq 'contoso.com'")).toBe(false);
    expect(matches(read("City -eq 'b'"), { City: "a:b" })).toBe(false);
  });

  test("a filter on the primary one finds the others too", () => {
    expect(holds("PrimarySmtpAddress -eq 'boardroom@contoso.com'")).toBe(true);
    expect(holds("PrimarySmtpAddress -eq 'nobody@contoso.com'")).toBe(false);
  });
});

describe("DNs", () => {
  test.each([
    ["cn=rooms, ou=Contoso,dc=prod", true],
    ["CN=Rooms,OU=contoso", false],
    ["CN=a\\, b, DC=PROD", true],
    ["CN=a\\,b,DC=PROD", false],
    ["CN=b,DC=PROD", false],
  ])("MemberOfGroup -eq '%s': %s", (dn, expected) => {
    expect(holds(`MemberOfGroup -eq '${dn}'`)).toBe(expected);
  });
});

describe("no value", () => {
  test("null, an empty text, an empty list and an absent property are alike", () => {
    for (const name of ["Department", "Office", "Company", "ModeratedBy"]) {
      expect(holds(`${name} -eq $null`)).toBe(true);
      expect(holds(`${name} -ne $null`)).toBe(false);
      expect(holds(`${name} -like '*'`)).toBe(false);
    }
  });

  test("fits no value, and so is different from each", () => {
    expect(holds("Department -eq 'HR'")).toBe(false);
    expect(holds("Department -ne 'HR'")).toBe(true);
    expect(holds("-not Department -eq 'HR'")).toBe(true);
    expect(holds("Department -like 'H*'")).toBe(false);
    expect(holds("Department -notlike 'H*'")).toBe(true);
    expect(holds("Department -gt 'A'")).toBe(false);
    expect(holds("Department -le 'Z'")).toBe(false);
  });

  test("is not different by the other answer, but still by -not", () => {
    const options = without("filter-missing-value-differs");
    expect(holds("Department -ne 'HR'", options)).toBe(false);
    expect(holds("-not Department -eq 'HR'", options)).toBe(true);
    expect(holds("City -ne 'Bonn'", options)).toBe(true);
  });

  test("counts as false where the property is a Boolean", () => {
    expect(holds("IsDirSynced -eq $false")).toBe(true);
    expect(holds("IsDirSynced -ne $true")).toBe(true);
    expect(holds("IsDirSynced -eq $true")).toBe(false);
  });
});

describe("wildcards on-premises", () => {
  test.each([
    ["*room", true],
    ["b*d*m", true],
    ["*oa*oo*", true],
    ["*oo*oo*", false],
    ["board*board*room", false],
    ["board r*room", false],
    ["b*x", false],
  ])("%s: %s", (pattern, expected) => {
    expect(holds(`Name -like '${pattern}'`, { mode: "onPremises" })).toBe(expected);
  });
});

describe("dates without a zone", () => {
  const zone = process.env.TZ;

  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  test.each(["11/24/2026 10:00", "2026-11-24T10:00:00", "2026-11-24 10:00"])(
    "%s is UTC wherever the tenant runs",
    (date) => {
      process.env.TZ = "America/New_York";
      expect(holds(`WhenCreated -eq '${date}'`)).toBe(true);
    },
  );
});
