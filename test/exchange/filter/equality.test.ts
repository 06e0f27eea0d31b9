import { describe, expect, it } from "vitest";
import { equal } from "../../../providers/exchange/filter";
import { sameMeaning } from "./spellings";

const guid = "0f5cb6bb-60a7-4a5c-9d0c-6f4d0a2b8c11";

describe("equal", () => {
  it.each(sameMeaning)("is true for %s and %s", (one, other) => {
    expect(equal(one, other)).toBe(true);
    expect(equal(other, one)).toBe(true);
  });

  it.each([
    ["Alias -eq 'a'", "Alias -eq 'b'"],
    ["Alias -eq 'a'", "Alias -like 'a'"],
    ["Alias -eq 'a'", "Alias -eq ' a'"],
    ["Alias -eq 'a b'", "Alias -eq 'a  b'"],
    ["Alias -ge '1'", "-not(Alias -lt '1')"],
    ["IsMailboxEnabled -ne $true", "IsMailboxEnabled -eq $false"],
    ["Alias -eq $null", "Alias -eq 'null'"],
    ["Alias -eq $null", "Alias -eq ''"],
    ["Alias -eq $null", "Alias -ne $null"],
    ["Alias -eq $null", "Alias -eq '$null'"],
    ["Alias -gt $null", "Alias -gt 'null'"],
    ["Alias -like '*'", "Alias -like '**'"],
    ["Alias -eq '*'", "Alias -ne $null"],
    ["Alias -eq $user", "Alias -eq '$user'"],
    ["Alias -eq $user", "Alias -eq 'user'"],
    ["ResourceCapacity -eq 5", "ResourceCapacity -eq 05"],
    // A space after a comma matters everywhere but between the parts of a distinguished name.
    ["Office -eq 'Floor 2, Room 1'", "Office -eq 'Floor 2,Room 1'"],
    ["Notes -eq 'CN=a, DC=b'", "Notes -eq 'CN=a,DC=b'"],
    ["Manager -eq 'Smith, Jane'", "Manager -eq 'Smith,Jane'"],
    ["MemberOfGroup -eq 'CN=a\\, b,DC=x'", "MemberOfGroup -eq 'CN=a\\,b,DC=x'"],
    ["MemberOfGroup -eq 'CN=a\\, CN=b,DC=x'", "MemberOfGroup -eq 'CN=a\\,CN=b,DC=x'"],
    ["MemberOfGroup -eq 'CN=a,DC=b\\'", "MemberOfGroup -eq 'CN=a,DC=c\\'"],
    ["MemberOfGroup -eq 'CN=a  b,DC=x'", "MemberOfGroup -eq 'CN=a b,DC=x'"],
    ["MemberOfGroup -like 'CN=a, DC=*'", "MemberOfGroup -like 'CN=a,DC=*'"],
    ["MemberOfGroup -eq 'CN=\"a, CN=b\",DC=x'", "MemberOfGroup -eq 'CN=\"a,CN=b\",DC=x'"],
    [`Name -eq '{${guid}}'`, `Name -eq '${guid}'`],
    [`ExchangeGuid -eq '{${guid}'`, `ExchangeGuid -eq '${guid}'`],
    // One letter for each: these are different names, whatever lower case makes of them.
    ["Alias -eq '\u212a'", "Alias -eq 'k'"],
    ["Alias -eq '\u0130'", "Alias -eq 'i\u0307'"],
    // Neither De Morgan nor distribution: both are true of logic, but not worth a mistake.
    ["-not(Alias -eq 'a' -and City -eq 'b')", "-not(Alias -eq 'a') -or -not(City -eq 'b')"],
    [
      "Alias -eq 'a' -and (City -eq 'b' -or City -eq 'c')",
      "(Alias -eq 'a' -and City -eq 'b') -or (Alias -eq 'a' -and City -eq 'c')",
    ],
    [
      "Alias -eq 'a' -and City -eq 'b' -or Office -eq 'c'",
      "Alias -eq 'a' -and (City -eq 'b' -or Office -eq 'c')",
    ],
  ])("is false for %s and %s", (one, other) => {
    expect(equal(one, other)).toBe(false);
    expect(equal(other, one)).toBe(false);
  });

  it.each<[string, string, boolean]>([
    ["", "   ", true],
    ["Alias  -match\n'a  b'", " Alias -match 'a  b' ", true],
    ["Alias -match 'a  b'", "Alias -match 'a b'", false],
    ["Alias -match 'a'", "alias -match 'a'", false],
    ["Alias -match 'a", "Alias -match 'a ", false],
    ["Alias -match 'a'", "Alias -like 'a'", false],
    ["", "Alias -eq 'a'", false],
    ["Alias\u00a0-eq 'a'", "Alias -eq 'a'", false],
  ])("compares what is no filter by its text: %j and %j", (one, other, expected) => {
    expect(equal(one, other)).toBe(expected);
    expect(equal(other, one)).toBe(expected);
  });
});
