import { describe, expect, it } from "vitest";
import { FilterError, parse } from "../../../providers/exchange/filter";

describe("a filter that cannot be read is refused", () => {
  it("with the place, the find, the expectation, an excerpt and advice", () => {
    const error = refusalOf("Alias -eq 'a'\n  -and City -match 'b'");
    expect(error).toMatchObject({ name: "FilterError", offset: 26, line: 2, column: 13, found: '"-match"' });
    expect(error.expected).toContain("-notlike");
    expect(error.message.split("\n")).toEqual([
      `Filter, line 2, column 13: found "-match", expected ${error.expected}.`,
      "    -and City -match 'b'",
      "              ^",
      error.help,
    ]);
    expect(error.help).toMatch(
      /^-match is not an OPATH operator\. .*-eq, -ne, -gt, -ge, -lt, -le, -like, -notlike\. Use -like/,
    );
  });

  it.each<[string, number, RegExp]>([
    ["", 0, /expected a property name/],
    ["{ }", 2, /found the end of the filter/],
    ["   ", 3, /found the end of the filter/],
    ["Alias", 5, /expected a comparison operator/],
    ["Alias -eq", 9, /expected a value/],
    ["Alias -eq )", 10, /expected a value/],
    ["Alias -eq -and", 10, /value of the comparison is missing/],
    ["-and Alias -eq 'a'", 0, /-and cannot stand here/],
    ["Alias -eq 'a' -and", 18, /found the end of the filter, expected a property name/],
    ["()", 1, /found "\)", expected a property name/],
    ["(Alias -eq 'a'", 14, /One parenthesis is still open, the last from line 1, column 1/],
    ["((Alias -eq 'a'", 15, /2 parentheses are still open, the last from line 1, column 2/],
    ["Alias -eq 'a')", 13, /No parenthesis is open here/],
    [
      "RecipientTypeDetails -eq 'RoomMailbox' -or 'EquipmentMailbox'",
      43,
      /Repeat it: RecipientTypeDetails -eq 'RoomMailbox' -or RecipientTypeDetails -eq 'EquipmentMailbox'\./,
    ],
    [
      "(RecipientTypeDetails -eq RoomMailbox -or EquipmentMailbox)",
      58,
      /Repeat it: RecipientTypeDetails -eq 'RoomMailbox' -or RecipientTypeDetails -eq 'EquipmentMailbox'\./,
    ],
    ["Alias -eq 'a','b'", 13, /has one value/],
    ["Alias -eq @('a','b')", 10, /has no lists/],
    ["!(Alias -eq 'a')", 0, /Write -not \(…\) instead/],
    ["Alias == 'a'", 6, /Write -eq instead/],
    ["Alias=='a'", 5, /Write -eq instead/],
    ["Alias = 'a'", 6, /Write -eq instead/],
    ["Alias != 'a'", 6, /Write -ne instead/],
    ["Alias <> 'a'", 6, /Write -ne instead/],
    ["ResourceCapacity >= 5", 17, /Write -ge instead/],
    ["Alias -eq 'a' && City -eq 'b'", 14, /Write -and instead/],
    ["Alias -eq 'a' || City -eq 'b'", 14, /Write -or instead/],
    ["Alias -eq 'a' and City -eq 'b'", 14, /starts with a hyphen/],
    ["Alias eq 'a'", 6, /starts with a hyphen/],
    ["Alias -in 'a'", 6, /one comparison with -eq per value/],
    ["Alias -contains 'a'", 6, /Use -eq: on a property with several values/],
    ["Alias -ceq 'a'", 6, /Use -eq; OPATH ignores case/],
    ["Alias -xor 'a'", 6, /-xor is not an OPATH operator/],
    ["Alias -eq5", 9, /a space after -eq/],
    ["Alias-eq 'a'", 5, /a space after the property name/],
    ["Name -eq 'abc", 9, /found an opening ' that nothing closes/],
    ['Name -eq "abc', 9, /found an opening " that nothing closes/],
    ["{Name -eq '}", 10, /found an opening ' that nothing closes/],
    ["Name -eq 'O'Brien'", 12, /doubled: 'O''Brien'/],
    ["Name -eq O'Brien", 10, /single quotes, and double/],
    ["Name -eq \u2018a\u2019", 9, /\(U\+2018\).*\n.*\n.*\n.*typographic quotation mark/],
    ["Name -eq \u201ca\u201d", 9, /typographic quotation mark/],
    ["Name \u2013eq 'a'", 5, /typographic dash/],
    ["Name\u00a0-eq 'a'", 4, /not an ordinary space/],
    ["Name -eq 'a' \u200b", 13, /not an ordinary space/],
    ['Name -eq "a`nb"', 11, /single quotes instead/],
    ["Name -eq $(Get-Date)", 9, /PowerShell expands expressions/],
    ["Name -eq $user.Name", 9, /PowerShell expands expressions/],
    ["{Name -eq 'a'", 0, /Braces are PowerShell's quoting/],
    ["{Name -eq 'a'} -or {Name -eq 'b'}", 13, /Braces are PowerShell's quoting/],
    ["Name -eq a} -or Name -eq {b", 10, /without quotation marks, parentheses or braces/],
    ["Name -eq 'a'; Name -eq 'b'", 12, /one expression/],
    ["Alias -eq 'a' City -eq 'b'", 14, /found "City", expected -and, -or or the end/],
    ["(Alias -eq 'a' City -eq 'b')", 15, /found "City", expected -and, -or or \)/],
    ["12 -eq 'a'", 0, /expected a property name/],
  ])("%s", (text, offset, message) => {
    const error = refusalOf(text);
    expect(error.message).toMatch(message);
    expect(error.offset).toBe(offset);
  });

  it("without control characters or broken characters in the message", () => {
    const { message } = refusalOf("Alias\u0000\u001b[31m\ud800 -eq\t'a'");
    expect(message.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    expect(message).toContain("(U+0000)");
  });

  it("with a short excerpt of a long line", () => {
    const { message } = refusalOf(
      `${"(Alias -eq 'a') -or ".repeat(500)}!${" -or (Alias -eq 'a')".repeat(500)}`,
    );
    expect(message.length).toBeLessThan(400);
    expect(message).toMatch(/^ {2}….*…\n {63}\^$/m);
  });

  function refusalOf(text: string): FilterError {
    try {
      parse(text);
    } catch (error) {
      if (error instanceof FilterError) return error;
      throw error;
    }
    throw new Error(`${text} was read.`);
  }
});
