import { describe, expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { render } from '../../src/kustomize/render/render.ts';
import { textIn } from '../../src/messages/text.ts';
import { rangeOf } from '../../src/yaml/range.ts';
import { replacementTable } from '../fixtures/replacementTable.ts';
import { memorySnapshot } from './memorySnapshot.ts';

function buildRoot(files: Readonly<Record<string, string>>) {
  return build('/k', memorySnapshot(files));
}

/** What the official tool prints we print; what it refuses is refused with a problem. */
test.each(replacementTable)('$name', ({ resources, kustomization, printed }) => {
  const files = { '/k/kustomization.yaml': `resources: [a.yaml]\n${kustomization}`, '/k/a.yaml': resources };
  const result = buildRoot(files);
  const errors = result.problems.filter(problem => problem.severity === 'error');
  if (printed === undefined) expect(errors).not.toEqual([]);
  else {
    expect(errors).toEqual([]);
    expect(render(result.resources)).toBe(printed);
  }
});

const resources = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {host: a.b, empty: {}}
---
apiVersion: v1
kind: Thing
metadata: {name: thing}
spec: {count: 3, map: {a: 1}, list: [1]}
`;

/** Each mistake, with what an editor underlines for it. */
const mistakes: readonly (readonly [yaml: string, code: string, underlined: string])[] = [
  ['- path: r.yaml\n  source: {kind: Thing}', 'path-and-inline', 'r.yaml'],
  ['- path: text.yaml', 'bad-file', 'text.yaml'],
  ['- targets: [{select: {}}]', 'no-source', 'targets'],
  ['- source: {kind: Thing}', 'no-targets', 'source'],
  ['- source: {kind: Thing}\n  targets: []', 'no-targets', 'source'],
  ['- source: {kind: Thing}\n  sourceValue: both\n  targets: [{select: {}}]', 'both-sources', 'both'],
  ['- source: {kind: Thing}\n  targets: [{fieldPaths: [a]}]', 'no-select', '{fieldPaths: [a]}'],
  ['- source: {name: setings}\n  targets: [{select: {}}]', 'nothing-selected', '{name: setings}'],
  ['- source: {version: v1}\n  targets: [{select: {}}]', 'several-selected', '{version: v1}'],
  [
    '- source: {kind: Thing, fieldPath: spec.nope}\n  targets: [{select: {}}]',
    'source-field-missing',
    'spec.nope',
  ],
  [
    '- source: {kind: ConfigMap, fieldPath: data.empty}\n  targets: [{select: {}}]',
    'source-field-missing',
    'data.empty',
  ],
  [
    '- source: {kind: Thing, fieldPath: spec.map, options: {delimiter: "/"}}\n  targets: [{select: {}}]',
    'source-not-scalar',
    '"/"',
  ],
  [
    '- source: {kind: ConfigMap, fieldPath: data.host, options: {delimiter: ., index: 2}}\n  targets: [{select: {}}]',
    'index-out-of-bounds',
    '2',
  ],
  ['- sourceValue: v\n  targets: [{select: {name: "web("}}]', 'bad-regex', '"web("'],
  ['- sourceValue: v\n  targets: [{select: {}, reject: [{kind: "["}]}]', 'bad-regex', '"["'],
  ['- sourceValue: v\n  targets: [{select: {labelSelector: "a=="}, fieldPaths: [x]}]', 'none', ''],
  ['- sourceValue: v\n  targets: [{select: {labelSelector: "=b"}}]', 'bad-selector', '"=b"'],
  [
    '- sourceValue: v\n  targets: [{select: {kind: Thing}, fieldPaths: [spec.a.b]}]',
    'target-field-missing',
    'spec.a.b',
  ],
  [
    '- sourceValue: v\n  targets: [{select: {kind: Thing}, fieldPaths: [spec.list.7], options: {create: true}}]',
    'target-field-missing',
    'spec.list.7',
  ],
  [
    '- sourceValue: v\n  targets: [{select: {kind: Thing}, fieldPaths: [spec.map], options: {delimiter: .}}]',
    'target-not-scalar',
    'spec.map',
  ],
  [
    '- sourceValue: v\n  targets: [{select: {kind: Thing}, fieldPaths: [spec.count]}]',
    'wrong-value-type',
    'spec.count',
  ],
];

describe('mistakes are underlined where they were made', () => {
  test.each(mistakes)('%s', (yaml, code, underlined) => {
    const text = `resources: [a.yaml]\nreplacements:\n${yaml}\n`;
    const files = { '/k/kustomization.yaml': text, '/k/a.yaml': resources, '/k/text.yaml': 'only text\n' };
    const { problems } = buildRoot(files);
    if (code === 'none') {
      expect(problems).toEqual([]);
      return;
    }
    expect(problems.map(problem => problem.code)).toEqual([`replacement.${code}`]);
    const [problem] = problems;
    if (problem === undefined) return;
    const { start } = rangeOf(problem.location, text);
    const line = text.split('\n')[start.line] ?? '';
    expect(line.slice(start.character).startsWith(underlined), line).toBe(true);
    for (const locale of ['en', 'ko']) {
      const message = textIn(locale)({ code: problem.code, params: problem.params } as never);
      expect(message).not.toMatch(/undefined|\[object/);
    }
  });
});

/** Teams keep replacements in files of their own; a mistake there must be shown in that file. */
test('a file of replacements is read leniently, and its mistakes are its own', () => {
  const kustomization = 'resources: [a.yaml]\nreplacements: [{path: r.yaml}]\n';
  const file =
    '- note: ignored\n  sourceValue: 12\n  targets:\n  - select: {kind: Thing}\n    fieldPaths: [spec.count]\n';
  const files = { '/k/kustomization.yaml': kustomization, '/k/a.yaml': resources, '/k/r.yaml': file };
  const good = buildRoot(files);
  expect(good.problems).toEqual([]);
  expect(render(good.resources)).toContain('count: 12\n');
  const bad = buildRoot({ ...files, '/k/r.yaml': file.replace('spec.count', 'spec.nope') });
  expect(bad.problems).toMatchObject([
    {
      code: 'replacement.target-field-missing',
      location: { uri: 'file:///k/r.yaml', path: [0, 'targets', 0, 'fieldPaths', 0] },
    },
  ]);
  const wrong = buildRoot({ ...files, '/k/r.yaml': '- targets: 5\n' });
  expect(wrong.problems).toMatchObject([
    { code: 'kustomization.wrong-type', location: { uri: 'file:///k/r.yaml' } },
  ]);
});
