import fc from 'fast-check';
import { expect, test } from 'vitest';
import { officialBuild, ourBuild, withFiles } from './official.ts';

const samples = Number(process.env['FUZZ_SAMPLES'] ?? 150);
const seed = Number(process.env['FUZZ_SEED'] ?? 3);

const resources = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web, tier: front}
  annotations: {example.com/owner: team-a}
spec:
  replicas: 3
  paused: false
  template:
    spec:
      containers:
      - name: web
        image: nginx:1.25
        args: [--port, "8080", --host=web.example.com]
        ports:
        - {name: http, containerPort: 8080}
        env:
        - {name: HOST, value: host.example.com}
        - {name: "PORT", value: "80"}
      - name: side
        image: "busybox"
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: prod
spec:
  ports:
  - name: http
    port: 80
  - name: https
    port: 443
  selector: {app: web}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  labels: {tier: back}
data:
  plain: value
  number: "12"
  host: a.b.c
  json: '{"host":"old","port":1,"on":true,"none":null,"html":"<&>","list":[1,2.50,"x"],"deep":{"k":"v"}}'
  pretty.json: |-
    {
      "host": "old",
      "list": []
    }
  conf.yaml: |
    # settings
    host: old # the host
    port: 1
    quoted: "x"
    servers:
    - name: a
      url: http://a
    - name: b
      url: http://b
    inner: '{"k": 1}'
---
apiVersion: example.com/v1
kind: Thing
metadata: {name: thing}
spec:
  nothing: null
  float: 1.50
  day: 2024-01-02
  empty: {}
  none: []
  text: "3"
  folded: >
    one
    two
  matrix: [[1, 2], [3]]
  map: {a: 1, b: "two", c: {d: x}}
