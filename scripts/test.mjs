import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runHere } from './command.mjs';

/**
 * Runs the tests and ends with the plain line `N passed, N failed`. Resolves to an exit code that is zero only when every
 * test file was read, every test ran, and none failed.
 */
export async function runTests(root, args) {
  const folder = mkdtempSync(join(tmpdir(), 'ringfort-test-'));
  const report = join(folder, 'report.json');
  try {
    const code = await runHere(process.execPath, vitestArguments(root, report, args), { cwd: root });
    const { passed, failed } = countTests(report);
    // A run that ended badly without a failed test (a crash, an unhandled rejection) counts as one failure.
    const failures = failed === 0 && code !== 0 ? 1 : failed;
    process.stdout.write(`\n${passed} passed, ${failures} failed\n`);
    return failures === 0 ? 0 : code || 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitestArguments(root, report, args) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return [vitest, 'run', ...reporters, ...args];
}

/** Counts tests, and a file that could not be read as one failed test. */
function countTests(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const unread = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + unread.length };
}
