import { describe, expect, test } from "vitest";

import { stored, without } from "./reading";

const A = "City -eq 'a'";
const B = "Office -eq 'b'";
const C = "Title -eq 'c'";

describe("what Exchange stores", () => {
  test.each([
    ['RecipientTypeDetails -eq "RoomMailbox"', "RecipientTypeDetails -eq 'RoomMailbox'"],
    ["recipienttypedetails -EQ 'roommailbox'", "RecipientTypeDetails -eq 'RoomMailbox'"],
    ["RecipientTypeDetails -eq 16", "RecipientTypeDetails -eq 'RoomMailbox'"],
    ["Alias -eq user1", "Alias -eq 'user1'"],
    ["HiddenFromAddressListsEnabled -eq $true", "HiddenFromAddressListsEnabled -eq 'True'"],
    ["HiddenFromAddressListsEnabled -eq 'fALSE'", "HiddenFromAddressListsEnabled -eq 'False'"],
    ["Name -eq 'O''Brien'", "Name -eq 'O''Brien'"],
    ['Name -eq "O`\'Brien"', "Name -eq 'O''Brien'"],
    [`${A} -and ${B}`, `((${A}) -and (${B}))`],
    [`${A} -and ${B} -and ${C}`, `((((${A}) -and (${B}))) -and (${C}))`],
    [`${A} -and ${B} -or ${C}`, `((((${A}) -and (${B}))) -or (${C}))`],
    [`${A} -or ${B} -and ${C}`, `((${A}) -or (((${B}) -and (${C}))))`],
    [`-not ${A}`, `-not(${A})`],
    [`-not (${A} -or ${B})`, `-not(((${A}) -or (${B})))`],
    ["City -notlike 'x*'", "-not(City -like 'x*')"],
    ["City -ne $null", "City -ne $null"],
    ["City -eq $null", "-not(City -ne $null)"],
    ["City -like '*'", "City -ne $null"],
    ["City -notlike '*'", "-not(City -ne $null)"],
    ["City -ne 'a'", "City -ne 'a'"],
    ["ResourceCapacity -ge 5", "ResourceCapacity -ge '5'"],
    ["ResourceCapacity -le '5'", "ResourceCapacity -le '5'"],
    ["((City -eq 'a'))", A],
    [
      "ExchangeGuid -eq '{AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE}'",
      "ExchangeGuid -eq 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'",
    ],
    ["MaxSendSize -gt 1.5GB", "MaxSendSize -gt '1.5 GB (1,610,612,736 bytes)'"],
    ["MaxSendSize -eq unlimited", "MaxSendSize -eq 'Unlimited'"],
    ["RetainDeletedItemsFor -lt 14.00:00:00", "RetainDeletedItemsFor -lt '14.00:00:00'"],
    ["WhenCreated -gt '2026-11-24T10:00:00Z'", "WhenCreated -gt '11/24/2026 10:00:00 AM'"],
    ["WhenCreated -gt '11/24/2026 22:00'", "WhenCreated -gt '11/24/2026 10:00:00 PM'"],
  ])("%s is stored as %s", (text, expected) => {
    expect(stored(text)).toBe(expected);
  });

  test("the DN of an object that is named in any way", () => {
    const rooms = "CN=Rooms,OU=contoso.onmicrosoft.com,DC=PROD,DC=OUTLOOK,DC=COM";
    const names = ["Rooms", "contoso.onmicrosoft.com/Rooms", rooms.toLowerCase()];
    const resolve = (value: string) => (names.includes(value) ? rooms : undefined);
    for (const name of names) {
      expect(stored(`MemberOfGroup -eq '${name}'`, { resolve })).toBe(`MemberOfGroup -eq '${rooms}'`);
    }
  });

  test("a DN that nobody knows, as it was sent", () => {
    expect(stored("MemberOfGroup -eq 'CN=a\\, b,DC=x'")).toBe("MemberOfGroup -eq 'CN=a\\, b,DC=x'");
  });
});

describe("the other answers", () => {
  test.each([
    ["filter-rerendered", "city -EQ a", "city -EQ a"],
    ["filter-property-casing", "ciTy -eq a", "ciTy -eq 'a'"],
    ["filter-enum-names", "RecipientTypeDetails -eq 16", "RecipientTypeDetails -eq '16'"],
    ["filter-enum-names", "RecipientTypeDetails -eq roommailbox", "RecipientTypeDetails -eq 'roommailbox'"],
    [
      "filter-values-quoted",
      "HiddenFromAddressListsEnabled -eq 'true'",
      "HiddenFromAddressListsEnabled -eq $true",
    ],
    [
      "filter-values-quoted",
      "HiddenFromAddressListsEnabled -eq 'false'",
      "HiddenFromAddressListsEnabled -eq $false",
    ],
    ["filter-values-quoted", "ResourceCapacity -eq '5'", "ResourceCapacity -eq 5"],
    ["filter-values-quoted", "City -eq 5", "City -eq '5'"],
    ["filter-composites-nested", `${A} -and ${B} -and ${C}`, `(${A}) -and (${B}) -and (${C})`],
    ["filter-composites-nested", `${A} -and ${B} -or ${C}`, `((${A}) -and (${B})) -or (${C})`],
    ["filter-composites-nested", `-not(${A} -or ${B})`, `-not((${A}) -or (${B}))`],
    [
      "filter-or-chains-left-nested",
      `${A} -or ${B} -or ${C} -or ${A}`,
      `((((${A}) -or (${B}))) -or (((${C}) -or (${A}))))`,
    ],
    ["filter-or-chains-left-nested", `${A} -and ${B} -and ${C}`, `((((${A}) -and (${B}))) -and (${C}))`],
    ["filter-or-chains-left-nested", `${A} -or (${B} -or ${C})`, `((((${A}) -or (${B}))) -or (${C}))`],
    [
      "filter-or-chains-left-nested",
      `-not(${A} -or (${B} -or ${C}))`,
      `-not(((((${A}) -or (${B}))) -or (${C})))`,
    ],
    [
      "filter-or-chains-left-nested",
      `${C} -and (${A} -or (${B} -or ${C}))`,
      `((${C}) -and (((((${A}) -or (${B}))) -or (${C}))))`,
    ],
    [
      "filter-or-chains-left-nested",
      `(${A} -or (${B} -or ${C})) -and ${C}`,
      `((((((${A}) -or (${B}))) -or (${C}))) -and (${C}))`,
    ],
    ["filter-notlike-as-not", "City -notlike 'a*'", "City -notlike 'a*'"],
    ["filter-null-as-presence", "City -eq $null", "City -eq $null"],
    [
      "filter-ge-le-kept",
      "ResourceCapacity -ge 5",
      "((ResourceCapacity -gt '5') -or (ResourceCapacity -eq '5'))",
    ],
    [
      "filter-ge-le-kept",
      "ResourceCapacity -le 5",
      "((ResourceCapacity -lt '5') -or (ResourceCapacity -eq '5'))",
    ],
  ])("without %s, %s is stored as %s", (id, text, expected) => {
    expect(stored(text, without(id))).toBe(expected);
  });
});
