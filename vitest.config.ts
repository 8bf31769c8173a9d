import { defineConfig } from "vitest/config";

const isSlow = process.env["KRACHTWIJK_SLOW"] === "1";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: ["packages/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", ...(isSlow ? [] : ["**/*.slow.test.ts"])],
    globalSetup: ["tests/support/one-server.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
