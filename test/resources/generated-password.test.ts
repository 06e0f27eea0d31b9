import { expect, test } from "vitest";
import { generatePassword } from "../../providers/resources/generated-password";

test("generated passwords are long, differ, and have characters of all four kinds that Entra asks for", () => {
  const passwords = Array.from({ length: 500 }, generatePassword);
  expect(new Set(passwords).size).toBe(passwords.length);
  for (const password of passwords) {
    expect(password).toHaveLength(32);
    for (const kind of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(password).toMatch(kind);
  }
});

test("no place of a generated password is bound to one kind of character", () => {
  const passwords = Array.from({ length: 500 }, generatePassword);
  for (let place = 0; place < 4; place++) {
    const kinds = passwords.map((password) => /[A-Z]/.test(password.charAt(place)));
    expect(new Set(kinds).size).toBe(2);
  }
});
