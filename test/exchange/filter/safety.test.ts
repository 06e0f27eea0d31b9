import { describe, expect, it } from "vitest";
import { equal } from "../../../providers/exchange/filter";
import { examineFilter, refuseFilter, withoutBraces } from "../../../providers/exchange/filter/safety";
import { withoutRemark } from "./spellings";

describe("a filter may be sent without remark", () => {
  it.each(withoutRemark)("%s", (text) => {
    expect(examineFilter(text)).toEqual({ refusals: [], warnings: [] });
  });
});

describe("a filter is refused", () => {
  it.each<[string, RegExp]>([
    ["", /an empty filter.*at least one comparison/],
    [" { } ", /an empty filter/],
    ["RecipientTypeDetails -match 'Room'", /-match is not an OPATH operator/],
    ["RecipientTypDetails -eq 'RoomMailbox'", /Did you mean RecipientTypeDetails\?/],
    ["recipienttypedetial -eq 'RoomMailbox'", /Did you mean RecipientTypeDetails\?/],
    ["Depratment -eq 'x'", /Did you mean Department\?/],
    ["Cty -eq 'x'", /Did you mean City\?/],
    ["extensionAttribute3 -eq 'x'", /Did you mean CustomAttribute3\?/],
    ["mail -eq 'a@contoso.com'", /Did you mean WindowsEmailAddress\?/],
    [
      "RecipientTypeDetails -eq 'RoomMailbx'",
      /found 'RoomMailbx', expected a value of RecipientTypeDetails[^]*Did you mean 'RoomMailbox'\?/,
    ],
    ["RecipientTypeDetails -eq 'Room'", /Documented are DiscoveryMailbox, .*RoomMailbox/],
    ["RecipientType -eq 'RoomMailbox'", /Documented are DynamicDistributionGroup/],
    [
      "RecipientTypeDetails -like 'Room*'",
      /Write RecipientTypeDetails -eq 'RoomList' -or RecipientTypeDetails -eq 'RoomMailbox'/,
    ],
    ["RecipientTypeDetails -like '*Mailbox'", /Documented are/],
    ["ResourceType -eq 'Rom'", /Did you mean 'Room'\?/],
    ["RecipientTypeDetails -eq 16", /the number 16/],
    ["RecipientTypeDetails -eq '16'", /the number 16/],
    ["ResourceType -eq 0", /Write 'Room' instead/],
    ["GroupType -eq -2147483648", /Write 'SecurityEnabled' instead/],
    ["MailboxMoveStatus -eq 10", /the number 10/],
    ["MemberOfGroup -eq 'Rooms'", /the distinguished name of a group[^]*Get-Group/],
    ["MemberOfGroup -like 'CN=Rooms*'", /the distinguished name of a group/],
    ["MemberOfGroup -eq $true", /the distinguished name of a group/],
    ["MemberOfGroup -eq 'CN=Rooms, North,DC=contoso'", /A comma that belongs to a name is written \\,/],
    ["Alias -eq 'room*'", /found a \* with -eq[^]*Use -like: Alias -like 'room\*'/],
    ["Alias -ne 'room*'", /Use -notlike: Alias -notlike 'room\*'/],
    ["Alias -gt 'room*'", /Wildcards belong to -like/],
    ["Alias -eq $room", /the variable \$room[^]*Nothing expands variables/],
    ["Alias -eq 'a\u0000'", /the character U\+0000/],
    ["Alias -eq 'a\ud800'", /the character U\+D800/],
  ])("%s", (text, reason) => {
    const reasons = refuseFilter(text);
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(reason);
  });

  it("for every fault in it, each at its place", () => {
    const { refusals } = examineFilter(
      "Depratment -eq 'x' -or\n RecipientTypeDetails -eq 'Desk' -or Alias -eq $x",
    );
    expect(refusals.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [2, 27],
      [2, 48],
    ]);
  });
});

