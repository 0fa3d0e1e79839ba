import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyCommand } from '../../src/cli/apply.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { makeRepository, type Repository } from '../git/gitServer.ts';
import { atTerminal } from './atTerminal.ts';
import { type Ended, ended, startKubewright } from './kubewright.ts';

const controlPlane = useControlPlane({ kwok: false });
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kubewright-sets-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  for (const name of ['sets', 'sets-two']) await controlPlane().kubectl(['create', 'namespace', name]);
});

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

/** A repository with an overlay at the path that all have, which renders one ConfigMap. */
async function repository(name: string, remote?: string, namespace = 'sets'): Promise<Repository> {
  const made = await makeRepository(join(folder, name));
  await made.commit(overlay(name, namespace));
  if (remote !== undefined) await made.git('remote', 'add', 'origin', remote);
  return made;
}

function overlay(name: string, namespace = 'sets'): Record<string, string> {
  return {
    'overlays/prod/kustomization.yaml': `namespace: ${namespace}\nresources: [all.yaml]\n`,
    'overlays/prod/all.yaml': configMap(name),
  };
}

function kubewright(
  { directory }: Pick<Repository, 'directory'>,
  ...args: readonly string[]
): Promise<Ended> {
  return ended(startKubewright(args, directory, { KUBECONFIG: controlPlane().kubeconfigs.admin }));
}

async function onServer(name: string, namespace = 'sets'): Promise<number> {
  return (await controlPlane().api({ path: `/api/v1/namespaces/${namespace}/configmaps/${name}` })).status;
}

const prune = ['apply', 'overlays/prod', '--prune', '-y'] as const;

describe('two repositories with the same path', () => {
  const set = 'kubewright-overlays-prod';

  test('do not prune or delete each other: the second one gets a set of its own, and both are found again', async () => {
    const shop = await repository('shop', 'https://user:secret@git.example.com/acme/shop.git');
    const billing = await repository('billing', 'git@git.example.com:acme/billing.git');
    expect(await kubewright(shop, ...prune)).toMatchObject({ code: 0 });
    const beside = await kubewright(billing, ...prune);
    expect(beside.code).toBe(0);
    const [, own = ''] = /this one is (\S+)\.\n/.exec(beside.stderr) ?? [];
    expect(beside.stderr).toContain(
      `The set sets/${set} is another repository's (git.example.com/acme/shop)`,
    );
    expect([await onServer('shop'), await onServer('billing')]).toEqual([200, 200]);
    await billing.commit({ 'overlays/prod/all.yaml': configMap('billing-next') });
    const next = await kubewright(billing, ...prune);
    expect(next).toMatchObject({ code: 0, stdout: expect.stringContaining('sets/billing: deleted') });
    expect([await onServer('billing'), await onServer('billing-next')]).toEqual([404, 200]);
    const parent = await controlPlane().api({ path: `/api/v1/namespaces/sets/configmaps/${set}` });
    expect(parent.text).not.toContain('secret');
    expect(await kubewright(billing, 'delete', 'overlays/prod', '-y')).toMatchObject({ code: 0 });
    expect([await onServer('shop'), await onServer('billing-next')]).toEqual([200, 404]);
    expect([await onServer(set), await onServer(own)]).toEqual([200, 404]);
  });

  test('with a set that both name: the other one is told, and to go on wants a flag of its own', async () => {
    const name = ['--set', 'app'];
    const left = await repository('app-left', 'https://user:secret@git.example.com/acme/left.git');
    const right = await repository('app-right', 'https://git.example.com/acme/right.git');
    expect(await kubewright(left, ...prune, ...name)).toMatchObject({ code: 0 });
    const refused = await kubewright(right, ...prune, ...name);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(
      'The set sets/app was last applied from another repository (git.example.com/acme/left, overlays/prod at ',
    );
    expect(refused.stderr).toContain('this is git.example.com/acme/right. It would delete an object of it.');
    expect(refused.stderr).toContain('Add --other-repository');
    expect(await kubewright(right, 'delete', 'overlays/prod', '-y', ...name)).toMatchObject({ code: 2 });
    expect([await onServer('app-left'), await onServer('app-right')]).toEqual([200, 404]);
  });

  test('may change hands where that is agreed to, and from then on the set is the other one’s', async () => {
    const from = await repository('from', 'https://git.example.com/acme/from');
    const to = await repository('to', 'https://git.example.com/acme/to');
    await kubewright(from, ...prune, '--set', 'hands');
    expect(await kubewright(to, ...prune, '--set', 'hands', '--other-repository')).toMatchObject({ code: 0 });
    expect([await onServer('from'), await onServer('to')]).toEqual([404, 200]);
    expect(await kubewright(to, ...prune, '--set', 'hands')).toMatchObject({ code: 0 });
    expect(await kubewright(from, ...prune, '--set', 'hands')).toMatchObject({ code: 2 });
  });

  test('are one where they are clones, whatever the URL, or forks of one another', async () => {
    const one = await repository('one', 'https://git.example.com/acme/one.git');
    const commit = (await one.git('rev-parse', 'HEAD')).trim();
    const clone = async (name: string, remote: string) => {
      await one.git('clone', '--quiet', one.directory, join(folder, name));
      const made = { directory: join(folder, name) };
      await one.git('-C', made.directory, 'remote', 'set-url', 'origin', remote);
      return made;
    };
    const apply = [...prune, '--set', 'clones'];
    expect(await kubewright(one, ...apply)).toMatchObject({ code: 0 });
    const ssh = await clone('ssh', 'ssh://git@git.example.com:2222/acme/one');
    expect(await kubewright(ssh, ...apply)).toMatchObject({ code: 0 });
    const fork = await clone('fork', 'https://git.example.com/me/one.git');
    expect(await kubewright(fork, ...apply)).toMatchObject({ code: 0 });
    // What began as a copy of a template has its first commit, but not what was applied.
    const copy = await clone('copy', 'https://git.example.com/acme/copy.git');
    await one.commit(overlay('one-later'));
    expect(await kubewright(one, ...apply)).toMatchObject({ code: 0 });
    expect(commit).not.toBe((await one.git('rev-parse', 'HEAD')).trim());
    expect(await kubewright(copy, ...apply)).toMatchObject({ code: 2 });
  });

  test('are told apart without remotes, by their first commits', async () => {
    const [left, right] = [await repository('left'), await repository('right')];
    expect(await kubewright(left, ...prune, '--set', 'local')).toMatchObject({ code: 0 });
    expect(await kubewright(right, ...prune, '--set', 'local')).toMatchObject({ code: 2 });
    expect(await kubewright(left, ...prune, '--set', 'local')).toMatchObject({ code: 0 });
  });

  test('sets from before this was noted go on, and are noted then', async () => {
    const old = await repository('old', 'https://git.example.com/acme/old');
    await kubewright(old, ...prune, '--set', 'older');
    const note = ['annotate', 'configmap', '-n', 'sets', 'older', 'kubewright/repository-'];
    await controlPlane().kubectl(note);
    expect(await kubewright(old, ...prune, '--set', 'older')).toMatchObject({ code: 0 });
    const { text } = await controlPlane().api({ path: '/api/v1/namespaces/sets/configmaps/older' });
    expect(text).toContain('git.example.com/acme/old');
  });
});

