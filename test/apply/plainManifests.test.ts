import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planApply } from '../../src/apply/planApply.ts';
import { refusalProblems } from '../../src/apply/refusal.ts';
import { nameOfApplied } from '../../src/apply/report.ts';
import { runApply } from '../../src/apply/runApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { ClusterFailure } from '../../src/cluster/failure.ts';
import { readManifests } from '../../src/kustomize/plainManifests.ts';
import { textIn } from '../../src/messages/text.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { agree, outcomes, verdicts } from './confirmed.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});

afterAll(() => connection?.close());

const manifests = (text: string) => readManifests([{ uri: 'file:///a.yaml', path: '/a.yaml', text }]);

test('a List, also one among other documents, is applied as its items', async () => {
  const configMap = (name: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}}}`;
  const { resources, problems } = manifests(
    `apiVersion: v1\nkind: List\nitems:\n- ${configMap('in-list')}\n- ${configMap('too')}\n---\n${configMap('alone')}\n`,
  );
  expect(problems).toEqual([]);
  const plan = await planApply({ connection, resources, namespace: 'default' });
  const report = await runApply({ plan, confirmed: await agree(plan), connection });
  expect(outcomes(report).sort()).toEqual([
    'ConfigMap/alone created',
    'ConfigMap/in-list created',
    'ConfigMap/too created',
  ]);
});

describe('generateName', () => {
  const job = (field = '') =>
    `apiVersion: batch/v1
kind: Job
metadata:
  generateName: migrate-
spec:
  template:
    spec:
${field}      restartPolicy: Never
      containers: [{name: a, image: a}]
`;

  test('whose answer was lost is not to be applied again unseen, for that would make another one', () => {
    const [resource] = manifests(job()).resources;
    if (resource === undefined) throw new Error('nothing was read');
    const lost = new ClusterFailure('connection.reset', { context: 'a', server: 'https://127.0.0.1:1' });
    const name = { apiVersion: 'batch/v1', kind: 'Job', namespace: 'default', name: 'migrate-' };
    const told = (isGenerated: boolean) =>
      refusalProblems(resource, { ...name, isGenerated }, lost)
        .map(textIn('en'))
        .join();
    expect(told(true)).toMatch(/Look before you apply again, which makes another one\.$/);
    expect(told(false)).toMatch(/Applying again is safe\.$/);
  });

  test('makes another object with each apply, and the report has the name that the server gave', async () => {
    const { resources } = manifests(`${job()}---\n${job()}`);
    const apply = async () => {
      const plan = await planApply({ connection, resources, namespace: 'default' });
      expect(verdicts(plan)).toEqual(['Job/migrate- create', 'Job/migrate- create']);
      return runApply({ plan, confirmed: await agree(plan), connection });
    };
    const reports = [await apply(), await apply()];
    const names = reports.flatMap(({ objects }) => objects.map(each => nameOfApplied(each).name));
    expect(new Set(names).size).toBe(4);
    const answer = await controlPlane().api({ path: '/apis/batch/v1/namespaces/default/jobs' });
    const { items } = answer.json<{ items: { metadata: { name: string } }[] }>();
    expect(items.map(({ metadata }) => metadata.name).sort()).toEqual(names.sort());
  });

  test('is tried before: a mistake is told at its line, and nothing is created', async () => {
    const { resources } = manifests(job('      retartPolicy: Never\n').replaceAll('migrate-', 'wrong-'));
    const plan = await planApply({ connection, resources, namespace: 'default' });
    expect(plan.problems.map(({ code, params }) => [code, 'field' in params && params.field])).toEqual([
      ['apply.unknown-field', 'spec.template.spec.retartPolicy'],
    ]);
  });

  test('is nothing that a kustomization can have, as the official tool says', async () => {
    const { problems } = manifests('apiVersion: v1\nkind: ConfigMap\nmetadata: {labels: {a: b}}\n');
    expect(problems.map(({ code }) => code)).toEqual(['resource.no-name']);
  });
});
