import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApplyPlan } from '../../src/apply/plan.ts';
import { planApply } from '../../src/apply/planApply.ts';
import { type RunOptions, runApply } from '../../src/apply/runApply.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { textIn } from '../../src/messages/text.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';
import { agree, applyProject, outcomes } from './confirmed.ts';
import { project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });
let connection: Connection;

beforeAll(async () => {
  connection = await connect(controlPlane());
});
afterAll(() => connection?.close());

interface Job {
  readonly name: string;
  readonly image: string;
  readonly namespace?: string;
  readonly finalizers?: string;
}

const jobs = (...all: readonly Job[]) =>
  project({
    'kustomization.yaml': 'resources: [all.yaml]\n',
    'all.yaml': all
      .map(
        ({ name, image, namespace = 'default', finalizers = '' }) => `apiVersion: batch/v1
kind: Job
metadata: {name: ${name}, namespace: ${namespace}, finalizers: [${finalizers}]}
spec:
  suspend: true
  template: {spec: {restartPolicy: Never, containers: [{name: a, image: ${image}}]}}
`,
      )
      .join('---\n'),
  });

/** A plan to create these again, whose first version is there. */
async function replanned(...all: readonly Omit<Job, 'image'>[]): Promise<ApplyPlan> {
  await applyProject(connection, jobs(...all.map(job => ({ ...job, image: 'one' }))));
  const { resources } = jobs(...all.map(job => ({ ...job, image: 'two' })));
  const decideRecreate = async () => true;
  const plan = await planApply({ connection, resources, namespace: 'default', decideRecreate });
  expect(plan.problems).toEqual([]);
  expect(plan.objects.every(({ isRecreated }) => isRecreated)).toBe(true);
  return plan;
}

async function run(plan: ApplyPlan, options: Partial<RunOptions> = {}) {
  const report = await runApply({ plan, confirmed: await agree(plan), connection, ...options });
  return { report, told: report.problems.map(problem => [problem.code, textIn('en')(problem)]) };
}

async function live(name: string, namespace = 'default') {
  const path = `/apis/batch/v1/namespaces/${namespace}/jobs/${name}`;
  const answer = await controlPlane().api({ path });
  if (answer.status === 404) return undefined;
  return answer.json<{
    metadata: { deletionTimestamp?: string };
    spec: { template: { spec: { containers: { image: string }[] } } };
  }>();
}
const imageOf = async (name: string) => (await live(name))?.spec.template.spec.containers[0]?.image;
const isLeaving = async (name: string) => (await live(name))?.metadata.deletionTimestamp !== undefined;

describe('what is deleted to be created again', () => {
  test('is created although the user gives up meanwhile, or is told not to be', async () => {
    const finalizers = 'example.com/wait';
    const plan = await replanned({ name: 'held', finalizers }, { name: 'freed', finalizers });
    const controller = new AbortController();
    const running = run(plan, { signal: controller.signal });
    for (const name of ['held', 'freed']) await until(`${name} is leaving`, () => isLeaving(name));
    controller.abort();
    await controlPlane().kubectl([
      ...['patch', 'job', 'freed', '--type=merge'],
      ...['-p', '{"metadata":{"finalizers":null}}'],
    ]);
    const { report, told } = await running;
    expect(outcomes(report).sort()).toEqual(['Job/freed created', 'Job/held failed']);
    expect(await imageOf('freed')).toBe('two');
    expect(told).toEqual([
      [
        'apply.not-recreated',
        'Job default/held was deleted to be created again, and was not created: the apply was given up. Apply again to create it.',
      ],
    ]);
  });

  test('and then refused is gone, and the report says so beside the refusal', async () => {
    await controlPlane().kubectl(['create', 'namespace', 'few']);
    const plan = await replanned({ name: 'refused', namespace: 'few' });
    await controlPlane().kubectl(['create', 'quota', 'none', '-n', 'few', '--hard=count/jobs.batch=0']);
    await until('the quota counts', async () => {
      const { resources } = jobs({ name: 'other', namespace: 'few', image: 'one' });
      return (await planApply({ connection, resources, namespace: 'few' })).problems.length > 0;
    });
    const { report, told } = await run(plan);
    expect(outcomes(report)).toEqual(['Job/refused failed']);
    expect(told.map(([code]) => code)).toEqual(['apply.not-recreated', 'apply.refused']);
    expect(told[0]?.[1]).toContain('was not created: the server refuses it.');
    expect(await live('refused', 'few')).toBeUndefined();
  });

  test('and held by finalizers is told with them, and that it is to be applied again', async () => {
    const plan = await replanned({ name: 'fin', finalizers: 'example.com/wait' });
    const { report, told } = await run(plan, { deletionSeconds: 1 });
    expect(outcomes(report)).toEqual(['Job/fin failed']);
    expect(told).toEqual([
      [
        'apply.held-by-finalizers',
        'Job default/fin was deleted to be created again, but after 1 s it is still there for its finalizers: example.com/wait. Apply again once it is gone.',
      ],
    ]);
    expect(await isLeaving('fin')).toBe(true);
  });

  test('has a name as long as ever, also where its end would be a dot', async () => {
    const plan = await replanned({ name: `${'n'.repeat(39)}.x-${'y'.repeat(16)}` });
    expect((await run(plan)).told).toEqual([]);
  });
});
