import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pagePath, renderPage } from "../../tools/docs/embedded-tenant";

test("the page on the embedded tenant has its matrix as it is; npm run docs writes it", () => {
  const page = readFileSync(pagePath, "utf8");
  expect(page).toBe(renderPage(page));
});
