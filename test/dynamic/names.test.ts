import fc from "fast-check";
import { expect, test } from "vitest";
import { generatedName } from "../../providers/dynamic/names";
import { unknownValue } from "../../providers/dynamic/unknowns";

test("the same resource gets the same name every time, and another one as soon as its identity differs", () => {
  const name = generatedName("org/project/dev//RoleAssignment/rooms", ["a role", "an app", "group"]);
  expect(generatedName("org/project/dev//RoleAssignment/rooms", ["a role", "an app", "group"])).toBe(name);
  expect(generatedName("org/project/dev//RoleAssignment/rooms", ["a role", "another app", "group"])).not.toBe(
    name,
  );
  expect(generatedName("org/project/prod//RoleAssignment/rooms", ["a role", "an app", "group"])).not.toBe(
    name,
  );
  expect(name).toMatch(/^rooms-[0-9a-f]{10}$/);
});

test("any Pulumi name gives a name that Exchange takes: at most 64 characters, no pattern, no path", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (pulumiName) => {
      const name = generatedName(`o/p/s//ManagementScope/${pulumiName.replaceAll("/", "-")}`, []);
      expect(name.length).toBeLessThanOrEqual(64);
      expect(name).not.toMatch(/[*?[\]\\]/);
      expect(Buffer.from(name, "utf8").toString("utf8")).toBe(name);
    }),
  );
});

test("a name that depends on something unknown is unknown itself", () => {
  expect(generatedName("o/p/s//RoleAssignment/x", ["role", unknownValue])).toBe(unknownValue);
});
