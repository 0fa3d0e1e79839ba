import { expect, test } from 'vitest';
import { manifestPlaces } from '../../src/extension/liveLens/manifestPlaces.ts';

const text = `# the front
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
---
# nothing here
---

apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
`;
const file = { uri: 'file:///base/web.yaml', path: '/base/web.yaml', text };
const rendered = (document: number, root: string, name: string, namespace = '') => ({
  root,
  document,
  item: [],
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace,
  name,
});

function shown(...args: Parameters<typeof manifestPlaces>): string[] {
  return manifestPlaces(...args).map(
    ({ line, endLine, targets }) =>
      `${line}-${endLine} ${targets.map(each => `${each.root ?? ''} ${each.kind} ${each.namespace}/${each.name}`).join(', ')}`,
  );
}

/** Each lens stands above the first key of its own document and names its own object. */
test('a file that no root reads stands for itself', () => {
  const expected = ['1-8  Deployment /web', '9-11  Service shop/web'];
  expect(shown(file, undefined)).toEqual(expected);
  expect(shown(file, { isRead: false, objects: [] })).toEqual(expected);
});

test('a file of a base stands for what each overlay makes of it, each object once', () => {
  const objects = [
    rendered(0, '/dev', 'dev-web', 'dev'),
    rendered(0, '/prod', 'web', 'prod'),
    rendered(0, '/prod-again', 'web', 'prod'),
  ];
  // Of the Service nothing is rendered: no overlay has it any more.
  expect(shown(file, { isRead: true, objects })).toEqual([
    '1-8 /dev Deployment dev/dev-web, /prod Deployment prod/web',
  ]);
});

test('the items of a list stand for themselves', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: a\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: b\n`;
  expect(shown({ ...file, text: list }, undefined)).toEqual(['3-7  ConfigMap /a', '7-10  ConfigMap /b']);
});

test('what is sent to the server is the manifest as it stands, numbers in all their digits', () => {
  const digits = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\nx: 9007199254740993\n';
  const [place] = manifestPlaces({ ...file, text: digits }, undefined);
  expect(place?.json).toBe(
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"x":9007199254740993}',
  );
});
