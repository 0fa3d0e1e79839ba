import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planDiff } from '../../src/apply/diff/planDiff.ts';
import type { ApplyPlan } from '../../src/apply/plan.ts';
import { planApply } from '../../src/apply/planApply.ts';
import { runApply } from '../../src/apply/runApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { agree, applyProject, outcomes, verdicts } from './confirmed.ts';
import { project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});

afterAll(() => connection?.close());

const asProject = (text: string) =>
  project({ 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': text });

/** What kubectl does without --server-side. */
async function applyOnClient(text: string, ...flags: readonly string[]): Promise<void> {
  await controlPlane().kubectl(['apply', '-f', '-', ...flags], { stdin: text });
}

interface Live {
  readonly metadata: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields: readonly { readonly manager: string; readonly operation: string }[];
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly { readonly name: string; readonly env?: readonly { name: string }[] }[];
      };
    };
  };
}

async function live(path: string): Promise<Live> {
  return (await controlPlane().api({ path })).json<Live>();
}

const changesOf = (plan: ApplyPlan) =>
  planDiff(plan).flatMap(({ changes }) => changes.map(({ field, before, after }) => [field, before, after]));

const configMap = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${data}`;

describe('an object that kubectl applied on the client', () => {
  test('loses what the source no longer has, which the plan says before; nothing stays stuck', async () => {
    const path = '/api/v1/namespaces/default/configmaps/moved';
    await applyOnClient(configMap('moved', '  stays: "1"\n  goes: "1"\n  changes: "1"\n'));
    const { plan, report } = await applyProject(
      connection,
      asProject(configMap('moved', '  stays: "1"\n  changes: "2"\n')),
    );
    expect(plan.problems).toEqual([]);
    expect(plan.objects[0]?.migrated).toEqual(['kubectl-client-side-apply']);
    expect(changesOf(plan)).toEqual([
      ['data.changes', '1', '2'],
      ['data.goes', '1', undefined],
    ]);
    expect(outcomes(report)).toEqual(['ConfigMap/moved configured']);
    const { data, metadata } = await live(path);
    expect(data).toEqual({ stays: '1', changes: '2' });
    expect(metadata.managedFields.map(({ manager, operation }) => `${manager} ${operation}`)).toEqual([
      'kubewright Apply',
    ]);
    expect(metadata.annotations).toBeUndefined();
    const again = await applyProject(
      connection,
      asProject(configMap('moved', '  stays: "1"\n  changes: "2"\n')),
    );
    expect(verdicts(again.plan)).toEqual(['ConfigMap/moved unchanged']);
  });

  test('keeps what others own, and its defaults: of a Deployment only what was removed goes', async () => {
    const deployment = (env: string, side: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: moved
  labels: {app: moved}
spec:
  replicas: 1
  selector: {matchLabels: {app: moved}}
  template:
    metadata: {labels: {app: moved}}
    spec:
      containers:
      - name: web
        image: web:1
${env}        ports:
        - containerPort: 80
${side}`;
    const path = '/apis/apps/v1/namespaces/default/deployments/moved';
    const env = '        env:\n        - {name: A, value: "1"}\n        - {name: B, value: "2"}\n';
    const left = '        env:\n        - {name: A, value: "1"}\n';
    await applyOnClient(deployment(env, '      - name: side\n        image: side:1\n'));
    await controlPlane().kubectl(['label', 'deployment/moved', 'theirs=yes']);
    const { plan } = await applyProject(connection, asProject(deployment(left, '')));
    expect(changesOf(plan).map(([field]) => field)).toEqual([
      'spec.template.spec.containers[name="web"].env[name="B"]',
      'spec.template.spec.containers[name="side"]',
    ]);
    const { metadata, spec } = await live(path);
    expect(metadata.labels).toEqual({ app: 'moved', theirs: 'yes' });
    expect(spec.template.spec.containers.map(({ name }) => name)).toEqual(['web']);
    expect(spec.template.spec.containers[0]?.env?.map(({ name }) => name)).toEqual(['A']);
  });

  test('under any field manager, and where it was applied on the server since', async () => {
    await applyOnClient(configMap('pipeline', '  a: "1"\n  b: "1"\n'), '--field-manager=pipeline');
    const path = '/api/v1/namespaces/default/configmaps/pipeline';
    await controlPlane().api({
      method: 'PATCH',
      path: `${path}?fieldManager=kubewright&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: configMap('pipeline', '  a: "2"\n'),
    });
    const { plan } = await applyProject(connection, asProject(configMap('pipeline', '  a: "3"\n')));
    expect(plan.objects[0]?.migrated).toEqual(['pipeline']);
    const { data, metadata } = await live(path);
    expect(data).toEqual({ a: '3' });
    expect(metadata.managedFields.map(({ manager }) => manager)).toEqual(['kubewright']);
  });

  test('becomes ours as kubectl itself migrates it: the same fields, owned the same way', async () => {
    const before = '  stays: "1"\n  goes: "1"\n';
    await applyOnClient(configMap('by-kubectl', before));
    await applyOnClient(configMap('by-us', before));
    await controlPlane().kubectl(
      ['apply', '--server-side', '--field-manager=kubewright', '--force-conflicts', '-f', '-'],
      { stdin: configMap('by-kubectl', '  stays: "2"\n') },
    );
    await applyProject(connection, asProject(configMap('by-us', '  stays: "2"\n')));
    const shapeOf = async (name: string) => {
      const { data, metadata } = await live(`/api/v1/namespaces/default/configmaps/${name}`);
      const fields = metadata.managedFields.map(entry => ({ ...entry, time: undefined }));
      return { data, annotations: metadata.annotations, fields };
    };
    expect(await shapeOf('by-us')).toEqual(await shapeOf('by-kubectl'));
  });

  test('that somebody else changed meanwhile is migrated all the same, and what they set stays', async () => {
    await applyOnClient(configMap('raced', '  a: "1"\n  b: "1"\n'));
    const { resources } = asProject(configMap('raced', '  a: "2"\n'));
    const plan = await planApply({ connection, resources, namespace: 'default' });
    const confirmed = await agree(plan);
    const patch = JSON.stringify({ data: { c: 'theirs' } });
    await controlPlane().kubectl(['patch', 'configmap/raced', '--type=merge', '-p', patch]);
    await runApply({ plan, confirmed, connection });
    const { data } = await live('/api/v1/namespaces/default/configmaps/raced');
    expect(data).toEqual({ a: '2', c: 'theirs' });
  });
});
