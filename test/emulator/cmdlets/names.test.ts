import { describe, expect, it } from "vitest";
import { generatedAssignmentName } from "../../../emulator/cmdlets/names";

function generate(
  taken: readonly string[],
  role = "Mail Recipients",
  assignee = "Team",
  delegating = false,
): string {
  return generatedAssignmentName(role, assignee, delegating, (name) => taken.includes(name));
}

describe("the name of an assignment that was given none", () => {
  it("is role and assignee, and says when it delegates", () => {
    expect(generate([])).toBe("Mail Recipients-Team");
    expect(generate([], "Mail Recipients", "Team", true)).toBe("Mail Recipients-Team-Delegating");
  });

  it("is numbered when it is taken", () => {
    expect(generate(["Mail Recipients-Team"])).toBe("Mail Recipients-Team-1");
    expect(generate(["Mail Recipients-Team", "Mail Recipients-Team-1"])).toBe("Mail Recipients-Team-2");
  });

  it("never has more than 64 characters", () => {
    const long = generate([], "r".repeat(40), "a".repeat(40));
    expect(long).toHaveLength(64);
    const numbered = generate([long], "r".repeat(40), "a".repeat(40));
    expect(numbered).toBe(`${long.slice(0, 61)}-1`);
  });

  it("runs out after ninety-nine", () => {
    const numbers = Array.from({ length: 98 }, (_, index) => `Mail Recipients-Team-${index + 1}`);
    const taken = ["Mail Recipients-Team", ...numbers];
    expect(generate(taken)).toBe("Mail Recipients-Team-99");
    expect(() => generate([...taken, "Mail Recipients-Team-99"])).toThrow();
  });
});
