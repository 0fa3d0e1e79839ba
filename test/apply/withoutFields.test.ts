import { expect, test } from 'vitest';
import { withoutFields } from '../../src/apply/conflicts/withoutFields.ts';
import { union } from '../../src/apply/migration/fieldSet.ts';
import { jsonText } from '../../src/yaml/jsonText.ts';
import { parseDocument } from '../../src/yaml/parse.ts';

function left(text: string, fields: readonly string[]): unknown {
  const { node } = parseDocument({ uri: 'file:///a.yaml', path: '/a.yaml', text }, 0, text.length);
  if (node?.kind !== 'mapping') throw new Error('no object');
  return JSON.parse(jsonText(withoutFields(node, fields)));
}

/** What is left to others must not be sent, and nothing else may be lost: to leave something out deletes it. */
test.each([
  ['a field', '{data: {a: 1, b: 2}}', ['data.a'], { data: { b: 2 } }],
  [
    'a key with dots',
    '{data: {app.yaml: 1, app: {yaml: 2}}}',
    ['data.app.yaml'],
    { data: { app: { yaml: 2 } } },
  ],
  ['mappings that it empties', '{kind: A, spec: {a: {b: 1}}}', ['spec.a.b'], { kind: 'A' }],
  [
    'but not elements of lists',
    '{spec: {containers: [{name: a, image: x}, {image: y}]}}',
    ['spec.containers[name="a"].image', 'spec.containers[0].name'],
    { spec: { containers: [{}, { image: 'y' }] } },
  ],
  ['an item', '{list: [a, b, c]}', ['list[1]'], { list: ['a', 'c'] }],
  ['several in one mapping', '{data: {a: 1, b: 2, c: 3}}', ['data.a', 'data.c'], { data: { b: 2 } }],
  ['nothing where there is no such field', '{data: {a: 1}}', ['data.b', 'spec.x'], { data: { a: 1 } }],
])('%s', (_, text, fields, expected) => {
  expect(left(text, fields)).toEqual(expected);
});

/** A field that both managers own must stay owned, also the mapping itself. */
test('sets of fields are united without losing a member', () => {
  const one = { 'f:data': { 'f:a': {} }, 'f:spec': {} };
  const other = { 'f:data': { '.': {}, 'f:b': {} }, 'f:spec': { 'f:x': {} } };
  expect(union(one, other)).toEqual({
    'f:data': { '.': {}, 'f:a': {}, 'f:b': {} },
    'f:spec': { '.': {}, 'f:x': {} },
  });
});
