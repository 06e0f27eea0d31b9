import { afterEach, beforeEach, vi, type MockInstance } from "vitest";

/** Gives what the provider has said on the console since this was last asked, within a test of the file. */
export function listenToSaid(): () => string {
  let printed: MockInstance<typeof console.error>;
  beforeEach(() => {
    printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  });
  afterEach(() => printed.mockRestore());
  return () => {
    const text = printed.mock.calls.map(([line]) => String(line)).join("\n");
    printed.mockClear();
    return text;
  };
}