describe("a mix of -and and -or without parentheses is refused", () => {
  const A = "Alias -eq 'a'";
  const B = "City -eq 'b'";
  const C = "Office -eq 'c'";
  const D = "Title -eq 'd'";

  it.each<[string, string[]]>([
    [`${A} -and ${B} -or ${C}`, [`((${A}) -and (${B})) -or (${C})`, `(${A}) -and ((${B}) -or (${C}))`]],
    [`${A} -or ${B} -and ${C}`, [`(${A}) -or ((${B}) -and (${C}))`, `((${A}) -or (${B})) -and (${C})`]],
    [
      `${A} -or ${B} -and ${C} -or ${D}`,
      [
        `(${A}) -or ((${B}) -and (${C})) -or (${D})`,
        `((${A}) -or (${B})) -and ((${C}) -or (${D}))`,
        `(((${A}) -or (${B})) -and (${C})) -or (${D})`,
      ],
    ],
    [
      `-not (${A} -and ${B} -or ${C})`,
      [`-not (((${A}) -and (${B})) -or (${C}))`, `-not ((${A}) -and ((${B}) -or (${C})))`],
    ],
  ])("%s, with its readings to copy", (text, readings) => {
    const [reason = ""] = refuseFilter(text);
    expect(reason).toContain("-and and -or side by side");
    expect(
      [...reason.matchAll(/^ {4}(.*)$/gm)]
        .map(([, reading]) => reading)
        .filter((line) => line?.includes("^") === false)
        .slice(-readings.length),
    ).toEqual(readings);
    for (const reading of readings) expect(refuseFilter(reading)).toEqual([]);
    expect(equal(text, readings[0] ?? "")).toBe(true);
    for (const other of readings.slice(1)) expect(equal(text, other)).toBe(false);
  });

  it.each([
    `(${A} -and ${B}) -or ${C}`,
    `${A} -and (${B} -or ${C})`,
    `${A} -and -not (${B} -or ${C}) -and ${D}`,
  ])("but not %s", (text) => {
    expect(refuseFilter(text)).toEqual([]);
  });

  it("at the connective that does not go with the first", () => {
    const text = `(${A} -and ${B}) -or (${C} -and ${D} -or ${A} -or ${B})`;
    expect(examineFilter(text).refusals[0]?.offset).toBe(text.indexOf("-or", text.indexOf(D)));
  });

  it("without readings that nest too deeply or would flood the screen", () => {
    const alternating = (terms: number): string =>
      Array.from({ length: terms }, (_, index) => `C -eq 1 ${index % 2 ? "-and" : "-or"} `).join("") + A;
    expect(refuseFilter(alternating(270))[0]).toMatch(/As Exchange reads it/);
    expect(refuseFilter(alternating(270))[0]).not.toMatch(/From left to right, as/);
    expect(refuseFilter(alternating(5000))[0]?.length).toBeLessThan(1000);
  });
});

describe("a filter may be sent with a warning", () => {
  it.each<[string, RegExp]>([
    ["SomethingNew -eq 'x'", /SomethingNew is not among the documented filterable properties/],
    ["Alias -like '*room'", /Exchange Online documents it at the end only/],
    ["Alias -like 'ro*m'", /Exchange Online documents it at the end only/],
    ["Alias -eq '$room'", /nothing expands variables/],
    ["Manager -eq 'Jane'", /Manager is compared with a name/],
    ["ArchiveState -eq 'Elsewhere'", /not among the documented values of ArchiveState/],
    ["Alias -eq 'ro\u200bom'", /invisible character/],
    ["PrimarySmtpAddress -eq 'a@contoso.com'", /any other address/],
  ])("%s", (text, warning) => {
    const { refusals, warnings } = examineFilter(`${text} -or ${text}`);
    expect(refusals).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(warning);
  });
});

describe("withoutBraces", () => {
  it.each([
    ["{RecipientTypeDetails -eq 'RoomMailbox'}", "RecipientTypeDetails -eq 'RoomMailbox'"],
    ["\ufeff\n { Alias -eq '{a}' }\t", "Alias -eq '{a}'"],
    ["Alias -eq 'a}'", "Alias -eq 'a}'"],
    ["Guid -eq {0f5cb6bb-60a7-4a5c-9d0c-6f4d0a2b8c11}", "Guid -eq {0f5cb6bb-60a7-4a5c-9d0c-6f4d0a2b8c11}"],
    ["{", "{"],
    ["  ", ""],
  ])("makes %j %j", (text, sent) => {
    expect(withoutBraces(text)).toBe(sent);
  });
});
