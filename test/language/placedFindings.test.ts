import { expect, test } from 'vitest';
import { placeFindings } from '../../src/language/placedFindings.ts';
import { rules } from '../../src/language/rules/rules.ts';
import type { RuleSeverities } from '../../src/language/rules/severities.ts';
import { analyse } from './checkDiagnostics.ts';

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {a: true}
spec:
  containers:
  - name: app
    image: nginx
    env: [{name: A, value: b}, {name: A, value: c}]
  - name: app
    image: nginx
`;

async function codesIn(severities: RuleSeverities): Promise<string[]> {
  const files = { '/kustomization.yaml': 'resources: [pod.yaml]\n', '/pod.yaml': pod };
  const { analysis } = await analyse(files, {}, rules);
  return placeFindings(analysis.findings('file:///pod.yaml'), pod, severities)
    .map(({ finding, range }) => `${range.start.line} ${finding.problem.code}`)
    .sort();
}

test('one mistake is told once, by the rule that says best what it does', async () => {
  expect(await codesIn({})).toEqual([
    '10 workload.duplicate-name',
    '4 label.not-string',
    '9 workload.duplicate-env',
  ]);
});

test('whoever turns one rule off hears the other', async () => {
  const off: RuleSeverities = { 'label.not-string': 'off', 'workload.duplicate-env': 'off' };
  expect(await codesIn(off)).toEqual([
    '10 workload.duplicate-name',
    '4 schema.wrong-type',
    '9 schema.bad-value',
  ]);
});

test('of a field in two spellings it is told that one counts, and no other name for it', async () => {
  const text = 'resources: [pod.yaml]\nNamePrefix: a-\nnamePrefix: b-\nNameSuffix: -c\n';
  const { analysis } = await analyse({ '/kustomization.yaml': text, '/pod.yaml': pod }, {}, rules);
  const placed = placeFindings(analysis.findings('file:///kustomization.yaml'), text, {});
  const codes = placed.map(({ finding, range }) => `${range.start.line} ${finding.problem.code}`);
  expect(codes.filter(code => !code.endsWith('no-header')).sort()).toEqual([
    '1 kustomization.duplicate-key',
    '3 kustomization.key-case',
  ]);
});