`;

const source = fc.record({
  selector: fc.constantFrom(
    '{kind: Deployment, name: web}',
    '{kind: Service, name: web, namespace: prod}',
    '{kind: ConfigMap, name: settings}',
    '{kind: Thing}',
    '{name: web}',
    '{kind: Thing, version: v1, group: example.com}',
    '{kind: ConfigMap, namespace: default}',
    '{kind: Nothing}',
  ),
  fieldPath: fc.constantFrom(
    ...[
      'metadata.name',
      'metadata.labels',
      'metadata.labels.app',
      'metadata.annotations.[example.com/owner]',
    ],
    ...[
      'spec.replicas',
      'spec.template.spec.containers.[name=web].image',
      'spec.template.spec.containers.0.args.1',
    ],
    ...['spec.template.spec.containers.[name=web].args.-', 'spec.ports.[name=https].port', 'spec.ports.0'],
    ...[
      'data.host',
      'data.number',
      'data.json',
      'spec.float',
      'spec.day',
      'spec.map',
      'spec.matrix',
      'spec.text',
    ],
    ...[
      'spec.nothing',
      'spec.empty',
      'spec.folded',
      'spec.map.c',
      'spec.matrix.0.1',
      'spec.paused',
      'spec.*',
    ],
  ),
  options: fc.constantFrom(
    ...[
      '',
      '',
      '',
      '{delimiter: ":", index: 0}',
      '{delimiter: ".", index: 1}',
      '{delimiter: ".", index: 9}',
      '{index: 4}',
    ],
    ...['{encoding: base64}', '{delimiter: "-"}'],
  ),
});

/** Each source of which something can be read, so that most samples build. */
const soundSource = fc.constantFrom(
  '{kind: Deployment, name: web}',
  '{kind: Deployment, name: web, fieldPath: spec.replicas}',
  '{kind: Deployment, name: web, fieldPath: "spec.template.spec.containers.[name=web].image", options: {delimiter: ":", index: 1}}',
  '{kind: Deployment, name: web, fieldPath: spec.paused}',
  '{kind: Deployment, name: web, fieldPath: "spec.template.spec.containers.0.args.1"}',
  '{kind: ConfigMap, name: settings, fieldPath: data.host}',
  '{kind: ConfigMap, name: settings, fieldPath: data.host, options: {delimiter: ., index: 2}}',
  '{kind: ConfigMap, name: settings, fieldPath: data.number}',
  '{kind: Service, fieldPath: "spec.ports.[name=https].port"}',
  '{kind: Thing, fieldPath: spec.map}',
  '{kind: Thing, fieldPath: spec.matrix}',
  '{kind: Thing, fieldPath: spec.float}',
  '{kind: Thing, fieldPath: spec.folded}',
  '{kind: Thing, fieldPath: spec.day}',
);

const target = fc.record({
  select: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('{kind: Deployment}', '{kind: ConfigMap}', '{kind: Thing}') },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...[
          '{kind: Deploy.*}',
          '{name: "w.b"}',
          '{kind: "Service|Thing"}',
          '{labelSelector: tier=front}',
          '{name: we}',
        ],
        ...[
          '{annotationSelector: example.com/owner}',
          '{kind: Thing, labelSelector: "!tier"}',
          '{namespace: prod}',
        ],
        ...[
          '{group: apps, version: v1}',
          '{labelSelector: "tier in (back)"}',
          '{}',
          '{name: "web("}',
          '{labelSelector: "="}',
        ],
      ),
    },
  ),
  reject: fc.constantFrom(
    ...['', '', '', '[{kind: Service}]', '[{name: web}]', '[{labelSelector: tier=front}]', '[{}]'],
    '[{kind: Thing, labelSelector: tier=back}]',
  ),
  fieldPaths: fc.uniqueArray(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...[
            'metadata.labels.added',
            'metadata.annotations.[a.b/c]',
            'metadata.annotations.a\\.b/c',
            'data.plain',
          ],
          ...[
            'data.conf\\.yaml.host',
            'data.json.host',
            'data.[conf.yaml].quoted',
            'data.json.port',
            'data.[pretty.json].host',
          ],
          ...[
            'data.json.deep',
            'data.json.list.0',
            'data.[conf.yaml].port',
            'data.[conf.yaml].servers.[name=a].url',
          ],
          ...[
            'data.[conf.yaml].new.deeper',
            'data.json.new',
            'spec.text',
            'spec.map',
            'spec.map.a',
            'spec.map.c.d',
          ],
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          ...[
            'metadata.name',
            'spec.replicas',
            'spec.template.spec.containers.*.image',
            'spec.ports.*.port',
            'spec.none',
          ],
          ...[
            'spec.template.spec.containers.[name=web].image',
            'spec.template.spec.containers.[name=.*].image',
          ],
          ...[
            'spec.template.spec.containers.[name=new].image',
            'spec.template.spec.containers.0.args.[=--host]',
          ],
          ...[
            'spec.template.spec.containers.1.env.[name=X].value',
            'spec.template.spec.containers.2.name',
            'spec.empty',
          ],
          ...[
            'spec.nothing',
            'spec.nothing.a',
            'spec.matrix.0.0',
            'spec.matrix.*.0',
            'spec.made.[k=v].x.0',
            'spec.day',
          ],
          ...[
            'data.[conf.yaml].servers.*.url',
            'data.[conf.yaml].inner.k',
            'data.json.*',
            'data.json.none',
            'data.json.on',
          ],
          ...[
            'spec.none.0',
            'spec.folded',
            'spec.float',
            'spec.template.spec.containers.[name=web].env.[name=PORT].value',
          ],
          ...[
            '',
            'a..b',
            'spec.template.spec.containers.9',
            'spec.template.spec.containers.[name=(].image',
            'data.number',
          ],
        ),
      },
    ),
    { minLength: 1, maxLength: 2 },
  ),
  options: fc.constantFrom(
    ...[
      '',
      '{create: true}',
      '{create: true}',
      '{create: true}',
      '{delimiter: ":", index: 1}',
      '{delimiter: ":", index: -1}',
    ],
    ...['{delimiter: ".", index: 7, create: true}', '{index: 3}', '{encoding: hex, create: yes}'],
  ),
});

/** Paths that the kind has, or that can be made in it. */
const soundTarget = fc
  .record({
    place: fc.oneof(
      ...Object.entries({
        Deployment: [
          ...['metadata.labels.added', 'metadata.annotations.[a.b/c]', 'spec.replicas'],
          ...['spec.template.spec.containers.*.image', 'spec.template.spec.containers.[name=web].image'],
          ...[
            'spec.template.spec.containers.[name=.*].image',
            'spec.template.spec.containers.[name=new].image',
          ],
          ...[
            'spec.template.spec.containers.0.args.[=--host]',
            'spec.template.spec.containers.1.env.[name=X].value',
          ],
          ...[
            'spec.template.spec.containers.2.name',
            'spec.template.spec.containers.[name=web].env.[name=PORT].value',
          ],
          ...[
            'spec.template.spec.containers.0.env.*.value',
            'spec.template.spec.containers.[name=web].ports',
          ],
        ],
        ConfigMap: [
          ...[
            'data.plain',
            'data.number',
            'data.json.host',
            'data.json.port',
            'data.json.on',
            'data.json.none',
          ],
          ...[
            'data.json.deep',
            'data.json.deep.k',
            'data.json.list.0',
            'data.json.list.*',
            'data.json.new',
            'data.json.new.x.0',
          ],
          ...[
            'data.conf\\.yaml.host',
            'data.[conf.yaml].quoted',
            'data.[conf.yaml].port',
            'data.[conf.yaml].servers',
          ],
          ...[
            'data.[conf.yaml].servers.[name=a].url',
            'data.[conf.yaml].servers.*.url',
            'data.[conf.yaml].new.deeper',
          ],
          ...[
            'data.[conf.yaml].inner.k',
            'data.[pretty.json].host',
            'data.[pretty.json].list.0',
            'data.new',
            'metadata.labels',
          ],
        ],
        Thing: [
          ...[
            'spec.nothing',
            'spec.nothing.a',
            'spec.float',
            'spec.empty',
            'spec.none',
            'spec.none.0',
            'spec.text',
          ],
          ...['spec.folded', 'spec.matrix.0.0', 'spec.matrix.2', 'spec.map', 'spec.map.b'],
          ...['spec.map.c.d', 'spec.made.[k=v].x.0', 'spec.made.*.x', 'spec.empty.a.b', 'metadata.labels.x'],
        ],
      }).map(([kind, paths]) => fc.tuple(fc.constant(kind), fc.constantFrom(...paths))),
    ),
    reject: fc.constantFrom('', '', '', '[{kind: Service}]', '[{name: nobody}]', '[{}]'),
    options: fc.oneof(
      { weight: 10, arbitrary: fc.constant('{create: true}') },
      { weight: 1, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constant('{delimiter: ":", index: 1, create: true}') },
      { weight: 1, arbitrary: fc.constant('{delimiter: ".", index: -1}') },
    ),
  })
  .map(({ place: [kind, path], reject, options }) => ({
    select: `{kind: ${kind}}`,
    reject,
    fieldPaths: [path],
    options,
  }));

const replacement = fc.record({
  source: fc.oneof(
    { weight: 20, arbitrary: soundSource.map(text => `source: ${text}`) },
    {
      weight: 1,
      arbitrary: source.map(({ selector, fieldPath, options }) => {
        const rest = options === '' ? '' : `, options: ${options}`;
        return `source: ${selector.slice(0, -1)}, fieldPath: ${JSON.stringify(fieldPath)}${rest}}`;
      }),
    },
    { weight: 5, arbitrary: fc.constantFrom('sourceValue: fixed', 'sourceValue: "7"', 'sourceValue: ""') },
    { weight: 1, arbitrary: fc.constantFrom('{}', 'sourceValue: a\n  source: {kind: Thing}') },
  ),
  targets: fc.array(fc.oneof({ weight: 20, arbitrary: soundTarget }, { weight: 1, arbitrary: target }), {
    minLength: 1,
    maxLength: 2,
  }),
});

type Replacement = typeof replacement extends fc.Arbitrary<infer Type> ? Type : never;

function yamlOf({ source: from, targets }: Replacement): string {
  const lines = targets.map(({ select, reject, fieldPaths, options }) =>
    [
      `  - select: ${select}`,
      ...(reject === '' ? [] : [`    reject: ${reject}`]),
      `    fieldPaths: ${JSON.stringify(fieldPaths)}`,
      ...(options === '' ? [] : [`    options: ${options}`]),
    ].join('\n'),
  );
  return `- ${from === '{}' ? 'source: null' : from}\n  targets:\n${lines.join('\n')}\n`;
}

const sample = fc.record({
  replacements: fc.array(replacement, { minLength: 1, maxLength: 2 }),
  extra: fc.constantFrom('', '', 'namePrefix: p-\n', 'namespace: other\n', 'commonLabels: {added: l}\n'),
  inFile: fc.boolean(),
  layered: fc.boolean(),
});

function filesOf({
  replacements,
  extra,
  inFile,
  layered,
}: typeof sample extends fc.Arbitrary<infer T> ? T : never) {
  const list = replacements.map(yamlOf).join('');
  const from = layered ? '../base' : 'a.yaml';
  const directive = inFile ? 'replacements: [{path: r.yaml}]\n' : `replacements:\n${list}`;
  return {
    'top/kustomization.yaml': `resources: [${from}]\n${layered ? '' : extra}${directive}`,
    'top/a.yaml': resources,
    'top/r.yaml': list,
    'base/kustomization.yaml': `resources: [a.yaml]\n${extra}`,
    'base/a.yaml': resources,
  };
}

/** Whatever a replacement says, we write the bytes that the official tool writes, or refuse where it refuses. */
test('generated replacements build to the same bytes', async () => {
  let built = 0;
  const different: unknown[] = [];
  for (const generated of fc.sample(sample, { numRuns: samples, seed })) {
    const files = filesOf(generated);
    await withFiles(files, async directory => {
      const official = await officialBuild(`${directory}/top`);
      const ours = ourBuild(`${directory}/top`);
      if ('output' in official) built += 1;
      const same =
        'output' in official ? 'output' in ours && ours.output === official.output : 'codes' in ours;
      if (!same)
        different.push({
          kustomization: files['top/kustomization.yaml'],
          list: files['top/r.yaml'],
          official,
          ours,
        });
    });
  }
  expect(different.slice(0, 1)).toEqual([]);
  expect(built).toBeGreaterThan(samples * 0.5);
});
