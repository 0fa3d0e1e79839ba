import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { planApply } from '../../src/apply/planApply.ts';
import { runApply } from '../../src/apply/runApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { textIn } from '../../src/messages/text.ts';
import { createAuthority } from '../cluster/certificates.ts';
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

/** An admission webhook on this machine that refuses every object whose name begins with `bad`. */
async function startWebhook(): Promise<void> {
  const authority = createAuthority('webhooks');
  const pair = authority.issue({ name: 'names', ip: '127.0.0.1' });
  const server = createServer(pair, (request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => {
      text += piece.toString();
    });
    request.on('end', () => {
      const { request: review } = JSON.parse(text) as { request: { uid: string; name: string } };
      const allowed = !review.name.startsWith('bad');
      const status = { message: 'names must not begin with bad', code: 403 };
      const answer = { uid: review.uid, allowed, ...(allowed ? {} : { status }) };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: answer }),
      );
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const path = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
  const made = await controlPlane().api({
    method: 'POST',
    path,
    body: {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'names' },
      webhooks: [
        {
          name: 'names.webhooks.test',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          clientConfig: { url, caBundle: Buffer.from(authority.cert).toString('base64') },
          rules: [
            { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] },
          ],
        },
      ],
    },
  });
  expect(made.status).toBe(201);
  onTestFinished(async () => {
    await controlPlane().api({ method: 'DELETE', path: `${path}/names` });
    server.closeAllConnections();
    server.close();
  });
}

test('what an admission webhook refuses is told in its words at the object, and nothing of the set is changed', async () => {
  await startWebhook();
  const set = project({
    'kustomization.yaml': 'resources: [a.yaml]\n',
    'a.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: good}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: bad}
`,
  });
  const refused = async () => {
    const plan = await planApply({ connection, ...set, namespace: 'default' });
    return { plan, problems: set.describe(plan.problems) };
  };
  // The API server learns of the webhook a moment later.
  await expect.poll(async () => (await refused()).problems, { timeout: 10_000 }).not.toEqual([]);
  const { plan, problems } = await refused();
  expect(problems).toEqual(['a.yaml:7 apply.refused']);
  expect(plan.problems.map(textIn('en'))[0]).toContain('names must not begin with bad');
  expect(verdicts(plan)).toEqual(['ConfigMap/bad refused', 'ConfigMap/good create']);
});

test('what a quota leaves no room for is told with the numbers before anything is changed', async () => {
  await controlPlane().kubectl(['create', 'namespace', 'small']);
  await controlPlane().kubectl(['create', 'quota', 'few', '-n', 'small', '--hard=services=0']);
  const set = project({
    'kustomization.yaml': 'namespace: small\nresources: [a.yaml]\n',
    'a.yaml': `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
`,
  });
  const check = async () => (await planApply({ connection, ...set, namespace: 'default' })).problems;
  await expect.poll(check, { timeout: 20_000 }).toMatchObject([{ code: 'apply.refused' }]);
  const problems = await check();
  expect(set.describe(problems)).toEqual(['a.yaml:3 apply.refused']);
  expect(problems.map(textIn('en'))[0]).toContain('exceeded quota: few');
  expect(problems.map(textIn('en'))[0]).toContain('limited: services=0');
  // No role would help.
  expect(problems.map(textIn('en'))[0]).not.toContain('role');
});

describe('a selector that cannot be changed', () => {
  const deployment = (app: string, container = 'web') =>
    project({
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: fixed}
spec:
  selector:
    matchLabels:
      app: ${app}
  template:
    metadata: {labels: {app: ${app}}}
    spec: {containers: [{name: ${container}, image: web}]}
`,
    });
  const path = '/apis/apps/v1/namespaces/default/deployments/fixed';
  interface Live {
    readonly metadata: { readonly uid: string };
    readonly spec: { readonly selector: { readonly matchLabels: Readonly<Record<string, string>> } };
  }
  const live = async () => (await controlPlane().api({ path })).json<Live>();

  test('is explained at its line; only where that is agreed to, the object is deleted and created again', async () => {
    await applyProject(connection, deployment('one'));
    const before = await live();
    const changed = deployment('two');
    const refused = await planApply({ connection, ...changed, namespace: 'default' });
    expect(changed.describe(refused.problems)).toEqual(['a.yaml:5 apply.immutable spec.selector']);
    expect(refused.problems.map(textIn('en'))[0]).toContain('--recreate');
    const asked: string[][] = [];
    const decideRecreate = async (objects: readonly { readonly name: string }[]) => {
      asked.push(objects.map(({ name }) => name));
      return asked.length > 1;
    };
    const options = { connection, ...changed, namespace: 'default', decideRecreate };
    expect((await planApply(options)).problems).toHaveLength(1);
    const plan = await planApply(options);
    expect(asked).toEqual([['fixed'], ['fixed']]);
    expect(verdicts(plan)).toEqual(['Deployment/fixed change']);
    expect((await live()).metadata.uid).toBe(before.metadata.uid);
    const report = await runApply({ plan, confirmed: await agree(plan), connection });
    expect(outcomes(report)).toEqual(['Deployment/fixed created']);
    const after = await live();
    expect(after.spec.selector.matchLabels).toEqual({ app: 'two' });
    expect(after.metadata.uid).not.toBe(before.metadata.uid);
  });

  test('is not a reason to delete what could not be created afterwards', async () => {
    const before = await live();
    const wrong = deployment('three', 'NOT_A_NAME');
    const plan = await planApply({
      connection,
      ...wrong,
      namespace: 'default',
      decideRecreate: async () => true,
    });
    expect(wrong.describe(plan.problems).length).toBeGreaterThan(0);
    expect((await live()).metadata.uid).toBe(before.metadata.uid);
  });

  test('of a claim is never a reason to delete it', async () => {
    const claim = (storage: string) =>
      project({
        'kustomization.yaml': 'resources: [a.yaml]\n',
        'a.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], storageClassName: ${storage}, resources: {requests: {storage: 1Gi}}}
`,
      });
    await applyProject(connection, claim('one'));
    const decideRecreate = async () => {
      throw new Error('asked');
    };
    const plan = await planApply({ connection, ...claim('two'), namespace: 'default', decideRecreate });
    expect(plan.problems.length).toBeGreaterThan(0);
  });
});

test('two applies of one set at the same time lose nothing: afterwards all of both is there and known to the set', async () => {
  const set = (names: readonly string[]) =>
    project({
      'kustomization.yaml': `generatorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator:\n${names
        .map(name => `- {name: ${name}, literals: [a=1]}\n`)
        .join('')}`,
    });
  const both = ['shared-1', 'shared-2', 'shared-3'];
  const sets = [set([...both, 'only-one']), set([...both, 'only-two'])];
  const options = { connection, namespace: 'default', set: { name: 'raced-set' } };
  const plans = await Promise.all(sets.map(({ resources }) => planApply({ ...options, resources })));
  const reports = await Promise.all(
    plans.map(async plan => runApply({ plan, confirmed: await agree(plan), connection })),
  );
  for (const { problems, counts } of reports) {
    expect(problems).toEqual([]);
    expect(counts.failed + counts.notDone).toBe(0);
  }
  const last = await planApply({ ...options, resources: set(both).resources });
  expect(last.set?.prune.map(({ name }) => name).sort()).toEqual(['only-one', 'only-two']);
  const report = await runApply({ plan: last, confirmed: await agree(last), connection });
  expect(report.pruned.map(({ outcome }) => outcome)).toEqual(['deleted', 'deleted']);
});
