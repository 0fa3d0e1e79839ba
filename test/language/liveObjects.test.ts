import { describe, expect, test } from 'vitest';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { manifestsIn } from '../../src/kustomize/manifests.ts';
import type { ObjectIdentity } from '../../src/kustomize/objectIdentity.ts';
import { renderedFrom } from '../../src/language/renderedFrom.ts';
import { createRenders } from '../../src/language/renders.ts';
import { sourcesOf } from '../../src/language/sourcesOf.ts';
import { yamlFilesIn } from '../../src/language/yamlFiles.ts';
import { rangeOf } from '../../src/yaml/range.ts';
import { analyse } from './checkDiagnostics.ts';
import { parseFixture } from './fixture.ts';

/** A base with two overlays, a component, a patch, a generator, and manifests that no kustomization reads. */
const fixture = `
#- /base/kustomization.yaml
resources:
- web.yaml
configMapGenerator:
- name: settings
  literals:
  - a=1
#- /base/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
---
apiVersion: v1
kind: Service
metadata:
  name: web
#- /dev/kustomization.yaml
resources:
- ../base
namespace: dev
namePrefix: dev-
#- /prod/kustomization.yaml
resources:
- ../base
components:
- ../parts
namespace: prod
patches:
- path: replicas.yaml
#- /prod/replicas.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
#- /parts/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources:
- account.yaml
#- /parts/account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
#- /plain/all.yaml
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: plain
- apiVersion: apps/v1beta1
  kind: Deployment
  metadata:
    name: web
    namespace: elsewhere
#- /chart/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: {{ .Values.replicas }}
`;

async function open() {
  const { workspace, analysis } = await analyse(parseFixture(fixture));
  const renders = createRenders({
    workspace,
    known: analysis,
    cache: newBuildCache(),
    pause: async () => {},
  });
  const files = {
    paths: () => yamlFilesIn(workspace),
    async read(path: string) {
      await workspace.load([{ kind: 'entry', path }], new AbortController().signal);
      const entry = workspace.snapshot.entry(path);
      return entry?.kind === 'file' ? entry.file : undefined;
    },
  };
  return { renders, files };
}

/** The lens above a manifest names what each overlay makes of it; a wrong name would show the status of another object. */
describe('what becomes of a file', () => {
  test.each<[path: string, isRead: boolean, objects: readonly string[]]>([
    [
      '/base/web.yaml',
      true,
      [
        '/dev 0 Deployment dev/dev-web',
        '/dev 1 Service dev/dev-web',
        '/prod 0 Deployment prod/web',
        '/prod 1 Service prod/web',
      ],
    ],
    ['/parts/account.yaml', true, ['/prod 0 ServiceAccount prod/web']],
    ['/prod/replicas.yaml', true, []],
    ['/plain/all.yaml', false, []],
  ])('%s', async (path, isRead, objects) => {
    const { renders } = await open();
    const file = await renderedFrom({ path, uri: `file://${path}` }, renders);
    expect(file.isRead).toBe(isRead);
    expect(
      file.objects
        .map(each => `${each.root} ${each.document} ${each.kind} ${each.namespace}/${each.name}`)
        .sort(),
    ).toEqual(objects);
  });
});

/** Who looks at an object of the cluster wants the line to edit. */
describe('where an object is defined', () => {
  const deployment = (namespace: string, name: string): ObjectIdentity => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace,
    name,
  });
  const configMap = (namespace: string, name: string): ObjectIdentity => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace,
    name,
  });
  test.each<[title: string, wanted: ObjectIdentity, expected: readonly string[]]>([
    ['by the overlay that renders its name', deployment('dev', 'dev-web'), ['/base/web.yaml:4 web in /dev']],
    ['in its very namespace', deployment('prod', 'web'), ['/base/web.yaml:4 web in /prod']],
    [
      'in a list, whatever the version of its group',
      deployment('elsewhere', 'web'),
      ['/plain/all.yaml:11 web in '],
    ],
    [
      'a manifest that names no namespace fits any',
      configMap('shop', 'plain'),
      ['/plain/all.yaml:7 plain in '],
    ],
    [
      'the entry of a generator, by the name with its hash',
      configMap('dev', 'dev-settings-h29d89cmmt'),
      ['/base/kustomization.yaml:4 settings in /dev'],
    ],
    [
      'the same, by a name with the hash of former data',
      configMap('dev', 'dev-settings-2k4m6g8h9t'),
      ['/base/kustomization.yaml:4 settings in /dev'],
    ],
    ['nowhere: another hash of what has none', deployment('prod', 'web-2k4m6g8h9t'), []],
    ['nowhere: what no overlay calls so', deployment('dev', 'web'), []],
    ['nowhere: another kind', { ...deployment('prod', 'web'), kind: 'StatefulSet' }, []],
  ])('%s', async (_title, wanted, expected) => {
    const { renders, files } = await open();
    const found = await sourcesOf(wanted, renders, files);
    expect(
      found.map(({ file, location, roots, name }) => {
        const { start } = rangeOf(location, file.text);
        return `${file.path}:${start.line + 1} ${name} in ${roots.join(' ')}`;
      }),
    ).toEqual(expected);
  });
});

/** A lens over something that is no object of a cluster would say that it is not there. */
test.each<[path: string, text: string, names: readonly string[]]>([
  [
    '/a.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\n# nothing\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: b}\n',
    ['a', 'b'],
  ],
  [
    '/kustomization.yaml',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata:\n  name: a\n',
    [],
  ],
  [
    '/other.yaml',
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nmetadata:\n  name: a\n',
    [],
  ],
  ['/values.yaml', 'image: web\nname: a\n', []],
  ['/nameless.yaml', 'apiVersion: v1\nkind: ConfigMap\n', []],
  ['/filled.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: $(NAME)\n', []],
  [
    '/chart/templates/a.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels: {a: "{{ .Release.Name }}"}\n',
    [],
  ],
  [
    '/rules.yaml',
    'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: a\nspec: {summary: "{{ $labels.pod }}"}\n',
    ['a'],
  ],
  [
    '/local.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations: {config.kubernetes.io/local-config: "true"}\n',
    [],
  ],
  ['/broken.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\napiVersion: [\n', ['a']],
])('the manifests of %s', (path, text, names) => {
  expect(manifestsIn({ uri: `file://${path}`, path, text }).map(({ id }) => id.name)).toEqual(names);
});
