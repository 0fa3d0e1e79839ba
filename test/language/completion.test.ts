import { describe, expect, test } from 'vitest';
import { completing } from './checkCompletion.ts';

const deployment = (name: string, image: string, rest = '') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}${rest}
spec:
  template:
    spec:
      initContainers:
      - {name: init, image: busybox}
      containers:
      - name: app
        image: ${image}
`;
const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n';

const files = {
  '/app/kustomization.yaml': '',
  '/app/deploy.yaml': deployment('web', 'registry:5000/shop/web:1.0'),
  '/app/Deploy.YML': '',
  '/app/my file.yaml': '',
  '/app/1.10': '',
  '/app/.env': 'a=1',
  '/app/.hidden/a.yaml': '',
  '/app/app.properties': '',
  '/app/patches/a.yaml': '',
  '/app/patches/b.json': '',
  '/app/patches/notes.txt': '',
  '/app/inner/kustomization.yaml': 'namePrefix: a-',
  '/app/inner/deeper/kustomization.yaml': 'namePrefix: b-',
  '/base/kustomization.yaml': 'resources: [all.yaml]\nnamePrefix: shop-\nnamespace: shop\n',
  '/base/all.yaml': `${deployment('api', 'nginx@sha256:abc')}---\napiVersion: v1\nkind: Service\nmetadata:\n  name: api\n`,
  '/parts/tls/kustomization.yaml': `${component}patches: []\nimages:\n- name: x\n`,
  '/other/kustomization.yaml':
    'components: [../parts/tls]\nresources: [one.yaml]\nnamespace: "other" # theirs\n',
  '/other/one.yaml': deployment('one', 'redis:7', '\n  namespace: cache'),
};
const top = ['apiVersion', 'kind', 'metadata', 'resources'];
const withBase = 'resources: [../base, deploy.yaml]\n';

describe('fields: what may stand there and is not there yet', () => {
  test.each<[marked: string, expected: readonly string[]]>([
    ['labels:\n- pairs: {}\n  $0', ['includeSelectors', 'includeTemplates', 'fields']],
    ['images:\n- name: a\n- newTag: b\n  $0', ['name', 'newName', 'tagSuffix', 'digest']],
    ['images:\n- name: a\n- $0', ['name', 'newName', 'newTag', 'tagSuffix', 'digest']],
    ['images:\n- name: a\n- newT$0', ['name', 'newName', 'newTag', 'tagSuffix', 'digest']],
    ['images:\n- name: a\n- newT$0\n- name: b', ['name', 'newName', 'newTag', 'tagSuffix', 'digest']],
    ['images:\n- name: a\n  $0\n  newTag: b', ['newName', 'tagSuffix', 'digest']],
    ['images:\n- name: a\n  $0\nnamePrefix: b', ['newName', 'newTag', 'tagSuffix', 'digest']],
    ['images:\n  - name: a\n    $0', ['newName', 'newTag', 'tagSuffix', 'digest']],
    ['images:\r\n- name: a\r\n  $0\r\nnamePrefix: b\r\n', ['newName', 'newTag', 'tagSuffix', 'digest']],
    ['images:\n  $0', ['name', 'newName', 'newTag', 'tagSuffix', 'digest']],
    ['patches:\n- path: x\n  options:\n    $0', ['allowNameChange', 'allowKindChange']],
    [
      'patches:\n- path: x\n  target:\n    kind: a\n    $0',
      ['group', 'version', 'name', 'namespace', 'labelSelector', 'annotationSelector'],
    ],
    [
      'replacements:\n- source:\n    kind: a\n    $0\n',
      ['group', 'version', 'name', 'namespace', 'fieldPath', 'options'],
    ],
    ['replacements:\n- targets:\n  - select: {}\n    $0', ['reject', 'fieldPaths', 'options']],
    ['replacements:\n- targets:\n  - options:\n      $0', ['delimiter', 'index', 'encoding', 'create']],
    [
      'configMapGenerator:\n- name: a\n  options:\n    $0',
      ['labels', 'annotations', 'disableNameSuffixHash', 'immutable'],
    ],
    ['generatorOptions:\n  $0', ['labels', 'annotations', 'disableNameSuffixHash', 'immutable']],
    ['openapi:\n  $0', ['path', 'version']],
    ['helmGlobals:\n  $0', ['chartHome', 'configHome']],
    ['images: [{name: a, $0}]', ['newName', 'newTag', 'tagSuffix', 'digest']],
    ['images: [{$0}]', ['name', 'newName', 'newTag', 'tagSuffix', 'digest']],
    ['images: [{name: a}, {new$0', ['name', 'newName', 'newTag', 'tagSuffix', 'digest']],
    ['images:\n- {$0, name: a}', ['newName', 'newTag', 'tagSuffix', 'digest']],
    ['images: [\n  {name: a,\n   $0},\n  {digest: b}\n]', ['newName', 'newTag', 'tagSuffix', 'digest']],
    [
      'patches:\n- target: {kind: a, na$0}\n',
      ['group', 'version', 'name', 'namespace', 'labelSelector', 'annotationSelector'],
    ],
    ['patches:\n- target: {kind: a, # $0\n', []],
    ['commonAnnotations:\n  $0', []],
    ['commonAnnotations: {$0}', []],
    ['# $0', []],
    ['images: # $0', []],
    ['patches:\n- patch: |-\n    apiVersion: v1\n    $0', []],
    ['nonsense:\n  $0', []],
  ])('%j', async (marked, expected) => {
    expect((await (await completing(files)).labels(marked)).toSorted()).toEqual(expected.toSorted());
  });

  test.each([
    'resources: []\n$0\nNamespace: a',
    '$0',
    'namePrefix: a\n$0',
    'namePrefix: a\n\n\n$0',
    'pat$0',
    '{namePrefix: a, $0}',
  ])('at the top in %j: each once, without those that are there, deprecated ones last', async marked => {
    const labels = await (await completing(files)).labels(marked);
    expect(labels).toContain('patches');
    expect(new Set(labels).size).toBe(labels.length);
    for (const field of ['resources', 'namespace', 'namePrefix']) {
      expect(labels.includes(field), field).toBe(!new RegExp(`${field}:`, 'i').test(marked));
    }
    expect(labels.slice(0, 3)).toEqual(top.slice(0, 3));
    expect(labels.indexOf('commonLabels')).toBeGreaterThan(labels.indexOf('sortOptions'));
  });

  test.each([
    ['imag$0', 'images', 'images:\n- $0'],
    ['open$0', 'openapi', 'openapi:\n  $0'],
    ['nameP$0', 'namePrefix', 'namePrefix: $0'],
    ['nameP$0: a', 'namePrefix', 'namePrefix: a'],
    ['labels:\n- pai$0', 'pairs', 'labels:\n- pairs:\n    $0'],
    ['labels:\n- fiel$0', 'fields', 'labels:\n- fields:\n  - $0'],
    ['labels:\n  $0', 'pairs', 'labels:\n  - pairs:\n      $0'],
    ['patches: [{$0}]', 'target', 'patches: [{target: {$0}}]'],
    ['replacements: [{$0}]', 'targets', 'replacements: [{targets: [$0]}]'],
    ['images: [{$0}]', 'name', 'images: [{name: $0}]'],
    ['images: [{na$0: a}]', 'name', 'images: [{name: a}]'],
  ])('%j with %s becomes %j', async (marked, label, expected) => {
    expect(await (await completing(files)).choose(marked, label)).toBe(expected);
  });
});

describe('values: what has a meaning there', () => {
  test.each<[marked: string, expected: readonly string[]]>([
    ['kind: $0', ['Kustomization', 'Component']],
    ['kind: Comp$0', ['Kustomization', 'Component']],
    [`apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: $0`, ['Component']],
    ['apiVersion: $0', ['kustomize.config.k8s.io/v1beta1', 'kustomize.config.k8s.io/v1alpha1']],
    ['apiVersion: $0\nkind: Component', ['kustomize.config.k8s.io/v1alpha1']],
    ['kind: Kustomization\napiVersion: $0', ['kustomize.config.k8s.io/v1beta1']],
    ['labels:\n  - includeSelectors: $0', ['true', 'false']],
    ['labels: [{includeSelectors: $0}]', ['true', 'false']],
    ['configMapGenerator:\n- behavior: $0', ['create', 'merge', 'replace']],
    ['configMapGenerator: [{name: a, behavior: $0}]', ['create', 'merge', 'replace']],
    ['buildMetadata:\n- managedByLabel\n- $0', ['originAnnotations', 'transformerAnnotations']],
    ['buildMetadata: [$0]', ['originAnnotations', 'transformerAnnotations', 'managedByLabel']],
    ['buildMetadata: [managedByLabel, $0]', ['originAnnotations', 'transformerAnnotations']],
    ['buildMetadata:\n  $0', ['originAnnotations', 'transformerAnnotations', 'managedByLabel']],
    ['sortOptions:\n  order: $0', ['legacy', 'fifo']],
    ['configMapGenerator:\n- literals:\n  - $0', []],
    ['namePrefix: $0', []],
    ['kind: # $0', []],
    ['replicas:\n- count: $0', []],
  ])('%j', async (marked, expected) => {
    expect(await (await completing(files)).labels(marked)).toEqual(expected);
  });

  test.each([
    ['kind:$0', 'Component', 'kind: Component'],
    ['kind: "$0"', 'Component', 'kind: "Component"'],
    ["kind: '$0", 'Component', "kind: 'Component'"],
    ['labels: [{includeSelectors:$0}]', 'true', 'labels: [{includeSelectors: true}]'],
    ['buildMetadata:\n  $0', 'managedByLabel', 'buildMetadata:\n  - managedByLabel'],
  ])('%j with %s becomes %j', async (marked, label, expected) => {
    expect(await (await completing(files)).choose(marked, label)).toBe(expected);
  });
});

describe('paths: kustomizations first, then files, then directories to look into', () => {
  const elsewhere = ['../base', '../other', 'inner/deeper'];
  test.each<[marked: string, expected: readonly string[]]>([
    [
      'resources:\n- $0',
      ['inner', ...elsewhere, 'Deploy.YML', 'deploy.yaml', 'my file.yaml', 'patches/', '../'],
    ],
    [
      'resources:\n- deploy.yaml\n- $0\n- ./inner/\n- "../other" # theirs',
      ['../base', 'inner/deeper', 'Deploy.YML', 'my file.yaml', 'patches/', '../'],
    ],
    ['resources: [deploy.yaml, $0, inner]', [...elsewhere, 'Deploy.YML', 'my file.yaml', 'patches/', '../']],
    ['resources:\n- patches/$0', ['a.yaml', 'b.json']],
    ['resources:\n- patches/a.yaml\n- patches/$0', ['b.json']],
    ['resources:\n- inner/$0', ['deeper']],
    ['resources:\n- ../$0', ['base', 'other', 'parts/', '../']],
    ['resources:\n- ../base/$0', []],
    [
      'resources:\n- .$0',
      [
        'inner',
        '../base',
        '../other',
        'Deploy.YML',
        'deploy.yaml',
        'my file.yaml',
        '.hidden/',
        'patches/',
        '../',
      ],
    ],
    ['resources:\n- https://$0', []],
    ['resources:\n- /$0', []],
    ['components:\n- $0', ['../parts/tls', 'patches/', '../']],
    ['components:\n- ../parts/$0', ['tls']],
    ['bases:\n- $0', ['inner', ...elsewhere, 'patches/', '../']],
    ['patches:\n- path: $0', ['Deploy.YML', 'deploy.yaml', 'my file.yaml', 'inner/', 'patches/']],
    ['patches:\n- path: deploy.yaml\n- path: patches/a.yaml\n- path: patches/$0', ['b.json']],
    [
      'patches: [{path: deploy.yaml}, {path: $0}]\n',
      ['Deploy.YML', 'deploy.yaml', 'my file.yaml', 'inner/', 'patches/'],
    ],
    ['patchesStrategicMerge:\n- patches/$0', ['a.yaml', 'b.json']],
    ['crds:\n- patches/$0', ['a.yaml', 'b.json']],
    ['configurations:\n- patches/$0', ['a.yaml', 'b.json']],
    ['transformers:\n- patches/$0', ['a.yaml', 'b.json']],
    ['replacements:\n- path: patches/$0', ['a.yaml', 'b.json']],
    ['openapi:\n  path: patches/$0', ['a.yaml', 'b.json']],
    ['helmCharts:\n- valuesFile: patches/$0', ['a.yaml', 'b.json']],
    ['configMapGenerator:\n- name: c\n  files:\n  - patches/$0', ['a.yaml', 'b.json', 'notes.txt']],
    ['configMapGenerator:\n- name: c\n  files:\n  - key=patches/$0', ['a.yaml', 'b.json', 'notes.txt']],
    ['configMapGenerator:\n- name: c\n  files: [b=patches/b.json, key=patches/$0]', ['a.yaml', 'notes.txt']],
    [
      'configMapGenerator:\n- name: c\n  envs:\n  - .e$0',
      [
        '.env',
        '1.10',
        'Deploy.YML',
        'app.properties',
        'deploy.yaml',
        'my file.yaml',
        '.hidden/',
        'inner/',
        'patches/',
      ],
    ],
  ])('%j', async (marked, expected) => {
    expect(await (await completing(files)).labels(marked)).toEqual(expected);
  });

  test.each([
    ['resources:\n- my$0', 'my file.yaml', 'resources:\n- my file.yaml'],
    ['resources:\n- "my$0"', 'my file.yaml', 'resources:\n- "my file.yaml"'],
    ["resources:\n- '$0'", 'deploy.yaml', "resources:\n- 'deploy.yaml'"],
    ['resources:\n- "../$0"', 'base', 'resources:\n- "../base"'],
    ['resources:\n  $0', 'inner', 'resources:\n  - inner'],
    ['resources: [$0]', 'inner', 'resources: [inner]'],
    ['resources: [pat$0', 'patches/', 'resources: [patches/'],
    ['resources:\n- patches/$0 # more', 'a.yaml', 'resources:\n- patches/a.yaml # more'],
    ['configMapGenerator:\n- files:\n  - $0', '1.10', 'configMapGenerator:\n- files:\n  - "1.10"'],
    [
      'configMapGenerator:\n- files:\n  - key=$0',
      'deploy.yaml',
      'configMapGenerator:\n- files:\n  - key=deploy.yaml',
    ],
  ])('%j with %s becomes %j', async (marked, label, expected) => {
    expect(await (await completing(files)).choose(marked, label)).toBe(expected);
  });

  test('what typed text is compared with has the quote and the path written so far', async () => {
    const { filters } = await completing(files);
    expect(await filters('resources:\n- "patches/$0"')).toEqual({
      'a.yaml': '"patches/a.yaml',
      'b.json': '"patches/b.json',
    });
  });

  test('names that mean something to YAML or to snippets are kept as they are', async () => {
    const odd = {
      '/app/kustomization.yaml': '',
      '/app/a: b.yaml': '',
      '/app/$x}.yaml': '',
      '/app/#c.yaml': '',
      '/app/서비스.yaml': '',
    };
    const { choose } = await completing(odd);
    expect(await choose('resources:\n- $0', 'a: b.yaml')).toBe('resources:\n- "a: b.yaml"');
    expect(await choose('resources:\n- $0', '$x}.yaml')).toBe('resources:\n- "$x}.yaml"');
    expect(await choose('resources:\n- $0', '서비스.yaml')).toBe('resources:\n- 서비스.yaml');
    expect(await choose('resources:\n- $0', '#c.yaml')).toBe('resources:\n- "#c.yaml"');
  });
});

describe('names of what the resources really are', () => {
  test.each<[marked: string, expected: readonly string[]]>([
    [`${withBase}images:\n- name: $0`, ['busybox', 'nginx', 'registry:5000/shop/web']],
    [`${withBase}images: [{name: $0}]`, ['busybox', 'nginx', 'registry:5000/shop/web']],
    [`${withBase}images:\n- name: nginx\n  newTag: a\n- name: $0`, ['busybox', 'registry:5000/shop/web']],
    [`${withBase}images:\n- name: ngi$0\n  newName: other`, ['busybox', 'nginx', 'registry:5000/shop/web']],
    [`${withBase}replicas:\n- name: $0`, ['shop-api', 'api', 'web']],
    [`${withBase}replicas:\n- name: web\n  count: 1\n- name: $0`, ['shop-api', 'api']],
    [`${withBase}patches:\n- target:\n    kind: $0`, ['Deployment', 'Service']],
    [`${withBase}patches:\n- target: {kind: $0}`, ['Deployment', 'Service']],
    [`${withBase}patches:\n- target:\n    kind: Service\n    name: $0`, ['shop-api', 'api']],
    [`${withBase}patches:\n- target:\n    name: $0\n    kind: Deployment`, ['shop-api', 'api', 'web']],
    [`${withBase}patches:\n- target: {kind: "Dep.*", name: $0}`, ['shop-api', 'api', 'web']],
    [`${withBase}patches:\n- target:\n    group: $0`, ['apps']],
    [`${withBase}patches:\n- target:\n    name: web\n    namespace: $0`, ['shop', 'other']],
    [`${withBase}replacements:\n- source:\n    kind: Service\n    name: $0`, ['shop-api', 'api']],
    [`${withBase}replacements:\n- targets:\n  - select:\n      kind: $0`, ['Deployment', 'Service']],
    [`${withBase}replacements:\n- targets:\n  - reject:\n    - name: $0`, ['shop-api', 'api', 'web']],
    [`${withBase}vars:\n- objref:\n    kind: Deployment\n    apiVersion: $0`, ['apps/v1']],
    [`${withBase}labels:\n- fields:\n  - kind: $0`, ['Deployment', 'Service']],
    [`${withBase}namespace: $0`, ['shop', 'other']],
    [`${withBase}configMapGenerator:\n- name: made\n- namespace: $0`, ['shop', 'other']],
    ['configMapGenerator:\n- name: made\npatches:\n- target:\n    name: $0', ['made']],
    ['images:\n- name: $0', []],
  ])('%j', async (marked, expected) => {
    expect(await (await completing(files)).labels(marked)).toEqual(expected);
  });

  test('patches of the same file are not in the way: names before they are renamed are offered', async () => {
    const { labels } = await completing(files);
    const text = `${withBase}namePrefix: x-\npatches:\n- target: {kind: Deployment}\n  patch: "nonsense"\n- target:\n    name: $0`;
    expect(await labels(text)).toEqual(['shop-api', 'api', 'web']);
  });

  test('a text that is broken where one types is read without that line, else the last good one holds', async () => {
    const { labels } = await completing(files);
    expect(await labels(`${withBase}images:\n- name: "$0\nnamePrefix: a`)).toContain('nginx');
    expect(await labels(`${withBase}namePrefix: [\nimages:\n- name: $0`)).toContain('nginx');
  });

  test('a Component is completed by what its consumers have', async () => {
    const { labels } = await completing(files, '/parts/tls/kustomization.yaml');
    expect(await labels(`${component}images:\n- name: $0`)).toEqual(['busybox', 'redis']);
    expect(await labels(`${component}patches:\n- target:\n    namespace: $0`)).toEqual([
      'cache',
      'shop',
      'other',
    ]);
  });
});
