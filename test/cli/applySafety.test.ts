import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyCommand } from '../../src/cli/apply.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { makeRepository } from '../git/gitServer.ts';
import { atTerminal } from './atTerminal.ts';
import { type Ended, ended, startKubewright } from './kubewright.ts';

const controlPlane = useControlPlane({ kwok: false });
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kubewright-safety-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function root(name: string, settings: Readonly<Record<string, unknown>>, text = configMap(name)): string {
  const directory = join(folder, name);
  mkdirSync(join(directory, '.vscode'), { recursive: true });
  writeFileSync(join(directory, '.vscode/settings.json'), JSON.stringify(settings));
  writeFileSync(join(directory, 'kustomization.yaml'), 'resources: [a.yaml]\n');
  writeFileSync(join(directory, 'a.yaml'), text);
  return directory;
}

function configMap(name: string, metadata = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${metadata}data: {a: "1"}\n`;
}

function kubewright(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return ended(startKubewright(args, cwd, { KUBECONFIG: controlPlane().kubeconfigs.admin }));
}

function answered(cwd: string, args: readonly string[], answers: readonly string[]) {
  const env = { KUBECONFIG: controlPlane().kubeconfigs.admin };
  return atTerminal(applyCommand, args, { cwd, env, answers });
}

async function onServer(name: string, namespace = 'default'): Promise<number> {
  return (await controlPlane().api({ path: `/api/v1/namespaces/${namespace}/configmaps/${name}` })).status;
}

describe('a root that is bound to a target', () => {
  test('goes to its namespace without being told, and to another context only where that one is named', async () => {
    const bound = root('bound', {
      'kubewright.targets': { '.': { context: 'kubewright-test', namespace: 'kube-public' } },
    });
    expect((await kubewright(bound, 'apply', '.', '--yes')).code).toBe(0);
    expect(await onServer('bound', 'kube-public')).toBe(200);
    const elsewhere = await kubewright(bound, 'apply', '.', '--yes', '-n', 'default');
    expect(elsewhere).toMatchObject({ code: 2, stderr: expect.stringContaining('also writes to default') });
    const prod = root('prod', { 'kubewright.targets': { '.': 'production' } });
    const other = await kubewright(prod, 'apply', '.', '--yes');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(
      'This is bound to production (kubewright.targets), and kubewright-test is another context.',
    );
    expect(other.stderr).toContain('Add --confirm kubewright-test/default');
    expect(await onServer('prod')).toBe(404);
    expect((await kubewright(prod, 'apply', '.', '--confirm', 'kubewright-test/default')).code).toBe(0);
    expect(await onServer('prod')).toBe(200);
  });
});

describe('a protected context', () => {
  test('wants its name: typed at a terminal, in --confirm elsewhere; yes is not enough', async () => {
    const guarded = root('guarded', { 'kubewright.protectedContexts': ['kubewright-*'] });
    expect(await kubewright(guarded, 'apply', '.', '--yes')).toMatchObject({ code: 2 });
    const wrong = await answered(guarded, ['.', '--yes'], ['y']);
    expect(wrong.questions[0]).toBe('kubewright-test is protected. Type its name to go on: ');
    expect(wrong.code).toBe(1);
    expect(await onServer('guarded')).toBe(404);
    expect((await answered(guarded, ['.'], ['kubewright-test'])).code).toBe(0);
    expect(await onServer('guarded')).toBe(200);
  });
});

describe('where git is asked', () => {
  test('what is not committed or not pushed is named, and wants its own agreement', async () => {
    const directory = root('tracked', { 'kubewright.checkGit': 'always' });
    const repository = await makeRepository(directory);
    await repository.commit({ 'other.txt': 'a' });
    expect((await kubewright(directory, 'apply', '.', '--yes')).code).toBe(0);
    writeFileSync(join(directory, 'other.txt'), 'of no account');
    writeFileSync(join(directory, 'a.yaml'), configMap('tracked').replace('"1"', '"2"'));
    const dirty = await kubewright(directory, 'apply', '.', '--yes');
    expect(dirty).toMatchObject({ code: 2, stderr: expect.stringContaining('Not committed: a.yaml.\n') });
    expect(dirty.stderr).toContain('--allow-uncommitted');
    expect((await kubewright(directory, 'apply', '.', '--yes', '--allow-uncommitted')).code).toBe(0);
    const file = await kubewright(directory, 'apply', '-f', 'a.yaml', '--yes');
    expect(file).toMatchObject({ code: 2, stderr: expect.stringContaining('Not committed: a.yaml.') });
    const asked = await answered(directory, ['.', '--yes'], ['n']);
    expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining('Not committed: a.yaml.') });
  });
});

describe('what another tool looks after', () => {
  test('is named before the question, and --yes alone does not overrule it', async () => {
    const label = '  labels: {kustomize.toolkit.fluxcd.io/name: apps}\n';
    const owned = root('owned', {}, configMap('owned', label));
    expect((await kubewright(owned, 'apply', '.', '--yes')).code).toBe(0);
    writeFileSync(join(owned, 'a.yaml'), configMap('owned', label).replace('"1"', '"2"'));
    const refused = await kubewright(owned, 'apply', '.', '--yes');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('Flux (apps) looks after ConfigMap default/owned and will revert');
    const asked = await answered(owned, ['.'], ['n']);
    expect(asked.stderr.indexOf('will revert')).toBeLessThan(asked.stderr.indexOf('Context kubewright-test'));
    expect((await kubewright(owned, 'apply', '.', '--yes', '--overrule-owners')).code).toBe(0);
  });
});

describe('plain manifests', () => {
  const directory = join(folder, 'manifests');
  beforeAll(() => {
    mkdirSync(join(directory, 'deep'), { recursive: true });
    writeFileSync(join(directory, 'one.yaml'), `${configMap('one')}---\n${configMap('two')}`);
    writeFileSync(
      join(directory, 'three.json'),
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] }),
    );
    writeFileSync(join(directory, 'notes.txt'), 'not: [yaml');
    writeFileSync(join(directory, 'deep/four.yml'), configMap('four'));
  });

  test('-f takes files and directories, -R those below; what is wrong is told at its line', async () => {
    const flat = await kubewright(directory, 'apply', '-f', '.', '--dry-run');
    expect(flat.stdout).toBe('ConfigMap default/one: create\nConfigMap default/two: create\n');
    const deep = await kubewright(directory, 'diff', '-R', '-f', '.');
    expect(deep.stderr).toContain('create 3, change 0');
    const single = await kubewright(directory, 'apply', '-f', 'deep/four.yml', '-f', 'one.yaml', '--yes');
    expect(single).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('ConfigMap default/four: created'),
    });
    const bad = join(folder, 'bad.yaml');
    writeFileSync(bad, `${configMap('fine')}---\n${configMap('bad').replace('\ndata', '\ndta')}`);
    const refused = await kubewright(folder, 'apply', '-f', 'bad.yaml', '--yes');
    expect(refused.stderr).toContain('bad.yaml:11:1 error apply.unknown-field ConfigMap default/bad');
    expect(refused.code).toBe(1);
    writeFileSync(bad, 'apiVersion: v1\nkind: [\n');
    expect((await kubewright(folder, 'apply', '-f', 'bad.yaml', '--yes')).stderr).toContain('yaml.syntax');
    expect((await kubewright(folder, 'apply', '-f', 'absent.yaml', '--yes')).code).toBe(2);
    expect((await kubewright(folder, 'apply', '.', '-f', 'bad.yaml')).code).toBe(2);
  });
});

test('delete takes away what apply --prune made, after naming it', async () => {
  const directory = root('deleted', {});
  const set = ['--set', 'cli-deleted'];
  await kubewright(directory, 'apply', '.', '--yes', '--prune', ...set);
  const shown = await kubewright(directory, 'delete', '.', '--dry-run', ...set);
  expect(shown).toMatchObject({
    code: 0,
    stdout: 'ConfigMap default/deleted: delete\nConfigMap default/cli-deleted: delete\n',
  });
  expect(await kubewright(directory, 'delete', '.', ...set)).toMatchObject({ code: 2 });
  expect(await onServer('deleted')).toBe(200);
  const { code, stdout } = await kubewright(directory, 'delete', '.', '--yes', ...set);
  expect(stdout).toContain('ConfigMap default/deleted: deleted\n');
  expect(code).toBe(0);
  expect([await onServer('deleted'), await onServer('cli-deleted')]).toEqual([404, 404]);
  const again = await kubewright(directory, 'delete', '.', '--yes', ...set);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('has no set cli-deleted') });
});
