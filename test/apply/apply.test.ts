import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/apply/plan.ts';
import { planApply } from '../../src/apply/planApply.ts';
import { runApply } from '../../src/apply/runApply.ts';
import { confirmChange } from '../../src/cluster/change/confirm.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { textIn } from '../../src/messages/text.ts';
import type { AuditEvent } from '../cluster/audit.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { agree, applyProject, outcomes, verdicts } from './confirmed.ts';
import { type Project, project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});

afterAll(() => connection?.close());

/** Requests of this client since then that could change something. */
async function writesSince(count: number): Promise<AuditEvent[]> {
  const events = (await controlPlane().auditEvents()).slice(count);
  return events.filter(
    ({ verb, userAgent }) => userAgent === 'kubewright' && !['get', 'list', 'watch'].includes(verb),
  );
}

async function versionsOf(paths: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(paths.map(path => controlPlane().api({ path })));
  return answers.map(
    answer => answer.json<{ metadata: { resourceVersion: string } }>().metadata.resourceVersion,
  );
}

const shop = project({
  'kustomization.yaml': `namespace: shop
resources: [namespace.yaml, web.yaml]
configMapGenerator:
- name: settings
  literals: [mode=fast]
images:
- name: web
  newTag: "2"
`,
  'namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
  'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: web:1
        envFrom:
        - configMapRef: {name: settings}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
`,
});

describe('applying twice', () => {
  test('creates everything, then changes nothing: by report, resource versions and audit log', async () => {
    const first = await applyProject(connection, shop);
    expect(verdicts(first.plan).sort()).toEqual([
      expect.stringMatching(/^ConfigMap\/settings-\w+ unverified$/),
      'Deployment/web unverified',
      'Namespace/shop create',
      'Service/web unverified',
    ]);
    expect(first.plan.counts).toEqual({ create: 4, change: 0, unchanged: 0, delete: 0, unverified: 3 });
    expect(first.plan.namespaces).toEqual(['shop']);
    expect(first.report.counts).toMatchObject({ created: 4, failed: 0, notDone: 0 });

    const paths = first.report.objects.map(({ planned }) => {
      const group = planned.kind === 'Deployment' ? '/apis/apps/v1' : '/api/v1';
      const scope = planned.namespace === undefined ? '' : `/namespaces/${planned.namespace}`;
      return `${group}${scope}/${planned.api?.resource}/${planned.name}`;
    });
    // The Deployment's controller writes its status meanwhile; no other object has one here.
    const still = paths.filter(path => !path.includes('/deployments/'));
    const before = await versionsOf(still);
    const events = (await controlPlane().auditEvents()).length;
    const second = await applyProject(connection, shop);
    expect(second.plan.counts).toEqual({ create: 0, change: 0, unchanged: 4, delete: 0, unverified: 0 });
    expect(second.report.counts).toMatchObject({ created: 0, configured: 0, unchanged: 4, failed: 0 });
    expect(await versionsOf(still)).toEqual(before);
    const deployment = (
      await controlPlane().api({ path: paths.find(path => path.includes('/deploy')) ?? '' })
    ).json<{ metadata: { generation: number } }>();
    expect(deployment.metadata.generation).toBe(1);

    const writes = await writesSince(events);
    // What the server found as it is wanted a moment ago is not sent again.
    expect(writes).toHaveLength(4);
    for (const { verb, requestURI } of writes) {
      expect(verb).toBe('patch');
      expect(requestURI).toContain('fieldManager=kubewright');
    }
    expect(writes.filter(({ requestURI }) => requestURI.includes('dryRun=All'))).toHaveLength(4);
  });

  test('a changed value is one change, and the server has it', async () => {
    const configMap = (value: string) =>
      project({
        'kustomization.yaml': 'resources: [one.yaml, two.yaml]\n',
        'one.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {a: "${value}"}\n`,
        'two.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: two}\ndata: {a: "1"}\n',
      });
    await applyProject(connection, configMap('1'));
    const { plan, report } = await applyProject(connection, configMap('2'));
    expect(verdicts(plan)).toEqual(['ConfigMap/one change', 'ConfigMap/two unchanged']);
    expect(outcomes(report)).toEqual(['ConfigMap/one configured', 'ConfigMap/two unchanged']);
    const answer = await controlPlane().api({ path: '/api/v1/namespaces/default/configmaps/one' });
    expect(answer.json()).toMatchObject({ data: { a: '2' } });
  });
});

