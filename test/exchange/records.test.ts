import { expect, test } from "vitest";
import { ServiceError } from "../../providers/connection/errors";
import { textsOf } from "../../providers/exchange/records";

const read = (value: unknown): string[] => textsOf("Get-RoleGroup", { Members: value }, "Members");

test("a list of texts may be one text, or nothing", () => {
  expect(read(["a", "b"])).toEqual(["a", "b"]);
  expect(read("a")).toEqual(["a"]);
  for (const nothing of [undefined, null, "", []]) expect(read(nothing)).toEqual([]);
});

test("who is in a list as an object is known by the Guid of it", () => {
  const guid = "8a1c3f4e-0b52-4c9f-9d55-1f6f0f3b7d21";
  expect(read([{ Guid: guid, Name: "Adele" }])).toEqual([guid]);
});

test("nobody is left out of a list in silence", () => {
  for (const unreadable of [[{ Name: "Adele" }], ["a", 7], [null], { Name: "Adele" }]) {
    expect(() => read(unreadable)).toThrow(ServiceError);
    expect(() => read(unreadable)).toThrow(/without a readable Members/);
  }
});
