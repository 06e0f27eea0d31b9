import { describe, expect, test } from "vitest";
import { kindsUnderTest } from "../support/kinds";
import { ManagedResource } from "../support/managed-resource";
import { startTestTenant } from "../support/tenant";
import { transports } from "../support/transports";

describe.each(kindsUnderTest)("$kind", ({ kind, program, change, objects }) => {
  test.each([
    { first: "rest", second: "powershell" },
    { first: "powershell", second: "rest" },
  ] as const)(
    "made over $first is unchanged over $second, is changed there, and is unchanged again",
    async (order) => {
      const running = await startTestTenant();
      const inputs = await program(running);
      const one = new ManagedResource(kind, running, "rooms", transports[order.first]);
      const other = new ManagedResource(kind, running, "rooms", transports[order.second]);

      expect(await one.up(inputs)).toBe("create");
      await one.refresh();
      other.state = one.state;
      await other.refresh();
      expect(other.state).toEqual(one.state);
      expect(await other.up(inputs)).toBe("same");
      expect(await other.up({ ...inputs, ...change })).toBe("update");
      await other.refresh();
      one.state = other.state;
      await one.refresh();
      expect(one.state).toEqual(other.state);
      expect(await one.up({ ...inputs, ...change })).toBe("same");
      await one.destroy();
      expect(objects(running)).toEqual([]);
    },
  );
});
