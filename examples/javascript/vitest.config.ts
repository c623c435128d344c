import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Each test has a scope of its own, so they need not wait for each other.
    sequence: { concurrent: true },
    // Longer than the mock waits for a mail (5 s), or Vitest's own limit of 5 s would come before the report.
    testTimeout: 30_000,
    // A failed expectation is shown where the test has it.
    onStackTrace: (_, { file }) => !file.endsWith("mocksmtp.ts"),
  },
});
