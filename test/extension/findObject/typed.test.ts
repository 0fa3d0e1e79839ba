import { expect, test } from 'vitest';
import { readTyped, type Typed } from '../../../src/extension/findObject/typed.ts';

const kinds = new Set(['po', 'pods', 'pod', 'deploy', 'svc', 'ns', 'widgets', 'widgets.example.test']);

const objects = (
  resource: string | undefined,
  namespace: string | undefined,
  ...words: string[]
): Extract<Typed, { asks: 'objects' }> => ({ asks: 'objects', resource, namespace, words });

/** Whoever knows k9s or kubectl types by habit; what is read wrongly finds nothing. */
test.each<[text: string, expected: Typed]>([
  ['', objects(undefined, undefined)],
  ['  ', objects(undefined, undefined)],
  ['web', objects(undefined, undefined, 'web')],
  ['  Web  Shop ', objects(undefined, undefined, 'web', 'shop')],
  ['po/', objects('po', undefined)],
  ['po/web', objects('po', undefined, 'web')],
  ['Po/Web front', objects('po', undefined, 'web', 'front')],
  ['po / web', objects('po', undefined, 'web')],
  ['po/shop/web', objects('po', 'shop', 'web')],
  ['po/shop/', objects('po', 'shop')],
  ['widgets.example.test/a', objects('widgets.example.test', undefined, 'a')],
  ['ns/shop', objects('ns', undefined, 'shop')],
  ['shop/web', objects(undefined, 'shop', 'web')],
  ['shop/', objects(undefined, 'shop')],
  ['/web', objects(undefined, undefined, 'web')],
  ['//', objects(undefined, undefined)],
  ['unknown/web', objects(undefined, 'unknown', 'web')],
  [':', { asks: 'kinds', words: [] }],
  [':po', { asks: 'kinds', words: ['po'] }],
  [':Dep', { asks: 'kinds', words: ['dep'] }],
  [':po ', objects('po', undefined)],
  [':po shop', objects('po', 'shop')],
  [':po shop web', objects('po', 'shop', 'web')],
  [':nosuch shop', { asks: 'kinds', words: ['nosuch', 'shop'] }],
  [':ns', { asks: 'namespaces', words: [] }],
  [':ns Shop', { asks: 'namespaces', words: ['shop'] }],
  [':namespace shop', { asks: 'namespaces', words: ['shop'] }],
  [':ctx', { asks: 'contexts', words: [] }],
  [' :context prod eu', { asks: 'contexts', words: ['prod', 'eu'] }],
])('%j is read as what it means', (text, expected) => {
  expect(readTyped(text, name => kinds.has(name))).toEqual(expected);
});
