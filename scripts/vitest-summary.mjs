/** Closes a test run with one plain line that any log reader understands, whatever else the reporters print. */
export default class Summary {
  onTestRunEnd(modules) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    let broken = 0;
    for (const testModule of modules) {
      if (testModule.errors().length > 0) broken += 1;
      for (const test of testModule.children.allTests()) count[test.result().state] += 1;
    }
    process.stdout.write(`\n${count.passed} passed, ${count.failed + broken} failed, ${count.skipped} skipped\n`);
  }
}
