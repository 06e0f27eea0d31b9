import type { Reporter, TestModule } from "vitest/node";

type Outcome = "passed" | "failed" | "skipped";

/**
 * Lists the engine tests by name, and ends with one plain line for people and machines alike:
 * `12 passed, 0 failed, 0 skipped`. A test file that cannot be run counts as failed.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    const engineTests: string[] = [];
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      if (tests.length === 0 || module.errors().length > 0) counts.failed += 1;
      for (const test of tests) {
        const outcome = outcomeOf(test.result().state);
        counts[outcome] += 1;
        if (module.project.name === "engine") engineTests.push(`  ${outcome}: ${test.fullName}`);
      }
    }
    if (engineTests.length > 0) console.log(`\nEngine tests (the real pulumi):\n${engineTests.join("\n")}`);
    console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}

/** A test that was never run, because the run was cut short, is no better than a skipped one. */
function outcomeOf(state: string): Outcome {
  return state === "passed" || state === "failed" ? state : "skipped";
}