describe('delete', () => {
  test('in a namespace that nobody named wants more than --yes', async () => {
    const far = await repository('far', 'https://git.example.com/acme/far', 'sets-two');
    const name = ['--set', 'far-set'];
    expect(await kubewright(far, ...prune, ...name)).toMatchObject({ code: 0 });
    await far.commit(overlay('far', 'sets'));
    const refused = await kubewright(far, 'delete', 'overlays/prod', '-y', ...name);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('nobody named the namespace sets-two');
    expect(refused.stderr).toContain('--confirm kubewright-test/sets-two');
    expect(await onServer('far', 'sets-two')).toBe(200);
    const wrong = await kubewright(far, 'delete', 'overlays/prod', '-y', '-n', 'sets', ...name);
    expect(wrong.stderr).toContain('Delete it with --namespace sets-two.');
    expect(wrong.code).toBe(1);
    const named = await kubewright(far, 'delete', 'overlays/prod', '-y', '-n', 'sets-two', ...name);
    expect(named.stderr).toContain('delete 2');
    expect(named.code).toBe(0);
    expect(await onServer('far', 'sets-two')).toBe(404);
  });

  test('leaves a ConfigMap alone that is no set, whatever --set says', async () => {
    const mine = await repository('mine');
    const data = ['create', 'configmap', 'my-data', '-n', 'sets', '--from-literal=a=1'];
    await controlPlane().kubectl(data);
    const name = ['--set', 'my-data', '-n', 'sets'];
    expect(await kubewright(mine, 'delete', 'overlays/prod', '-y', ...name)).toMatchObject({ code: 1 });
    const refused = await kubewright(mine, ...prune, ...name);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('it is no set') });
    expect(await onServer('my-data')).toBe(200);
  });
});

