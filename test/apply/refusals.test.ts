import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planApply } from '../../src/apply/planApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { textIn } from '../../src/messages/text.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { applyProject, verdicts } from './confirmed.ts';
import { project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});

afterAll(() => connection?.close());

/** What is wrong with the objects of a kustomization, each at its line. */
async function checkRefused(
  files: Readonly<Record<string, string>>,
  expected: readonly string[],
  namespace = 'default',
) {
  const given = project(files);
  const plan = await planApply({ connection, resources: given.resources, namespace });
  expect(given.describe(plan.problems)).toEqual(expected);
  return plan;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: web:1
        imagePulPolicy: Always
      - name: side
        image: side
        ports:
        - containerPort: many
`;

describe('what the server refuses is told at its source', () => {
  test('unknown fields and wrong types of built-in kinds, all of all objects at once', async () => {
    await checkRefused(
      {
        'kustomization.yaml': 'namePrefix: a-\nresources: [web.yaml, settings.yaml]\n',
        'web.yaml': deployment,
        'settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndta:\n  a: b\n',
      },
      [
        'settings.yaml:5 apply.unknown-field dta',
        'web.yaml:17 apply.unknown-field spec.template.spec.containers[name="web"].imagePulPolicy',
        'web.yaml:21 apply.invalid-field spec.template.spec.containers[name="side"].ports[containerPort="many",protocol="TCP"].containerPort',
      ],
    );
  });

  test('an invalid value at the line of the base, one set by a directive at the overlay', async () => {
    const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
  - name: http
    port: 99999
    targetPort: 80
`;
    await checkRefused(
      {
        'kustomization.yaml': 'resources: [web.yaml]\nlabels:\n- pairs:\n    app: "not a label!"\n',
        'web.yaml': service,
      },
      [
        'kustomization.yaml:4 apply.invalid-field metadata.labels',
        'web.yaml:8 apply.invalid-field spec.ports[0].port',
      ],
    );
  });

  test('unknown kind, missing namespace, duplicate once the default namespace is filled in', async () => {
    const configMap = (metadata: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: ${metadata}\n`;
    await checkRefused(
      {
        'kustomization.yaml': 'resources: [kind.yaml, lost.yaml, one.yaml, two.yaml]\n',
        'kind.yaml': 'apiVersion: nowhere.test/v1\nkind: Thing\nmetadata:\n  name: thing\n',
        'lost.yaml': configMap('{name: lost, namespace: nowhere}'),
        'one.yaml': configMap('{name: x, namespace: kube-system}'),
        'two.yaml': configMap('{name: x}'),
      },
      ['lost.yaml:3 apply.no-namespace', 'two.yaml:3 apply.duplicate', 'kind.yaml:4 apply.unknown-kind'],
      'kube-system',
    );
  });

  test('encrypted Secrets are never sent', async () => {
    const before = (await controlPlane().auditEvents()).length;
    const plan = await checkRefused(
      {
        'kustomization.yaml': 'resources: [a.yaml, b.yaml]\n',
        'a.yaml':
          'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  k: ENC[AES256_GCM,data:x,type:str]\n',
        'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\nsops: {version: 3.9.0}\n',
      },
      ['b.yaml:3 apply.encrypted', 'a.yaml:3 apply.encrypted'],
    );
    expect(verdicts(plan)).toEqual(['ConfigMap/b refused', 'Secret/a refused']);
    const events = (await controlPlane().auditEvents()).slice(before);
    expect(events.filter(({ objectRef }) => objectRef !== undefined)).toEqual([]);
  });

  test('a value of a Secret is not in what is said about it, in either language', async () => {
    const plan = await checkRefused(
      {
        'kustomization.yaml': 'resources: [a.yaml]\n',
        'a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: 481516\n',
      },
      ['a.yaml:5 apply.invalid-field stringData.password'],
    );
    for (const locale of ['en', 'ko']) {
      expect(plan.problems.map(textIn(locale)).join()).not.toContain('481516');
    }
  });

  test("another manager's field names field and manager", async () => {
    await controlPlane().kubectl(['create', 'configmap', 'theirs', '--from-literal=app.properties=1']);
    const plan = await checkRefused(
      {
        'kustomization.yaml': 'resources: [a.yaml]\n',
        'a.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: theirs\ndata:\n  other: "1"\n  app.properties: "2"\n',
      },
      ['a.yaml:7 apply.conflict data.app.properties'],
    );
    expect(plan.problems[0]?.params).toMatchObject({ manager: 'kubectl-create' });
  });

  test('a field that cannot be changed is told at its line', async () => {
    const job = (image: string) =>
      project({
        'kustomization.yaml': 'resources: [job.yaml]\n',
        'job.yaml': `apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: a, image: ${image}}]
`,
      });
    await applyProject(connection, job('a'));
    const changed = job('b');
    const plan = await planApply({ connection, resources: changed.resources, namespace: 'default' });
    expect(changed.describe(plan.problems)).toEqual(['job.yaml:5 apply.immutable spec.template']);
  });
});

describe('numbers', () => {
  test('integers beyond 2^53 reach the server digit by digit', async () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: bigs.numbers.test}
spec:
  group: numbers.test
  scope: Namespaced
  names: {plural: bigs, singular: big, kind: Big}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
`;
    const big =
      'apiVersion: numbers.test/v1\nkind: Big\nmetadata: {name: big}\nspec: {n: 9007199254740993}\n';
    const set = project({
      'kustomization.yaml': 'resources: [crd.yaml, big.yaml]\n',
      'crd.yaml': crd,
      'big.yaml': big,
    });
    await applyProject(connection, set);
    const path = '/apis/numbers.test/v1/namespaces/default/bigs/big';
    expect((await controlPlane().api({ path })).text).toContain('"n":9007199254740993');
    expect((await applyProject(connection, set)).report.counts).toMatchObject({ unchanged: 2 });
  });

  test('12345678901234567890 is sent as it is, and refused at its line as the server sees fit', async () => {
    const plan = await checkRefused(
      {
        'kustomization.yaml': 'resources: [web.yaml]\n',
        'web.yaml': `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  ports:
  - port: 12345678901234567890
    targetPort: 80
`,
      },
      ['web.yaml:6 apply.invalid-field spec.ports[0].port'],
    );
    expect(plan.objects[0]?.json).toContain('12345678901234567890');
  });
});
