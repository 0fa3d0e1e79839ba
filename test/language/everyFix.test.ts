import { expect, test } from 'vitest';
import { rules } from '../../src/language/rules/rules.ts';
import { everyFix } from './everyFix.ts';

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}`;
const web = (container = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec:\n      containers:\n      - name: app\n        image: nginx:1${container}`;
const onWeb = (patch: string) =>
  `#- /kustomization.yaml\nresources: [web.yaml]\n${patch}\n#- /web.yaml\n${web()}`;
const pipe = (list: string) => `resources: [web.yaml]\n${list}\n`;

/** A finding, a workspace that has it, and what the first fix makes of which file. */
const mended: readonly (readonly [
  code: string,
  fixture: string,
  changed: Record<string, string | undefined>,
])[] = [
  [
    'resource.not-found',
    `#- /kustomization.yaml\nresources:\n- "*.yaml" # all\npatches: [{path: c.yaml}]\n#- /a.yaml\n${configMap('a')}\n#- /b.yaml\n${configMap('b')}\n#- /c.yaml\n${configMap('a')}\n#- /values.yaml\nreplicas: 1`,
    { '/kustomization.yaml': 'resources:\n- a.yaml\n- b.yaml # all\npatches: [{path: c.yaml}]\n' },
  ],
  [
    'resource.not-found',
    `#- /kustomization.yaml\nresources: [m/c.yaml, "apps/*"]\n#- /m/c.yaml\n${configMap('c')}\n#- /apps/x/kustomization.yaml\nnamePrefix: a-`,
    { '/kustomization.yaml': 'resources: [m/c.yaml, apps/x]\n' },
  ],
  [
    'patch.no-target',
    onWeb(
      'patches: [{path: p.yaml}]\n#- /p.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: "wev" # ours',
    ),
    { '/p.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web # ours\n' },
  ],
  [
    'patch.no-target',
    onWeb('patches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deploymnt\n    metadata: {name: web}'),
    {
      '/kustomization.yaml': pipe(
        'patches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}',
      ),
    },
  ],
  [
    'patch.no-target',
    onWeb(
      'patches: [{path: p.yaml}]\n#- /p.yaml\nkind: Deployment\nmetadata: {name: web}\napiVersion: apps/v1beta1',
    ),
    { '/p.yaml': 'kind: Deployment\nmetadata: {name: web}\napiVersion: apps/v1\n' },
  ],
  [
    'replicas.no-match',
    onWeb('replicas: [{name: wbe, count: 2}]'),
    { '/kustomization.yaml': pipe('replicas: [{name: web, count: 2}]') },
  ],
  [
    'replacement.nothing-selected',
    onWeb(
      'replacements:\n- source:\n    kind: Deployment\n    name: wev # ours\n  targets:\n  - select: {kind: Deployment}\n    fieldPaths: [metadata.name]',
    ),
    {
      '/kustomization.yaml': pipe(
        'replacements:\n- source:\n    kind: Deployment\n    name: web # ours\n  targets:\n  - select: {kind: Deployment}\n    fieldPaths: [metadata.name]',
      ),
    },
  ],
  [
    'schema.unknown-field',
    onWeb(
      'patches:\n- target: {kind: Deployment}\n  patch: |-\n    - op: add\n      path: /spec/paused\n      value: true\n    - op: add\n      path: /spec/replcas\n      value: 2',
    ),
    {
      '/kustomization.yaml': pipe(
        'patches:\n- target: {kind: Deployment}\n  patch: |-\n    - op: add\n      path: /spec/paused\n      value: true\n    - op: add\n      path: /spec/replicas\n      value: 2',
      ),
    },
  ],
  [
    'schema.bad-value',
    `#- /kustomization.yaml\nresources: [web.yaml]\n#- /web.yaml\n${web('\n        imagePullPolicy: always')}`,
    { '/web.yaml': `${web('\n        imagePullPolicy: Always')}\n` },
  ],
  [
    'schema.deprecated-version',
    '#- /kustomization.yaml\nresources: [pdb.yaml]\n#- /pdb.yaml\napiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1}',
    {
      '/pdb.yaml':
        'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1}\n',
    },
  ],
  [
    'kustomization.misnamed',
    `#- /app/Kustomization.yml\nresources: [a.yaml]\n#- /app/a.yaml\n${configMap('a')}`,
    { '/app/kustomization.yml': 'resources: [a.yaml]\n', '/app/Kustomization.yml': undefined },
  ],
  [
    'kustomization.missing',
    `#- /kustomization.yaml\nresources: [app]\n#- /app/kustomize.yaml\nresources: [a.yaml]\n#- /app/a.yaml\n${configMap('a')}`,
    { '/app/kustomization.yaml': 'resources: [a.yaml]\n', '/app/kustomize.yaml': undefined },
  ],
  [
    'kustomization.missing',
    `#- /top/kustomization.yaml\nresources: [../app]\n#- /app/a.yaml\n${configMap('a')}\n#- /app/values.yaml\na: b`,
    {
      '/app/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- a.yaml\n',
    },
  ],
  [
    'component.expected',
    `#- /kustomization.yaml\nresources:\n  - a.yaml # first\ncomponents:\n  - base\n  - mixin\n#- /a.yaml\n${configMap('a')}\n#- /base/kustomization.yaml\nresources: [b.yaml]\n#- /base/b.yaml\n${configMap('b')}\n#- /mixin/kustomization.yaml\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nlabels: [{pairs: {a: b}}]`,
    { '/kustomization.yaml': 'resources:\n  - a.yaml # first\n  - base\ncomponents:\n  - mixin\n' },
  ],
  [
    'component.unexpected',
    '#- /kustomization.yaml\nresources: [mixin]\n#- /mixin/kustomization.yaml\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nlabels: [{pairs: {a: b}}]',
    { '/kustomization.yaml': 'components: [mixin]\n' },
  ],
  [
    'resource.unlisted',
    `#- /kustomization.yaml\nresources:\n- a.yaml\nnamePrefix: a-\n#- /a.yaml\n${configMap('a')}\n#- /b.yaml\n${configMap('b')}`,
    { '/kustomization.yaml': 'resources:\n- a.yaml\n- b.yaml\nnamePrefix: a-\n' },
  ],
  [
    'resource.unlisted',
    `#- /kustomization.yaml\nnamePrefix: a-\n#- /b.yaml\n${configMap('b')}`,
    { '/kustomization.yaml': 'namePrefix: a-\nresources:\n- b.yaml\n' },
  ],
  [
    'generator.env-export',
    '#- /kustomization.yaml\nconfigMapGenerator: [{name: a, envs: [a.env]}]\n#- /a.env\nexport A=b # c',
    { '/a.env': 'A=b # c\n' },
  ],
  [
    'generator.env-quoted',
    '#- /kustomization.yaml\nconfigMapGenerator: [{name: a, envs: [a.env]}]\n#- /a.env\nA="b c"',
    { '/a.env': 'A=b c\n' },
  ],
  [
    'resource.duplicate',
    `#- /kustomization.yaml\nresources: [a.yaml, ./a.yaml]\n#- /a.yaml\n${configMap('a')}`,
    { '/kustomization.yaml': 'resources: [a.yaml]\n' },
  ],
  [
    'resource.no-kind',
    `#- /kustomization.yaml\nresources:\n- kustomization.yaml\n- a.yaml\n#- /a.yaml\n${configMap('a')}`,
    { '/kustomization.yaml': 'resources:\n- a.yaml\n' },
  ],
  [
    'resource.no-kind',
    '#- /kustomization.yaml\nresources: [app/kustomization.yaml]\n#- /app/kustomization.yaml\nnamePrefix: a-',
    { '/kustomization.yaml': 'resources: [app]\n' },
  ],
  [
    'image.name-with-tag',
    onWeb('images: [{name: nginx, newName: "a/nginx:2", newTag: "3"}]'),
    { '/kustomization.yaml': pipe('images: [{name: nginx, newName: "a/nginx", newTag: "3"}]') },
  ],
  [
    'image.duplicate',
    onWeb('images:\n- {name: nginx, newTag: "2"}\n- {name: nginx, newTag: "3"}'),
    { '/kustomization.yaml': pipe('images:\n- {name: nginx, newTag: "2"}') },
  ],
  [
    'kustomization.deprecated-field',
    onWeb(`patchesStrategicMerge: [p.yaml]\n#- /p.yaml\n${web().replace('nginx:1', 'nginx:2')}`),
    { '/kustomization.yaml': pipe('patches: [{path: p.yaml}]') },
  ],
  [
    'patch.no-match',
    onWeb(
      `patches:\n- target: {kind: Deployment, name: we}\n  patch: '[{"op": "remove", "path": "/spec/selector"}]'`,
    ),
    {
      '/kustomization.yaml': pipe(
        `patches:\n- target: {kind: Deployment, name: web}\n  patch: '[{"op": "remove", "path": "/spec/selector"}]'`,
      ),
    },
  ],
];

