import { afterEach, expect, test } from 'vitest';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n';
const isMissing = ({ code }: { code?: unknown }) => code === 'resource.not-found';

test('a missing path is underlined at its list item, and the quick fix points at the nearest file', async () => {
  const text = 'resources:\n# the service\n- servce.yaml # typo\n';
  client = await startClient({ 'app/kustomization.yaml': text, 'app/service.yaml': service });
  client.open('app/kustomization.yaml', text);
  const [diagnostic] = await client.diagnostics('app/kustomization.yaml', found => found.some(isMissing));
  expect(diagnostic?.range).toEqual({ start: { line: 2, character: 2 }, end: { line: 2, character: 13 } });
  const [action] = await client.actions('app/kustomization.yaml', diagnostic!);
  client.apply(action!);
  expect(client.text('app/kustomization.yaml')).toBe('resources:\n# the service\n- service.yaml # typo\n');
  await client.diagnostics('app/kustomization.yaml', found => found.length === 0);
});

test('a file written outside the editor ends the finding that it was missing', async () => {
  client = await startClient({ 'kustomization.yaml': 'resources:\n- late.yaml\n' });
  await client.diagnostics('kustomization.yaml', found => found.some(isMissing));
  await client.writeOutside('late.yaml', service);
  await client.diagnostics('kustomization.yaml', found => found.length === 0);
});

test('an unsaved edit of a base is seen in the file that other roots reach', async () => {
  client = await startClient({
    'base/kustomization.yaml': 'resources:\n- service.yaml\n',
    'base/service.yaml': service,
    'prod/kustomization.yaml': 'resources:\n- ../base\n',
  });
  client.open('base/service.yaml', service);
  client.edit('base/service.yaml', 'kind: Service', 'kind: [');
  await client.diagnostics('base/service.yaml', found => found.some(({ code }) => code === 'yaml.syntax'));
  client.close('base/service.yaml');
  await client.diagnostics('base/service.yaml', found => found.length === 0);
});

test('while an overlay is being typed, its base keeps what is wrong with it and gets nothing that is not so', async () => {
  const base =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: "yes"\n  containers:\n  - name: app\n    image: nginx\n    envFrom: [{ configMapRef: { name: settings } }]\n';
  const overlay = 'resources:\n- ../base\nconfigMapGenerator:\n- name: settings\n  literals: [a=b]\n';
  client = await startClient({
    'base/kustomization.yaml': 'resources:\n- pod.yaml\n',
    'base/pod.yaml': base,
    'prod/kustomization.yaml': overlay,
  });
  client.open('base/pod.yaml', base);
  client.open('prod/kustomization.yaml', overlay);
  const isBase = (found: readonly { code?: unknown }[]) =>
    found.length === 1 && found[0]?.code === 'schema.wrong-type';
  await client.diagnostics('base/pod.yaml', isBase);
  const seen = client.history('base/pod.yaml').length;
  const typed = [
    ['resources:\n- ../base', 'patches: [\nresources:\n- ../ba', 'yaml.syntax'],
    ['patches: [', 'patches: [{path: }]', 'resource.not-found'],
    ['- ../ba\n', '- ../base\n', 'patch.no-form'],
    ['patches: [{path: }]', 'patches: [{path: a.yaml}]', 'resource.not-found'],
  ] as const;
  for (const [from, to, code] of typed) {
    client.edit('prod/kustomization.yaml', from, to);
    await client.diagnostics('prod/kustomization.yaml', found => found.some(each => each.code === code));
  }
  client.edit('prod/kustomization.yaml', 'patches: [{path: a.yaml}]\n', '');
  await client.diagnostics('prod/kustomization.yaml', found => found.length === 0);
  const codes = client.history('base/pod.yaml').map(found => found.map(({ code }) => code));
  expect(new Set(codes.slice(seen).map(String))).toEqual(new Set(['schema.wrong-type']));
});

test('a burst of edits ends in the diagnostics of the last one', async () => {
  client = await startClient({ 'kustomization.yaml': 'namePrefix: a\n' });
  client.open('kustomization.yaml', 'namePrefix: a-\nresources: []\n');
  for (let i = 0; i < 200; i += 1) client.edit('kustomization.yaml', 'namePrefix', 'namePrefixx');
  for (let i = 0; i < 199; i += 1) client.edit('kustomization.yaml', 'xx', 'x');
  const isLast = ({ code, range }: { code?: unknown; range: { end: { character: number } } }) =>
    code === 'kustomization.unknown-field' && range.end.character === 11;
  const found = await client.diagnostics('kustomization.yaml', all => all.some(isLast));
  expect(found.find(isLast)?.message).toContain('namePrefix');
});

test('fields are completed by context and explained, files are completed from the disk', async () => {
  const text = 'resources:\n- \nimages:\n- name: nginx\n  newT\n';
  client = await startClient({ 'kustomization.yaml': text, 'service.yaml': service, 'notes.txt': '' });
  client.open('kustomization.yaml', text);
  const fields = await client.complete('kustomization.yaml', { line: 4, character: 6 });
  expect(fields.map(({ label }) => label).toSorted()).toEqual(['digest', 'newName', 'newTag', 'tagSuffix']);
  const paths = await client.complete('kustomization.yaml', { line: 1, character: 2 });
  expect(paths.map(({ label }) => label)).toEqual(['service.yaml', '../']);
  expect(await client.hover('kustomization.yaml', { line: 2, character: 2 })).toContain('Image[]');
  expect(await client.hover('kustomization.yaml', { line: 3, character: 10 })).toBeUndefined();
});

test('names are completed from what the resources are at the moment, unsaved edits included', async () => {
  const text = 'resources:\n- service.yaml\npatches:\n- target:\n    name: \n';
  client = await startClient({ 'kustomization.yaml': text, 'service.yaml': service });
  client.open('kustomization.yaml', text);
  client.open('service.yaml', service);
  const names = async () =>
    (await client?.complete('kustomization.yaml', { line: 4, character: 10 }))?.map(({ label }) => label);
  expect(await names()).toEqual(['web']);
  client.edit('service.yaml', 'web', 'shop');
  expect(await names()).toEqual(['shop']);
});

test('fields of objects are explained in resources, in patches, and by definitions that builds read', async () => {
  const patched = `resources: [crd.yaml, service.yaml]\npatches:\n- patch: |\n    ${service.replaceAll('\n', '\n    ').trim()}\n    spec:\n      ports: []\nimages: [{ name: none, newTag: a }]\n`;
  const crd = JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Widget', plural: 'widgets' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { size: { type: 'string', enum: ['S', 'L'], description: 'Of the <widget>.' } },
            },
          },
        },
      ],
    },
  });
  client = await startClient({ 'kustomization.yaml': patched, 'crd.yaml': crd, 'service.yaml': service });
  client.open('kustomization.yaml', patched);
  client.open('service.yaml', service);
  client.open('widget.yaml', 'apiVersion: example.com/v1\nkind: Widget\nsize: S\n');
  await client.diagnostics('kustomization.yaml', found => found.length > 0);
  expect(await client.hover('service.yaml', { line: 2, character: 3 })).toMatch(
    /^`metadata`: ObjectMeta\n\nStandard object's metadata/,
  );
  expect(await client.hover('kustomization.yaml', { line: 8, character: 8 })).toMatch(
    /^`ports`: ServicePort\[\]/,
  );
  expect(await client.hover('widget.yaml', { line: 2, character: 1 })).toBe(
    '`size`: string\n\nOf the &lt;widget>.\n\nOne of `S`, `L`.',
  );
});
