import { inspect } from "node:util";
import { expect, test } from "vitest";
import { findAnswer, requestLine, withoutSecrets } from "../../../providers/exchange/powershell/wire";
import { Secret } from "../../../providers/exchange/secret";

const line = (parameters: Record<string, unknown>) =>
  requestLine(7, { cmdlet: "New-Mailbox", parameters, select: ["Guid"] });

const decoded = (text: string): string[] =>
  text.split(" ").map((token) => Buffer.from(token, "base64").toString());

test("a request is one line of base64, whatever is in it", () => {
  const text = line({
    Name: "a\r\n' $(x) \u0000",
    Members: ["b"],
    Enabled: false,
    Root: null,
    Left: undefined,
  });
  expect(text).toMatch(/^[A-Za-z0-9+/=]+$/);
  expect(JSON.parse(decoded(text)[0] ?? "")).toEqual({
    id: 7,
    cmdlet: "=New-Mailbox",
    parameters: [
      ["=Name", "=a\r\n' $(x) \u0000"],
      ["=Members", ["=b"]],
      ["=Enabled", false],
      ["=Root", null],
    ],
    select: ["=Guid"],
  });
});

test("a hashtable of what to add and to remove goes as pairs", () => {
  const [request = ""] = decoded(line({ ManagedBy: { Add: ["a"], Remove: ["b"] } }));
  expect(JSON.parse(request)).toMatchObject({
    parameters: [
      [
        "=ManagedBy",
        {
          $hash: [
            ["=Add", ["=a"]],
            ["=Remove", ["=b"]],
          ],
        },
      ],
    ],
  });
});

test("secrets go apart from the request, by kind, and are not shown by printing them", () => {
  const password = new Secret("secureString", "pass|word 1");
  const token = new Secret("text", "token");
  const [request = "", ...secrets] = decoded(line({ Password: password, AccessToken: token }));
  expect(JSON.parse(request)).toMatchObject({
    parameters: [
      ["=Password", { $secure: 0 }],
      ["=AccessToken", { $secret: 1 }],
    ],
  });
  expect(secrets).toEqual(["pass|word 1", "token"]);
  for (const shown of [JSON.stringify(password), inspect(password), request]) {
    expect(shown).not.toContain("pass|word");
  }
});

test.each([
  ["half a surrogate pair", "\ud83d"],
  ["half a surrogate pair in a secret", new Secret("secureString", "\udc00")],
  ["a number that JSON has no word for", Number.NaN],
  ["a function", () => undefined],
])("%s is refused before anything is sent", (_, value) => {
  expect(() => line({ Name: value })).toThrow(TypeError);
});

test("an answer is found among other output, by its number; one that cannot be read is none", () => {
  const answer = { records: [{ Name: "é" }], warnings: ["w"], errors: [] };
  const mark = (id: number, text: string) => `#BRIDGE#${id}#${Buffer.from(text).toString("base64")}#`;
  expect(findAnswer(2, `noise\r\n${mark(1, "{}")}\r\n${mark(2, JSON.stringify(answer))}\r\n`)).toEqual(
    answer,
  );
  expect(findAnswer(3, mark(2, JSON.stringify(answer)))).toBeUndefined();
  expect(findAnswer(2, mark(2, JSON.stringify(answer)).slice(0, -2))).toBeUndefined();
  expect(findAnswer(2, mark(2, '{"records":1}'))).toBeUndefined();
  expect(findAnswer(2, mark(2, "{"))).toBeUndefined();
});

test("a secret that PowerShell repeats is in no part of its error, and an empty one changes nothing", () => {
  const message = "the password p|w does not fit";
  const record = {
    message,
    details: message,
    exceptions: [{ type: "System.Exception", message, remoteTypes: [] }],
    fullyQualifiedErrorId: "",
    categoryReason: "",
  };
  const given = { Password: new Secret("secureString", "p|w"), Other: new Secret("text", "") };
  const cleaned = withoutSecrets(record, given);
  expect(JSON.stringify(cleaned)).not.toContain("p|w");
  expect(cleaned.exceptions[0]?.message).toBe("the password <secret> does not fit");
});
