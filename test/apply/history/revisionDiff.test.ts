import { expect, test } from 'vitest';
import { revisionDiff } from '../../../src/apply/history/revisionDiff.ts';
import { project } from '../project.ts';

const map = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: "${value}"}\n`;
const secret = (name: string, key: string, other: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\nstringData: {key: ${key}, other: ${other}}\n`;

function render(files: Readonly<Record<string, string>>) {
  return project({ 'kustomization.yaml': `resources: [${Object.keys(files).join(', ')}]\n`, ...files })
    .resources;
}

test('two revisions are told apart object by object, each change with the line that sets it now', () => {
  const diffs = revisionDiff(
    render({ 'a.yaml': map('a', '1'), 'b.yaml': map('b', '1'), 'c.yaml': map('c', '1') }),
    render({ 'a.yaml': map('a', '1'), 'b.yaml': map('b', '2'), 'd.yaml': map('d', '1') }),
  );
  expect(diffs.map(({ object, kind }) => `${object.name} ${kind}`).sort()).toEqual([
    'a unchanged',
    'b change',
    'c prune',
    'd create',
  ]);
  const [change] = diffs.find(({ kind }) => kind === 'change')?.changes ?? [];
  expect(change).toMatchObject({
    field: 'data.a',
    before: '1',
    after: '2',
    location: { uri: 'file:///app/b.yaml' },
  });
});

test('of Secrets only which values differ is told, also where one comes or goes', () => {
  const diffs = revisionDiff(
    render({ 'a.yaml': secret('a', 'OLD', 'SAME'), 'b.yaml': secret('b', 'GONE', 'GONE') }),
    render({ 'a.yaml': secret('a', 'NEW', 'SAME'), 'c.yaml': secret('c', 'COMES', 'COMES') }),
  );
  expect(diffs.map(({ kind }) => kind)).toEqual(['change', 'create', 'prune']);
  expect(JSON.stringify(diffs)).not.toMatch(/OLD|NEW|SAME|GONE|COMES/);
  expect(diffs[0]?.changes.map(({ field }) => field)).toEqual(['stringData.key']);
});
