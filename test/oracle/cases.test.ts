import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../sharedData.ts';
import { ourBuild } from './official.ts';

const cases = sharedData('cases/kustomize');
const names = cases === undefined ? [] : readdirSync(cases);

/** Where the official tool builds we print the same bytes, where it refuses we refuse: a user can trust either. */
describe.runIf(cases !== undefined)('official cases', () => {
  test.each(names)('%s', name => {
    const folder = join(cases ?? '', name);
    const ours = ourBuild(join(folder, 'in'));
    const expected = join(folder, 'expected.yaml');
    if (existsSync(expected)) expect(ours).toEqual({ output: readFileSync(expected, 'utf8') });
    else expect(ours).toHaveProperty('codes');
  });
});
