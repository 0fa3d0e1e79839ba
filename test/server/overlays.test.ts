import { afterEach, expect, test } from 'vitest';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const deployment = (name: string, rest = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n${rest}`;
const container = (image: string) =>
  `spec:\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n      containers:\n      - { name: web, image: ${image} }\n`;
const overlays = (text: string, count = 12) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `overlays/o${i + 10}/kustomization.yaml`,
      `nameSuffix: -n${i}\n${text}`,
    ]),
  );

/** The places beside a diagnostic, by path within the folder. */
function beside(of: Client, diagnostic: { relatedInformation?: readonly { location: { uri: string } }[] }) {
  return (diagnostic.relatedInformation ?? []).map(({ location }) =>
    location.uri.slice(of.uri('').length + 1),
  );
}

test('what twelve overlays run into is one diagnostic in the base, which names them', async () => {
  client = await startClient({
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': deployment('web', `${container('a')}  repliks: 2\n`),
    ...overlays('resources: [../../base]\n'),
  });
  const found = await client.diagnostics(
    'base/web.yaml',
    all => all.length > 0 && all[0]?.relatedInformation?.length === 12,
  );
  expect(found.map(({ code }) => code)).toEqual(['schema.unknown-field']);
  expect(beside(client, found[0]!)).toEqual(Object.keys(overlays('')));
});

test('a patch without its target is told at its own name, with every entry that takes it', async () => {
  client = await startClient({
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': deployment('web', container('a')),
    'patches/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: p.yaml }]\n',
    'patches/p.yaml': deployment('wbe', 'spec: { replicas: 2 }\n'),
    'fits/kustomization.yaml': 'resources: [../base]\n',
    ...overlays('resources: [../../base]\ncomponents: [../../patches]\n', 2),
  });
  const [diagnostic, ...more] = await client.diagnostics(
    'patches/p.yaml',
    all => all[0]?.relatedInformation?.length === 3,
  );
  expect(more).toEqual([]);
  expect(diagnostic).toMatchObject({
    code: 'patch.no-target',
    range: { start: { line: 3, character: 8 }, end: { line: 3, character: 11 } },
    relatedInformation: [{ location: { range: { start: { line: 2, character: 18 } } } }, {}, {}],
  });
  expect(beside(client, diagnostic!)).toEqual([
    'patches/kustomization.yaml',
    ...Object.keys(overlays('', 2)),
  ]);
});

test('a component is checked as its consumers use it: one that all of them lack is dead, by itself it is not', async () => {
  const component =
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n- { name: one, newTag: b }\n- { name: gone, newTag: b }\n';
  client = await startClient({
    'part/kustomization.yaml': component,
    'alone/kustomization.yaml': component,
    'one/kustomization.yaml': 'resources: [web.yaml]\ncomponents: [../part]\n',
    'one/web.yaml': deployment('web', container('one')),
    'two/kustomization.yaml': 'resources: [web.yaml]\ncomponents: [../part]\n',
    'two/web.yaml': deployment('web', container('two')),
  });
  const found = await client.diagnostics(
    'part/kustomization.yaml',
    all => all[0]?.relatedInformation?.length === 2,
  );
  expect(found.map(({ code, range }) => `${code} ${range.start.line}`)).toEqual(['image.no-match 4']);
  expect(beside(client, found[0]!)).toEqual(['one/kustomization.yaml', 'two/kustomization.yaml']);
  expect(client.published()[client.uri('alone/kustomization.yaml')]).toBeUndefined();
});
