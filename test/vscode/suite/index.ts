import { writeFile } from 'node:fs/promises';
import Mocha from 'mocha';
import type { InHostResult } from './results.ts';

/**
 * The entry that VS Code calls in the extension host. Runs every suite, writes an {@link InHostResult} for each test
 * to the file named by KUBEWRIGHT_TEST_RESULTS, and rejects where one failed.
 */
export async function run(): Promise<void> {
  const file = process.env['KUBEWRIGHT_TEST_RESULTS'];
  if (file === undefined) throw new Error('KUBEWRIGHT_TEST_RESULTS does not name a file.');
  // Base prints nothing: the others write escape codes to a terminal that an extension host does not have.
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: Mocha.reporters.Base });
  // The suites register themselves with this instance while they load.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  const suite = process.env['KUBEWRIGHT_TEST_SUITE'];
  if (suite === 'coldStart') await import('./coldStart.ts');
  else if (suite === 'remote') await import('./remote.ts');
  else if (suite === 'fleet') await import('./fleet.ts');
  else {
    await import('./activation.ts');
    await import('./liveTree.ts');
    await import('./rulePages.ts');
  }
  const results: InHostResult[] = [];
  const failures = await new Promise<number>(resolve => {
    const runner = mocha.run(resolve);
    runner.on('pass', test => results.push({ name: fullName(test), state: 'passed' }));
    runner.on('pending', test => results.push({ name: fullName(test), state: 'pending' }));
    runner.on('fail', (test, error) =>
      results.push({ name: fullName(test), state: 'failed', error: error.stack ?? error.message }),
    );
  });
  await writeFile(file, JSON.stringify(results, null, 2));
  for (const result of results) console.log(`${result.state} ${result.name}`);
  if (failures > 0) throw new Error(`${failures} in-host tests failed`);
}

function fullName(test: Mocha.Test | Mocha.Hook): string {
  return test.titlePath().join(' › ');
}
