import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { withoutDefaults } from '../../src/apply/diff/comparable.ts';
import { fieldChanges } from '../../src/apply/diff/fieldChanges.ts';

/** Before, after, and what a reader is told: `field: before -> after`. */
const table: readonly (readonly [what: string, before: string, after: string, told: readonly string[]])[] = [
  ['the same', '{a: 1, b: [x]}', '{b: [x], a: 1}', []],
  ['a value', '{spec: {replicas: 1}}', '{spec: {replicas: 2}}', ['spec.replicas: 1 -> 2']],
  ['a field that is new and one that goes', '{a: 1}', '{b: 2}', ['b: undefined -> 2', 'a: 1 -> undefined']],
  [
    'an element in the middle of a list, told by its name',
    '{c: [{name: a, v: 1}, {name: b, v: 1}]}',
    '{c: [{name: a, v: 1}, {name: new, v: 1}, {name: b, v: 2}]}',
    ['c[name="new"]: undefined -> {"name":"new","v":1}', 'c[name="b"].v: 1 -> 2'],
  ],
  [
    'ports of one number and two protocols',
    '{p: [{containerPort: 53, protocol: UDP, n: 1}, {containerPort: 53, protocol: TCP, n: 1}]}',
    '{p: [{containerPort: 53, protocol: UDP, n: 1}, {containerPort: 53, protocol: TCP, n: 2}]}',
    ['p[containerPort=53,protocol="TCP"].n: 1 -> 2'],
  ],
  [
    'an argument',
    '{args: [a, b]}',
    '{args: [a, c]}',
    ['args[1]: undefined -> "c"', 'args[1]: "b" -> undefined'],
  ],
  ['arguments in another order', '{args: [a, b]}', '{args: [b, a]}', ['args: ["a","b"] -> ["b","a"]']],
  ['a key with dots', '{l: {a.b/c: 1}}', '{l: {a.b/c: 2}}', ['l["a.b/c"]: 1 -> 2']],
  ['a scalar that becomes a mapping', '{a: 1}', '{a: {b: 1}}', ['a: 1 -> {"b":1}']],
];

test.each(table)('%s', (_, before, after, told) => {
  const text = (value: unknown) => JSON.stringify(value) ?? 'undefined';
  const changes = fieldChanges(parse(before), parse(after));
  expect(changes.map(change => `${change.field}: ${text(change.before)} -> ${text(change.after)}`)).toEqual(
    told,
  );
});

test('defaults of what is new are left out, those of what was there are not', () => {
  const before = parse('{c: [{name: a, policy: Always}], d: x}');
  const sent = parse('{c: [{name: a}, {name: b, v: 1}]}');
  const after = parse('{c: [{name: a, policy: Always}, {name: b, v: 1, policy: Always}], d: x, e: added}');
  expect(withoutDefaults(after, before, sent)).toEqual(
    parse('{c: [{name: a, policy: Always}, {name: b, v: 1}], d: x}'),
  );
});
