import { describe, expect, test } from 'vitest';
import { checkKustomization } from '../../src/schema/check.ts';
import { kustomization } from '../../src/schema/kustomization.ts';
import { parseDocument } from '../../src/yaml/parse.ts';

/** One line a problem: `images[0].newTag wrong-type string<number`, `images[0].tag unknown-field newTag?`. */
function check(text: string): string[] {
  const { node } = parseDocument({
    uri: 'file:///k/kustomization.yaml',
    path: '/k/kustomization.yaml',
    text,
  });
  if (node === undefined) return [];
  return checkKustomization(node, kustomization, 'file:///k/kustomization.yaml').map(problem => {
    if (problem.code === 'kustomization.wrong-type') {
      return `${problem.params.field} ${problem.params.expected}<${problem.params.actual}`;
    }
    const { parent, field, nearest } = problem.params;
    return `${parent}${parent === '' ? '' : '.'}${field} unknown${nearest === undefined ? '' : ` ${nearest}?`}`;
  });
}

describe('an unknown field is named with what was meant', () => {
  test.each([
    ['resorces: [a]', ['resorces unknown resources?']],
    ['image: [{name: a}]', ['image unknown images?']],
    ['configmapgenerators: []', ['configmapgenerators unknown configMapGenerator?']],
    ['images: [{name: nginx, tag: "2"}]', ['images[0].tag unknown newTag?']],
    ['images: [{name: nginx, newTag: "1", tag: "2"}]', ['images[0].tag unknown']],
    ['labels: [{includeTemplate: true}]', ['labels[0].includeTemplate unknown includeTemplates?']],
    ['patches: [{target: {apiVersion: v1}}]', ['patches[0].target.apiVersion unknown version?']],
    ['spec: {path: ./}', ['spec unknown']],
    [
      'secretGenerator: [{options: {imutable: true}}]',
      ['secretGenerator[0].options.imutable unknown immutable?'],
    ],
    ['replacements: [{targets: [{selct: {}}]}]', ['replacements[0].targets[0].selct unknown select?']],
  ])('%s', (text, expected) => {
    expect(check(text)).toEqual(expected);
  });
});

describe('what the official decoder takes is left alone', () => {
  test.each([
    'Resources: [a]\nNAMEPREFIX: a-',
    'resources:\nnamespace: ~\nimages:\n-',
    'namePrefix: 2001-01-01',
    'replicas: [{name: a, count: 3.0}, {name: b, count: 1e1}, {name: c, count: 0o17}, {name: d, count: 089}]',
    'helmCharts: [{valuesInline: {a: {b: [1, true]}}}]',
    'commonAnnotations: {a: }',
    'namespace: [a]\nnamespace: b',
    'openapi: {path: schema.json, other: x}',
    'a: &x {name: web, newTag: "1"}\n'.replace('a: ', 'images:\n- ').concat('- <<: *x\n  newName: b\n'),
    '',
    '~',
  ])('%j', text => {
    expect(check(text)).toEqual([]);
  });
});

describe('a value of another type is underlined', () => {
  test.each([
    ['resources: d.yaml', ['resources list<string']],
    ['resources: [{path: a}]', ['resources[0] string<mapping']],
    ['images: [{newTag: 1.10}]', ['images[0].newTag string<number']],
    ['replicas: [{name: a, count: "3"}]', ['replicas[0].count integer<string']],
    [
      'replicas: [{count: 3.5}, {count: 9223372036854775808}]',
      ['replicas[0].count integer<number', 'replicas[1].count integer<number'],
    ],
    [
      'commonLabels: {app: y, b: yes, c: on, d: "on"}',
      ['commonLabels.app string<boolean', 'commonLabels.b string<boolean', 'commonLabels.c string<boolean'],
    ],
    ['generatorOptions: {immutable: "true"}', ['generatorOptions.immutable boolean<string']],
    ['patches: [patch.yaml]', ['patches[0] mapping<string']],
    ['images: {name: a}', ['images list<mapping']],
    ['- a', [' mapping<list']],
    ['resources', [' mapping<string']],
  ])('%s', (text, expected) => {
    expect(check(text)).toEqual(expected);
  });
});

test('a file of junk ends in a bounded list, quickly', () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `unknown${i}: 1`).join('\n');
  const start = performance.now();
  expect(check(text)).toHaveLength(200);
  expect(performance.now() - start).toBeLessThan(5000);
});