describe('a kustomization that was moved', () => {
  test('goes on with its set once that is named, and is found there from then on', async () => {
    const moved = await repository('moved', 'https://git.example.com/acme/moved');
    await moved.git('mv', 'overlays', 'parts');
    await moved.git('mv', 'parts/prod', 'parts/before');
    await moved.commit({});
    expect(await kubewright(moved, 'apply', 'parts/before', '--prune', '-y')).toMatchObject({ code: 0 });
    await moved.git('mv', 'parts/before', 'parts/after');
    await moved.commit({ 'parts/after/all.yaml': `${configMap('moved')}---\n${configMap('moved-more')}` });
    const apply = ['apply', 'parts/after', '--prune', '-y'];
    const refused = await kubewright(moved, ...apply);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      'ConfigMap sets/moved is a member of the set sets/kubewright-parts-before, last applied from parts/before.',
    );
    expect(refused.stderr).toContain('go on with its set (--set kubewright-parts-before,');
    expect(refused.stderr).toContain('\nNothing was applied.\n');
    expect(refused.stderr).not.toContain('0 objects');
    const named = await kubewright(moved, ...apply, '--set', 'kubewright-parts-before');
    expect(named).toMatchObject({ code: 0 });
    await moved.commit({ 'parts/after/all.yaml': configMap('moved') });
    const diff = await kubewright(moved, 'diff', 'parts/after', '--prune');
    expect(diff.stdout).toContain('moved-more');
    const again = await kubewright(moved, ...apply);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('moved-more: deleted') });
    expect(await onServer('kubewright-parts-after')).toBe(404);
    const history = await kubewright(moved, 'history', 'parts/after');
    expect(history.stdout.trim().split('\n')).toHaveLength(4);
    expect(await kubewright(moved, 'delete', 'parts/after', '-y')).toMatchObject({ code: 0 });
    expect(await onServer('moved')).toBe(404);
  });
});

test('a kustomization that goes to another namespace says where its objects are left', async () => {
  const left = await repository('leaves', 'https://git.example.com/acme/leaves');
  const apply = [...prune, '--set', 'leaving'];
  expect((await kubewright(left, ...apply)).stderr).not.toContain('before');
  await left.commit(overlay('leaves', 'sets-two'));
  const elsewhere = await kubewright(left, ...apply);
  expect(elsewhere.stderr).toContain(
    'This was applied to sets before (set leaving), and what it made there stays.',
  );
  expect(elsewhere.code).toBe(0);
  expect([await onServer('leaves'), await onServer('leaves', 'sets-two')]).toEqual([200, 200]);
  expect((await kubewright(left, ...apply)).stderr).not.toContain('before');
});

describe('a folder that is bound to other contexts than the current one', () => {
  const contexts = ['dev', 'prod-eu', 'prod-us'];
  const kubeconfig = join(folder, 'contexts.yaml');
  const bound = join(folder, 'bound');

  beforeAll(() => {
    const admin = JSON.parse(readFileSync(controlPlane().kubeconfigs.admin, 'utf8'));
    const { cluster, user } = admin.contexts[0].context;
    const list = contexts.map(name => ({ name, context: { cluster, user, namespace: 'sets' } }));
    writeFileSync(
      kubeconfig,
      JSON.stringify({ apiVersion: 'v1', kind: 'Config', contexts: list, 'current-context': 'dev' }),
    );
    mkdirSync(join(bound, '.vscode'), { recursive: true });
    writeFileSync(
      join(bound, '.vscode/settings.json'),
      '{"kubewright.targets": {"**": "prod-*", ".": "prod-*"}}',
    );
    writeFileSync(join(bound, 'kustomization.yaml'), 'resources: [a.yaml]\n');
    writeFileSync(join(bound, 'a.yaml'), configMap('bound'));
  });

  const env = () => ({ KUBECONFIG: `${kubeconfig}:${controlPlane().kubeconfigs.admin}` });
  const run = (...args: readonly string[]) => ended(startKubewright(args, bound, env()));

  test('is not led there by the repository’s settings: a context is named, and all that fit are told', async () => {
    for (const args of [
      ['apply', '.', '-y'],
      ['diff', '.'],
      ['delete', '.', '-y'],
    ]) {
      const { code, stderr } = await run(...args);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringContaining(
          'This is bound to prod-* (kubewright.targets), and dev is another context. Name one with --context: prod-eu, prod-us, dev.',
        ),
      });
    }
    expect(await onServer('bound')).toBe(404);
    expect(await run('apply', '.', '--confirm', 'prod-us/sets')).toMatchObject({ code: 0 });
    expect(await run('apply', '.', '-y', '--context', 'prod-eu')).toMatchObject({ code: 0 });
    expect(await run('apply', '.', '-y', '--context', 'dev')).toMatchObject({ code: 2 });
  });

  test('asks whoever is at the terminal', async () => {
    const answers = ['prod-eu', 'y'];
    const answered = await atTerminal(applyCommand, ['.'], { cwd: bound, env: env(), answers });
    expect(answered.questions[0]).toContain('Type the context that is meant (prod-eu, prod-us): ');
    expect(answered.stderr).toContain('Context prod-eu');
    expect(answered.code).toBe(0);
    const wrong = { cwd: bound, env: env(), answers: ['prod-'] };
    await expect(atTerminal(applyCommand, ['.'], wrong)).rejects.toThrow('Name one with --context');
  });
});
