// Prints `N passed, N failed, N skipped` from vitest's JSON report. A report that is missing or holds no test is a failure,
// and so is a skipped test: in CI every real component is there.
import { readFileSync } from 'node:fs';

const [path] = process.argv.slice(2);
let report;
try {
  report = JSON.parse(readFileSync(path, 'utf8'));
} catch {
  console.error('The tests did not come to an end: no report was written.');
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
const {
  numPassedTests: passed,
  numFailedTests,
  numPendingTests,
  numTodoTests,
  numFailedTestSuites,
} = report;
const skipped = numPendingTests + numTodoTests;
// A file that breaks before its first test counts as one failure.
const failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0);
if (skipped > 0) console.error(`${skipped} tests were skipped; here none may be.`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(passed > 0 && failed === 0 && skipped === 0 ? 0 : 1);
