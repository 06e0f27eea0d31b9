import { expect, test } from "vitest";
import { configKeys } from "../providers/connection/settings";
import { Provider } from "../providers/provider";

test("an argument that does not exist is refused, with those that do", () => {
  const misspelt = { tenantID: "4d1dd7de-07c1-437b-95d0-c57b811008b7" };
  expect(() => new Provider("contoso", misspelt as never)).toThrow(
    `Provider "contoso": there is no argument tenantID; valid are ${configKeys.join(", ")}.`,
  );
});
