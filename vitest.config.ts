import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/engine/**"],
    pool: "forks",
    globalSetup: "test/support/global-setup.ts",
    testTimeout: 30_000,
  },
});
