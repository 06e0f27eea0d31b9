import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/engine/**"],
    pool: "forks",
    testTimeout: 30_000,
  },
});