test('what was found unchanged while the user thought about it is looked at again', async () => {
  const set = project({
    'kustomization.yaml': 'resources: [a.yaml]\n',
    'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: thought}\ndata: {a: "1"}\n',
  });
  await applyProject(connection, set);
  const plan = await planApply({ connection, ...set, namespace: 'default' });
  const path = '/api/v1/namespaces/default/configmaps/thought';
  await controlPlane().api({
    method: 'PATCH',
    path: `${path}?fieldManager=kubewright`,
    contentType: 'application/apply-patch+yaml',
    body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'thought' }, data: { a: '2' } },
  });
  const old = {
    ...plan,
    objects: plan.objects.map(planned => ({ ...planned, verdict: aged(planned.verdict) })),
  };
  await runApply({ plan: old, confirmed: await agree(old), connection });
  expect((await controlPlane().api({ path })).json()).toMatchObject({ data: { a: '1' } });
});

/** The verdict as if it were a minute old. */
function aged(verdict: Verdict): Verdict {
  return 'at' in verdict ? { ...verdict, at: verdict.at - 60_000 } : verdict;
}

function crd(kind: string, field: string, maximum = 9): string {
  const plural = `${kind.toLowerCase()}s`;
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${plural}.phases.test}
spec:
  group: phases.test
  scope: Namespaced
  names: {plural: ${plural}, singular: ${kind.toLowerCase()}, kind: ${kind}}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              ${field}: {type: integer, maximum: ${maximum}}
`;
}

function widgets(kind: string, field: string, used: string, maximum?: number): Project {
  return project({
    'kustomization.yaml': 'resources: [widget.yaml, pod.yaml, namespace.yaml, hook.yaml, crd.yaml]\n',
    'widget.yaml': `apiVersion: phases.test/v1
kind: ${kind}
metadata: {name: first, namespace: ${kind.toLowerCase()}-home}
spec:
  ${used}: 3
`,
    'pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: worker, namespace: ${kind.toLowerCase()}-home}
spec:
  containers: [{name: worker, image: worker}]
`,
    'namespace.yaml': `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${kind.toLowerCase()}-home}\n`,
    'hook.yaml': `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: ${kind.toLowerCase()}-refuses-all}
webhooks:
- name: no.phases.test
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Fail
  timeoutSeconds: 1
  clientConfig: {url: "https://127.0.0.1:1/"}
  rules:
  - {apiGroups: [phases.test], apiVersions: [v1], operations: ["*"], resources: [${kind.toLowerCase()}s]}
`,
    'crd.yaml': crd(kind, field, maximum),
  });
}