test.each(mended)(
  '%s in %j is mended by the first fix, and the build is good',
  async (code, fixture, changed) => {
    const [first] = await everyFix(
      fixture,
      code,
      rules.filter(rule => rule.code === code),
    );
    expect(first?.changed).toEqual(changed);
    expect(first?.left).toEqual([]);
  },
);

const onAll = (target: string) =>
  onWeb(`patches:\n- target: {${target}}\n  patch: '[{"op": "remove", "path": "/spec/selector"}]'`);

/** Editors apply preferred fixes at once: what somebody wrote must not go by that because it does nothing yet. */
test.each([
  ['patch.no-match', onAll('kind: Deployment, name: we')],
  ['patch.no-match', onAll('kind: Deployment, name: entirely')],
  ['image.no-match', onWeb('images: [{name: entirely, newTag: "2"}]')],
  ['image.duplicate', onWeb('images:\n- {name: nginx, newTag: "2"}\n- {name: nginx, newTag: "3"}')],
])('%s: the entry can be removed, but not by the preferred fix', async (code, fixture) => {
  const fixes = await everyFix(
    fixture,
    code,
    rules.filter(rule => rule.code === code),
  );
  expect(fixes.filter(({ title }) => title === 'fix.remove-entry')).toMatchObject([{ preferred: false }]);
});

