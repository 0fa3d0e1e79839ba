import { expect, test } from 'vitest';
import { officialBuild, ourBuild, withFiles } from './official.ts';

const objects = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web, on: yes, one: "1"}
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: web
        image: nginx
        args: [a, b]
        env:
        - {name: A, value: "1"}
        - {name: B, value: x}
        ports:
        - containerPort: 80
        - {containerPort: 80, protocol: UDP}
      - {name: side, image: busybox}
---
apiVersion: v1
kind: Service
metadata: {name: front, namespace: prod}
spec:
  ports:
  - {port: 80, targetPort: 8080}
  - {port: 443}
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: gear}
spec:
  big: 12345678901234567890
  octal: 0777
  ratio: 1.10
  day: 2020-01-01
  parts: [{name: a, size: 1}, {name: b}]
  empty:
  nothing: null
`;

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';
const onWeb = '  target: {kind: Deployment}\n';

/** The `patches` of a kustomization over `objects`, written as in one. */
const inline = (text: string, more = '') =>
  `patches:\n- patch: |\n${text.trimEnd().replace(/^/gm, '    ')}\n${more}`;

const merges: Readonly<Record<string, string>> = {
  'a number takes the quotes of the string it replaces': inline(
    `${deployment}spec: {template: {spec: {containers: [{name: web, env: [{name: A, value: 5}]}]}}}`,
  ),
  'a string stays one in the place of a number': inline(`${deployment}spec: {replicas: "5"}`),
  'new list elements come first': inline(
    `${deployment}spec: {template: {spec: {containers: [{name: new}]}}}`,
  ),
  'an element cannot be replaced': inline(
    `${deployment}spec: {template: {spec: {containers: [{name: web, $patch: replace, image: x}]}}}`,
  ),
  'an element is deleted': inline(
    `${deployment}spec: {template: {spec: {containers: [{name: side, $patch: delete}]}}}`,
  ),
  'a list is replaced': inline(
    `${deployment}spec: {template: {spec: {containers: [{name: only}, {$patch: replace}]}}}`,
  ),
  'the last element leaves an empty list': inline(
    `${deployment}spec: {template: {spec: {containers: [{name: side, $patch: delete}, {name: web, $patch: delete}]}}}`,
  ),
  'a port without protocol is that with one': inline(
    `${deployment}spec: {template: {spec: {containers: [{name: web, ports: [{containerPort: 80, name: http}]}]}}}`,
  ),
  'service ports': inline(
    'apiVersion: v1\nkind: Service\nmetadata: {name: front, namespace: prod}\nspec: {ports: [{port: 80, protocol: TCP, name: x}]}',
  ),
  'the list of a custom resource is replaced, empty nulls go': inline(
    'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: gear}\nspec: {parts: [{name: b, size: 2}]}',
  ),
  'primitive directives are fields like others': inline(
    `${deployment}spec: {template: {spec: {$setElementOrder/containers: [{name: side}], $deleteFromPrimitiveList/x: [a], $retainKeys: [containers]}}}`,
  ),
  'a null label deletes': inline(`${deployment}`.replace('{name: web}', '{name: web, labels: {app: null}}')),
  'a null label of a patch with a target is a string': inline(
    deployment.replace('{name: web}', '{name: web, labels: {app: null}}'),
    onWeb,
  ),
  'the object is deleted': inline(`${deployment}$patch: delete`),
  'replacing the whole object changes nothing': inline(`${deployment}$patch: replace`),
  'an empty target deletes everything but what it cannot': inline(
    `${deployment}$patch: delete`,
    '  target: {}\n',
  ),
  'a patch with a target may change the name': inline(
    deployment.replace('web', 'other'),
    `${onWeb}  options: {allowNameChange: true}\n`,
  ),
  'a patch with a target may change the kind': inline(
    deployment.replace('Deployment', 'StatefulSet'),
    `${onWeb}  options: {allowKindChange: true}\n`,
  ),
  'a repeated key counts once where it is merged': inline(`${deployment}spec:\n  replicas: 1\n  replicas: 2`),
  'a patch of comments does nothing': inline('# nothing'),
  'several objects in one entry': inline(
    `${deployment}spec: {replicas: 1}\n---\napiVersion: example.com/v1\nkind: Widget\nmetadata: {name: gear}\nspec: {big: 1}`,
  ),
  'an element without its key takes the others along': inline(
    `${deployment}spec: {template: {spec: {containers: [text, {name: web}]}}}`,
  ),
  'a number after a word of YAML 1.1': inline(
    `${deployment}`.replace('{name: web}', '{name: web, labels: {on: 5}}'),
  ),
  'quotes come by passing by': `${inline(deployment.replace('{name: web}', '{name: web, labels: {one: "true"}}'))}- patch: |\n    ${deployment.trimEnd().replaceAll('\n', '\n    ')}\n- patch: |\n    ${deployment.replace('{name: web}', '{name: web, labels: {one: 1000000}}').trimEnd().replaceAll('\n', '\n    ')}\n`,
};

const operations: Readonly<Record<string, string>> = {
  'all of the object goes through JSON': inline(
    '- {op: add, path: /spec/x, value: yes}',
    '  target: {kind: Widget}\n',
  ),
  'keys are read as YAML 1.1': inline('- {op: add, path: /spec/x, value: {y: 1, 0x10: 2}}', onWeb),
  'annotations exist for an operation': inline('- {op: add, path: /metadata/annotations/a, value: 1}', onWeb),
  'a missing key is added by replace': inline('- {op: replace, path: /spec/new, value: 1}', onWeb),
  'a negative index counts from the end': inline(
    '- {op: remove, path: /spec/template/spec/containers/0/args/-1}',
    onWeb,
  ),
  'escapes and order': inline(
    '- {op: add, path: /metadata/labels/a~1b, value: x}\n- {op: copy, from: /metadata/labels/a~1b, path: /metadata/labels/c~0d}\n- {op: move, from: /metadata/labels/app, path: /metadata/labels/moved}',
    onWeb,
  ),
  'a test that holds': inline('- {op: test, path: /spec/replicas, value: 3}', onWeb),
  'JSON text': inline(
    '[{"op": "test", "path": "/spec/replicas", "value": 3},\n {"op": "add", "path": "/spec/x", "value": "a<b"}]',
    onWeb,
  ),
  patchesJson6902: `patchesJson6902:\n- target: {version: v1, kind: Service, name: front}\n  patch: |\n    - {op: replace, path: /spec/ports/0/port, value: 8000000}\n`,
  'a merge after operations': `${inline('- {op: add, path: /spec/x, value: "5"}', onWeb)}- patch: |\n    ${deployment.replaceAll('\n', '\n    ')}spec: {x: 6, replicas: "4"}\n`,
};

const refused: Readonly<Record<string, string>> = {
  'patch.no-target': inline(deployment.replace('web', 'wbe')),
  'patch.both-forms': 'patches:\n- path: a.yaml\n  patch: x\n',
  'patch.no-form': `patches:\n-${onWeb.slice(1)}`,
  'patch.empty': 'patchesStrategicMerge:\n- ""\n',
  'patch.unparsable': inline('just text'),
  'patch.json-without-target': inline('- {op: remove, path: /spec/replicas}'),
  'patch.no-target-name': `patchesJson6902:\n- target: {version: v1, kind: Service}\n  patch: "[]"\n`,
  'patch.several-targets': inline(`${deployment}---\n${deployment}`, onWeb),
  'patch.bad-regex': inline(deployment, '  target: {name: "("}\n'),
  'patch.bad-selector': inline(deployment, '  target: {labelSelector: "a=b=c"}\n'),
  'patch.kind-mismatch': inline(`${deployment}spec: {template: [a]}`),
  'patch.unknown-directive': inline(`${deployment}spec: {template: {$patch: keep}}`),
  'patch.json-unknown-op': inline('- {op: set, path: /spec/replicas, value: 1}', onWeb),
  'patch.json-incomplete': inline('- {op: add, value: 1}', onWeb),
  'patch.json-path-missing': inline('- {op: add, path: /spec/a/b, value: 1}', onWeb),
  'patch.json-no-key': inline('- {op: remove, path: /spec/none}', onWeb),
  'patch.json-bad-index': inline('- {op: remove, path: /spec/template/spec/containers/7}', onWeb),
  'patch.json-test-failed': inline('- {op: test, path: /spec/replicas, value: "3"}', onWeb),
  'patch.json-not-an-object': inline('- {op: replace, path: "", value: [1]}', onWeb),
  'patch.bad-list': inline(`${deployment}spec: {template: {spec: {hostAliases: [text]}}}`),
  'resource.no-name': inline('- {op: remove, path: /metadata/name}', onWeb),
  'yaml.duplicate-key': inline(
    `${deployment}spec:\n  template:\n    spec:\n      nodeSelector:\n        a: x\n        a: y`,
  ),
};

const withPatches = (patches: string) => ({
  'objects.yaml': objects,
  'kustomization.yaml': `resources: [objects.yaml]\n${patches}`,
});

/** Each of these once differed, or is a corner that a person can run into. */
test.each(Object.entries({ ...merges, ...operations }))('%s', (_, patches) =>
  withFiles(withPatches(patches), async directory => {
    const official = await officialBuild(directory);
    expect(official).toHaveProperty('output');
    expect(ourBuild(directory)).toEqual(official);
  }),
);

/** What the official tool refuses is told by its own code, once, so that a person knows what to do. */
test.each(Object.entries(refused))('%s', (code, patches) =>
  withFiles(withPatches(patches), async directory => {
    expect(await officialBuild(directory)).toHaveProperty('error');
    expect(ourBuild(directory)).toEqual({ codes: [code] });
  }),
);

/** A patch after all annotations were taken out no longer finds its target by a former name. */
test('taking all annotations out makes kustomize forget former ids', () => {
  const files = {
    'base/objects.yaml': objects,
    'base/kustomization.yaml': 'resources: [objects.yaml]\nnamePrefix: p-\n',
    'kustomization.yaml': `resources: [base]\n${inline(deployment.replace('web}', 'web, annotations: {$patch: delete}}'))}- patch: |\n    ${deployment.trimEnd().replaceAll('\n', '\n    ')}\n`,
  };
  return withFiles(files, async directory => {
    expect(await officialBuild(directory)).toHaveProperty('error');
    expect(ourBuild(directory)).toEqual({ codes: ['patch.no-target'] });
  });
});