describe('phases', () => {
  test('a CRD, its object, a Namespace with a Pod and a webhook that refuses them arrive from one set', async () => {
    const { plan, report } = await applyProject(connection, widgets('Widget', 'size', 'size'));
    expect(Object.fromEntries(verdicts(plan).map(each => each.split(' ')))).toEqual({
      'CustomResourceDefinition/widgets.phases.test': 'create',
      'Namespace/widget-home': 'create',
      'Widget/first': 'unverified',
      'Pod/worker': 'unverified',
      'ValidatingWebhookConfiguration/widget-refuses-all': 'create',
    });
    expect(report.problems).toEqual([]);
    expect(report.counts).toMatchObject({ created: 5 });
  });

  test('what the schema of a CRD of the set says against an object is said before anything is changed', async () => {
    const wrong = widgets('Gizmo', 'size', 'sise');
    const plan = await planApply({ connection, ...wrong, namespace: 'default' });
    expect(wrong.describe(plan.problems)).toEqual(['widget.yaml:5 apply.unknown-field spec.sise']);
    const text = project({
      'kustomization.yaml': 'resources: [crd.yaml, gizmo.yaml]\n',
      'crd.yaml': crd('Gizmo', 'size'),
      'gizmo.yaml': 'apiVersion: phases.test/v1\nkind: Gizmo\nmetadata: {name: a}\nspec:\n  size: big\n',
    });
    const other = await planApply({ connection, ...text, namespace: 'default' });
    expect(text.describe(other.problems)).toEqual(['gizmo.yaml:5 schema.wrong-type']);
    expect(other.problems.map(textIn('en'))).toEqual([
      '`spec.size` must be a whole number, and this is a string.',
    ]);
  });

  test('what is wrong with an object of a new Namespace is said before that is created; its own rights and quotas are not asked', async () => {
    await controlPlane().kubectl(['create', 'quota', 'none', '--hard=configmaps=0']);
    const inNew = (configMap: string) =>
      project({
        'kustomization.yaml': 'namespace: brand-new\nresources: [a.yaml]\n',
        'a.yaml': `apiVersion: v1\nkind: Namespace\nmetadata: {name: brand-new}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: inside\n${configMap}`,
      });
    const wrong = inNew('dta: {}\n');
    const plan = await planApply({ connection, ...wrong, namespace: 'default' });
    expect(wrong.describe(plan.problems)).toEqual(['a.yaml:9 apply.unknown-field dta']);
    expect(plan.problems[0]?.params).toMatchObject({ object: 'ConfigMap brand-new/inside' });
    const fine = await planApply({ connection, ...inNew('data: {}\n'), namespace: 'default' });
    expect(verdicts(fine)).toEqual(['Namespace/brand-new create', 'ConfigMap/inside unverified']);
    await controlPlane().kubectl(['delete', 'quota', 'none']);
  });

  test('names of a new Namespace may be as long as their kind allows, and end a part anywhere; longer ones are refused', async () => {
    const inNew = (name: string) =>
      project({
        'kustomization.yaml': 'namespace: long-names\nresources: [a.yaml]\n',
        'a.yaml': `apiVersion: v1
kind: Namespace
metadata: {name: long-names}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: ${name}}
spec:
  schedule: 0 0 1 1 *
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}
`,
      });
    const problemsOf = async (name: string) => {
      const set = inNew(name);
      return set.describe((await planApply({ connection, ...set, namespace: 'default' })).problems);
    };
    expect(await problemsOf('nightly-database-backup-to-cold-storage')).toEqual([]);
    expect(await problemsOf('a'.repeat(52))).toEqual([]);
    expect(await problemsOf(`${'a'.repeat(39)}.b`)).toEqual([]);
    expect(await problemsOf('a'.repeat(53))).toEqual(['a.yaml:7 apply.invalid-field metadata.name']);
  });

  test('what is wrong in a new Namespace is told though the one it is tried in has something of that name', async () => {
    const set = (namespace: string, service: string) =>
      project({
        'kustomization.yaml': `namespace: ${namespace}\nresources: [a.yaml]\n`,
        'a.yaml': `${namespace === 'default' ? '' : `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${namespace}}\n---\n`}apiVersion: apps/v1
kind: Deployment
metadata: {name: same-name}
spec:
  selector: {matchLabels: {app: ${service}}}
  template: {metadata: {labels: {app: ${service}}}, spec: {containers: [{name: a, image: a}]}}
`,
      });
    await applyProject(connection, set('default', 'one'));
    const plan = async (app: string) =>
      planApply({ connection, ...set('namesakes', app), namespace: 'default' });
    expect((await plan('two')).problems).toEqual([]);
    expect((await plan('NOT A LABEL')).problems.length).toBeGreaterThan(0);
  });

  test('what only the server knows against an unverified object is found before its phase changes anything', async () => {
    const wrong = widgets('Gadget', 'size', 'size', 2);
    const { plan, report } = await applyProject(connection, wrong);
    expect(plan.problems).toEqual([]);
    expect(Object.fromEntries(outcomes(report).map(each => each.split(' ')))).toEqual({
      'CustomResourceDefinition/gadgets.phases.test': 'created',
      'Namespace/gadget-home': 'created',
      'Gadget/first': 'failed',
      'Pod/worker': 'not-done',
      'ValidatingWebhookConfiguration/gadget-refuses-all': 'not-done',
    });
    expect(wrong.describe(report.problems)).toEqual(['widget.yaml:5 apply.invalid-field spec.size']);
    const pods = await controlPlane().api({ path: '/api/v1/namespaces/gadget-home/pods' });
    expect(pods.json<{ items: unknown[] }>().items).toEqual([]);
  });

  test('an object that uses a field which the same set adds to its CRD is applied', async () => {
    const set = (field: string) =>
      project({
        'kustomization.yaml': 'resources: [crd.yaml, gear.yaml]\n',
        'crd.yaml': crd('Gear', field),
        'gear.yaml': `apiVersion: phases.test/v1\nkind: Gear\nmetadata: {name: g}\nspec: {${field}: 1}\n`,
      });
    await applyProject(connection, set('teeth'));
    const { plan, report } = await applyProject(connection, set('spokes'));
    expect(verdicts(plan).map(each => each.split(' ')[1])).toEqual(['change', 'unverified']);
    expect(outcomes(report).map(each => each.split(' ')[1])).toEqual(['configured', 'configured']);
  });
});

describe('confirmation', () => {
  test('an agreement to another plan, or a forged one, applies nothing', async () => {
    const plan = await planApply({ connection, resources: shop.resources, namespace: 'default' });
    const counts = { create: 0, change: 0, unchanged: 0, delete: 0, unverified: 0 };
    const other = await confirmChange(connection, [], counts, { confirm: async () => true });
    await expect(runApply({ plan, confirmed: other!, connection })).rejects.toThrow(TypeError);
    const forged = { ...(await agree(plan)) };
    await expect(runApply({ plan, confirmed: forged, connection })).rejects.toMatchObject({
      code: 'change.other-context',
    });
  });
});