test('a path a slip away is preferred, and one that is merely the nearest is not', async () => {
  const preferred = async (written: string) => {
    const kustomization = `#- /kustomization.yaml\nresources: [${written}]\n#- /class-in-memory.yaml\n${configMap('a')}`;
    return (await everyFix(kustomization, 'resource.not-found', [])).map(fix => fix.preferred);
  };
  expect([await preferred('clas-in-memory.yaml'), await preferred('class-quick-sta.yaml')]).toEqual([
    [true],
    [],
  ]);
  expect(await preferred('class-of-memries.yaml')).toEqual([false]);
});

test('a container that has an image may be meant as it is, so renaming it is not preferred', async () => {
  const patch = (fields: string) =>
    onWeb(
      `patches: [{path: p.yaml}]\n#- /p.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: ap${fields}}]}}}`,
    );
  const chosen = rules.filter(rule => rule.code === 'patch.new-container');
  const preferred = async (fields: string) =>
    (await everyFix(patch(fields), 'patch.new-container', chosen)).map(fix => fix.preferred);
  expect([await preferred(''), await preferred(', image: a')]).toEqual([[true], [false]]);
});

test('a patch that nobody applies is not to be listed beside the object that it is for', async () => {
  const fixture = `${onWeb('')}\n#- /web-patch.yaml\n${web()}`;
  const chosen = rules.filter(rule => rule.code === 'resource.unlisted');
  expect(await everyFix(fixture, 'resource.unlisted', chosen)).toEqual([]);
});

test.each([
  [
    'a file outside, which kustomize does not read',
    `#- /app/kustomization.yaml\nresources: [../clas.yaml]\n#- /class.yaml\n${configMap('a')}`,
  ],
  [
    'a kustomization file',
    '#- /app/kustomization.yaml\nnamePrefix: a-\npatches: [{path: platform-kustomization.yaml}]',
  ],
  ['the directory itself', '#- /quick-app/kustomization.yaml\ncomponents: [../quick-ap]'],
  ['the directory above', '#- /apps/web/kustomization.yaml\nresources: [../../app]'],
])('%s is not what was meant by a path', async (_, fixture) => {
  expect(await everyFix(fixture, 'resource.not-found', [])).toEqual([]);
});
