import { describe, expect, test } from "vitest";

import { filterableProperties } from "../../../emulator/opath";
import { refusal, stored, without } from "./reading";

describe("properties", () => {
  test("every documented property can be named, with a value of its kind", () => {
    const samples: Record<string, string> = {
      string: "a",
      plainString: "a",
      boolean: "$true",
      dn: "CN=a",
      guid: "59255a4b-0000-4000-8000-000000000000",
      integer: "1",
      unlimitedInteger: "Unlimited",
      presence: "$null",
      dateTime: "2026-11-24",
      size: "300MB",
      timeSpan: "08:30:00",
    };
    expect(filterableProperties.size).toBeGreaterThan(250);
    for (const { name, kind, members, online } of filterableProperties.values()) {
      const value = kind === "enum" ? [...members.keys()][0] : samples[kind];
      const text = `${name.toUpperCase()} -ne ${value ?? "?"}`;
      expect(stored(text, { mode: online ? "online" : "onPremises" })).toContain(name);
    }
  });

  test("one that is not filterable is refused where it stands", () => {
    expect(refusal("City -eq 'a' -and Colour -eq 'red'")).toEqual({
      kind: "ParsingNonFilterableProperty",
      position: 18,
    });
  });

  test("those of the other kind of Exchange are not known", () => {
    expect(refusal("Database -eq 'CN=db'", { mode: "online" })?.kind).toBe("ParsingNonFilterableProperty");
    expect(refusal("Database -eq 'CN=db'", { mode: "onPremises" })).toBeUndefined();
    expect(refusal("MailboxPlan -eq 'CN=plan'", { mode: "onPremises" })?.kind).toBe(
      "ParsingNonFilterableProperty",
    );
    expect(refusal("MailboxPlan -eq 'CN=plan'", { mode: "online" })).toBeUndefined();
  });
});

describe("values that are none of the property's type", () => {
  test.each([
    "RecipientTypeDetails -eq 'Room'",
    "RecipientTypeDetails -eq 3",
    "RecipientType -eq 'RoomMailbox'",
    "HiddenFromAddressListsEnabled -eq 'yes'",
    "HiddenFromAddressListsEnabled -eq '$true'",
    "ResourceCapacity -gt 'many'",
    "ResourceCapacity -gt 1.5",
    "Guid -eq 'abc'",
    "MemberOfGroup -eq 'Rooms'",
    "WhenCreated -gt 'yesterday'",
    "WhenCreated -gt '13/45/2026'",
    "MaxSendSize -gt 'big'",
    "RetainDeletedItemsFor -gt '14 days'",
    "AcceptMessagesOnlyFrom -eq 'CN=a'",
  ])("%s is refused", (text) => {
    expect(refusal(text)).toEqual({ kind: "ParsingInvalidValue", position: 0 });
  });
});

describe("operators that a type does not have", () => {
  test.each([
    "RecipientTypeDetails -like 'Room*'",
    "HiddenFromAddressListsEnabled -notlike 'T*'",
    "MemberOfGroup -like 'CN=Rooms*'",
    "ResourceCapacity -like '1*'",
    "RecipientTypeDetails -gt 'UserMailbox'",
    "HiddenFromAddressListsEnabled -lt $true",
    "Guid -ge '59255a4b-0000-4000-8000-000000000000'",
  ])("%s is refused, or by the other answer compared as text", (text) => {
    expect(refusal(text)?.kind).toBe("ParsingInvalidFilterOperator");
    expect(refusal(text, without("filter-operator-fits-type"))).toBeUndefined();
  });

  test.each(["gt", "ge", "lt", "le", "like", "notlike"])("-%s takes no $null", (operator) => {
    expect(refusal(`City -${operator} $null`)?.kind).toBe("ParsingInvalidFilterOperator");
  });

  test("-like with a lone wildcard asks any property for a value", () => {
    expect(stored("RecipientTypeDetails -like '*'")).toBe("RecipientTypeDetails -ne $null");
    expect(stored("MemberOfGroup -like '*'")).toBe("MemberOfGroup -ne $null");
  });
});

describe("wildcards", () => {
  test.each(["*room", "ro*om", "*room*", "r*o*"])("%s is refused online", (pattern) => {
    const text = `City -like '${pattern}'`;
    expect(refusal(text)?.kind).toBe("ParsingInvalidValue");
    expect(refusal(text, without("filter-wildcard-suffix-only"))).toBeUndefined();
    expect(refusal(text, { mode: "onPremises" })).toBeUndefined();
  });

  test("one at the end, several there, and none are taken", () => {
    for (const pattern of ["room*", "room**", "room"])
      expect(refusal(`City -like '${pattern}'`)).toBeUndefined();
  });

  test("* is a character to the other operators", () => {
    expect(refusal("City -eq '*room'")).toBeUndefined();
  });
});

describe("DNs", () => {
  const resolve = (value: string) => (/rooms$/i.test(value) ? "CN=Rooms,DC=x" : undefined);

  test("the alternative knows no bare names, but canonical ones", () => {
    const options = { ...without("filter-dn-from-name"), resolve };
    expect(refusal("MemberOfGroup -eq 'Rooms'", options)?.kind).toBe("ParsingInvalidValue");
    expect(stored("MemberOfGroup -eq 'x/Rooms'", options)).toBe("MemberOfGroup -eq 'CN=Rooms,DC=x'");
  });
});
