import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../sharedData.ts';
import { caseFindings, notRun } from './caseFindings.ts';
import { findingsIn, placeIn } from './findings.ts';

const cases = sharedData('cases/kustomize');
const names = cases === undefined ? [] : readdirSync(cases);

/** What the official tool accepts in silence, or refuses without a file and a line, is said where it has to be mended. */
describe.runIf(cases !== undefined)('the official cases are linted', () => {
  test('each was reviewed', () => {
    expect(Object.keys(caseFindings).sort()).toEqual(names.toSorted());
  });

  test.each(names)('%s', async name => {
    const folder = join(cases ?? '', name, 'in');
    const expected = caseFindings[name] ?? [];
    const lines = typeof expected === 'string' ? [] : expected;
    const found = await findingsIn(folder);
    const shown = found
      .map(finding => ({ ...placeIn(folder, finding), severity: finding.problem.severity }))
      .map(({ file, line, code, severity }) => ({ severity, text: `${file}:${line} ${code}` }))
      .filter(({ text }) => !text.endsWith('reference.not-found') || lines.includes(text));
    expect(shown.map(({ text }) => text).sort()).toEqual([...lines].sort());
    const fails = existsSync(join(cases ?? '', name, 'expected.err')) && !notRun.has(name);
    expect(shown.some(({ severity }) => severity === 'error')).toBe(fails);
  });
});
