import { describe, expect, it } from "vitest";
import {
  parse,
  type Comparison,
  type ComparisonOperator,
  type Filter,
  type Value,
} from "../../../providers/exchange/filter";

const text = (value: string): Value => ({ kind: "text", text: value });
const is = (property: string, value: string, operator: ComparisonOperator = "-eq"): Comparison => ({
  kind: "comparison",
  property,
  operator,
  value: text(value),
});
const and = (...operands: Filter[]): Filter => ({ kind: "and", operands });
const or = (...operands: Filter[]): Filter => ({ kind: "or", operands });
const not = (operand: Filter): Filter => ({ kind: "not", operand });
const [A, B, C, D] = [is("Alias", "a"), is("Alias", "b"), is("Alias", "c"), is("Alias", "d")];
const write = (pattern: string): string =>
  pattern.replace(/\b[ABCD]\b/g, (name) => `Alias -eq '${name.toLowerCase()}'`);

describe("-and, -or and -not", () => {
  it.each<[string, Filter]>([
    ["A", A],
    ["A -and B -and C", and(A, B, C)],
    ["A -or B -or C", or(A, B, C)],
    ["A -and B -or C", or(and(A, B), C)],
    ["A -or B -and C", or(A, and(B, C))],
    ["A -or B -and C -or D", or(A, and(B, C), D)],
    ["A -and B -or C -and D", or(and(A, B), and(C, D))],
    ["A -and (B -or C)", and(A, or(B, C))],
    ["(A -or B) -and C", and(or(A, B), C)],
    ["-not A -and B", and(not(A), B)],
    ["-not (A -and B)", not(and(A, B))],
    ["A -or -not B -and C", or(A, and(not(B), C))],
    ["-not -not A", not(not(A))],
    ["A -AND B -Or -NoT C", or(and(A, B), not(C))],
    ["((((A) -and (B))) -and (C))", and(A, B, C)],
    ["(A)-and(B)-and-not(C)", and(A, B, not(C))],
    ["A -and (B -and (C -and D))", and(A, B, C, D)],
    ["((((A))))", A],
    ["{A -or B}", or(A, B)],
    ["\ufeff {\n A \r\n} ", A],
  ])("reads %s", (pattern, filter) => {
    expect(parse(write(pattern))).toEqual(filter);
  });
});

describe("values", () => {
  it.each<[string, Value]>([
    ["'a b'", text("a b")],
    ["''", text("")],
    ["'O''Brien'", text("O'Brien")],
    ["''''", text("'")],
    ["'a\"b`c'", text('a"b`c')],
    ['"a b"', text("a b")],
    ['"O\'Brien"', text("O'Brien")],
    ['"O`\'Brien `"x`""', text('O\'Brien "x"')],
    ["user1", text("user1")],
    ["CN=Rooms,DC=contoso,DC=com", text("CN=Rooms,DC=contoso,DC=com")],
    ["me@contoso.com", text("me@contoso.com")],
    ["{0f5cb6bb-60a7-4a5c-9d0c-6f4d0a2b8c11}", text("{0f5cb6bb-60a7-4a5c-9d0c-6f4d0a2b8c11}")],
    ["1.5GB", text("1.5GB")],
    ["500", { kind: "number", text: "500" }],
    ["-1", { kind: "number", text: "-1" }],
    ["$true", { kind: "boolean", value: true }],
    ["$FALSE", { kind: "boolean", value: false }],
    ["$null", { kind: "null" }],
    ["${null}", { kind: "null" }],
    ["$room", { kind: "variable", name: "room" }],
    ["${room}", { kind: "variable", name: "room" }],
    ["'$true'", text("$true")],
  ])("reads %s", (written, value) => {
    expect(parse(`(Name -EQ ${written})`)).toEqual({
      kind: "comparison",
      property: "Name",
      operator: "-eq",
      value,
    });
  });

  it("needs no space between an operator and a quotation mark, nor after a value in quotation marks", () => {
    expect(parse("Alias -eq'a'-and Alias -like\"b\"")).toEqual(and(A, is("Alias", "b", "-like")));
  });

  it("keeps the user's spelling of a property", () => {
    expect(parse("recipientTYPEdetails -eq 'x'")).toMatchObject({ property: "recipientTYPEdetails" });
  });
});
