import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useControlPlane } from '../cluster/shared.ts';
import { type Ended, ended, startKubewright } from './kubewright.ts';

const controlPlane = useControlPlane({ kwok: false });
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubewright-apply-'));
  writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [settings.yaml]\nnamePrefix: app-\n');
  writeFileSync(
    join(folder, 'settings.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: "1"\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function kubewright(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const all = { KUBECONFIG: controlPlane().kubeconfigs.admin, ...env };
  return ended(startKubewright(args, folder, all));
}

async function onServer(name: string, namespace = 'default'): Promise<number> {
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
  return (await controlPlane().api({ path })).status;
}

describe('without a terminal', () => {
  test('nothing is applied before someone has agreed; it is said what to add', async () => {
    const { code, stdout, stderr } = await kubewright(['apply', '.']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(
      `Context kubewright-test (${controlPlane().url}), namespace default: create 1, change 0, unchanged 0.`,
    );
    expect(stderr).toContain('--confirm kubewright-test/default');
    expect(await onServer('app-settings')).toBe(404);
  });

  test('an agreement to another target applies nothing', async () => {
    const { code, stderr } = await kubewright(['apply', '.', '--confirm', 'production/default']);
    expect(code).toBe(2);
    expect(stderr).toContain('--confirm kubewright-test/default');
    expect(await onServer('app-settings')).toBe(404);
  });

  test('--dry-run says what would be, in the words of the shell, and applies nothing', async () => {
    const english = await kubewright(['apply', '.', '--dry-run']);
    expect(english).toMatchObject({ code: 0, stdout: 'ConfigMap default/app-settings: create\n' });
    const korean = await kubewright(['apply', '.', '--dry-run'], { LC_ALL: 'ko_KR.UTF-8' });
    expect(korean).toMatchObject({ code: 0, stdout: 'ConfigMap default/app-settings: 생성\n' });
    expect(korean.stderr).toContain('컨텍스트 kubewright-test');
    expect(await onServer('app-settings')).toBe(404);
  });

  test('with the exact target it applies; again, with --yes, all is unchanged', async () => {
    const first = await kubewright(['apply', '.', '--confirm', 'kubewright-test/default']);
    expect(first).toMatchObject({ code: 0, stdout: 'ConfigMap default/app-settings: created\n' });
    expect(await onServer('app-settings')).toBe(200);
    const second = await kubewright(['apply', '.', '--yes', '--format', 'json']);
    expect(second.code).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({
      context: 'kubewright-test',
      counts: { created: 0, configured: 0, unchanged: 1, failed: 0, notDone: 0 },
      objects: [{ kind: 'ConfigMap', namespace: 'default', name: 'app-settings', outcome: 'unchanged' }],
      problems: [],
    });
  });
});

test('--namespace is where objects without one go', async () => {
  const { code } = await kubewright(['apply', '.', '-n', 'kube-public', '--yes']);
  expect(code).toBe(0);
  expect(await onServer('app-settings', 'kube-public')).toBe(200);
});

test('a refusal is a line that an editor can jump to, and exit code 1', async () => {
  const wrong = join(folder, 'wrong');
  mkdirSync(wrong);
  writeFileSync(join(wrong, 'kustomization.yaml'), 'resources: [a.yaml]\n');
  writeFileSync(join(wrong, 'a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndta: {}\n');
  const { code, stderr } = await kubewright(['apply', 'wrong', '--yes']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'wrong/a.yaml:4:1 error apply.unknown-field ConfigMap default/a has no field dta.',
  );
});

describe('contexts', () => {
  test('--context chooses among the contexts of all files of KUBECONFIG', async () => {
    const other = join(folder, 'other.json');
    const cluster = { name: 'gone', cluster: { server: 'https://127.0.0.1:9' } };
    const contexts = [{ name: 'gone', context: { cluster: 'gone', user: '' } }];
    writeFileSync(other, JSON.stringify({ clusters: [cluster], contexts, 'current-context': 'gone' }));
    const KUBECONFIG = [other, controlPlane().kubeconfigs.admin].join(delimiter);
    const named = await kubewright(['apply', '.', '--context', 'kubewright-test', '--dry-run'], {
      KUBECONFIG,
    });
    expect(named).toMatchObject({ code: 0, stdout: 'ConfigMap default/app-settings: unchanged\n' });
    const current = await kubewright(['apply', '.', '--dry-run'], { KUBECONFIG });
    expect(current.code).toBe(1);
    expect(current.stderr).toContain('https://127.0.0.1:9 (context gone) refuses connections');
    const unknown = await kubewright(['apply', '.', '--context', 'nowhere', '--dry-run'], { KUBECONFIG });
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('nowhere') });
  });

  test('without any kubeconfig it is said what to do', async () => {
    const { code, stderr } = await kubewright(['apply', '.'], { KUBECONFIG: join(folder, 'absent') });
    expect(code).toBe(2);
    expect(stderr).toContain('--context');
  });
});

test('an unknown flag is a usage error', async () => {
  expect(await kubewright(['apply', '.', '--prune-everything'])).toMatchObject({ code: 2 });
});

describe('at a terminal', () => {
  /** Runs the command in this process, with someone who answers the question so. */
  async function answered(answer: () => Promise<string>, namespace: string) {
    const { applyCommand } = await import('../../src/cli/apply.ts');
    let stderr = '';
    let question = '';
    const controller = new AbortController();
    const code = await applyCommand(['.', '-n', namespace], {
      stdout: { write: () => true },
      stderr: {
        write: text => {
          stderr += text;
        },
      },
      env: { KUBECONFIG: controlPlane().kubeconfigs.admin, LC_ALL: 'C' },
      cwd: folder,
      ask: text => {
        question = text;
        return answer();
      },
      interrupted: () => controller.signal,
    });
    return { code, stderr, question };
  }

  test('the target and the counts are named before the question; no answer is a no', async () => {
    const declined = await answered(async () => '', 'kube-node-lease');
    expect(declined.question).toBe('Apply? [y/N] ');
    expect(declined.stderr).toMatch(/^Context kubewright-test .*namespace kube-node-lease: create 1, /);
    expect(declined).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was applied.') });
    expect(await onServer('app-settings', 'kube-node-lease')).toBe(404);
  });

  test('Ctrl-C at the question applies nothing', async () => {
    const given = await answered(async () => {
      throw new DOMException('Aborted', 'AbortError');
    }, 'kube-node-lease');
    expect(given).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was applied.') });
    expect(await onServer('app-settings', 'kube-node-lease')).toBe(404);
  });

  test('y applies', async () => {
    expect((await answered(async () => 'y', 'kube-node-lease')).code).toBe(0);
    expect(await onServer('app-settings', 'kube-node-lease')).toBe(200);
  });
});

test('--prune deletes what the directory no longer renders, and diff --prune shows it before', async () => {
  const own = mkdtempSync(join(folder, 'prune-'));
  const run = (...args: readonly string[]) =>
    ended(startKubewright(args, own, { KUBECONFIG: controlPlane().kubeconfigs.admin }));
  const files = (names: readonly string[]) => {
    const generated = names.map(name => `- {name: ${name}, literals: [a=1]}\n`).join('');
    const text = `generatorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator:\n${generated}`;
    writeFileSync(join(own, 'kustomization.yaml'), text);
  };
  files(['stays', 'goes']);
  const prune = ['--prune', '--set', 'cli-set'];
  expect((await run('apply', '.', '--yes', ...prune)).code).toBe(0);
  files(['stays']);
  const shown = await run('diff', '.', ...prune);
  expect(shown.code).toBe(1);
  expect(shown.stdout).toContain('--- live ConfigMap default/goes\n+++ /dev/null\n@@ -1,');
  expect(shown.stderr).toContain('create 0, change 0, unchanged 1, delete 1.');
  const unasked = await run('apply', '.', '--yes');
  expect(unasked.stdout).toBe('ConfigMap default/stays: unchanged\n');
  expect(await onServer('goes')).toBe(200);
  const { code, stdout } = await run('apply', '.', '--yes', ...prune);
  expect(stdout).toBe('ConfigMap default/stays: unchanged\nConfigMap default/goes: deleted\n');
  expect(code).toBe(0);
  expect(await onServer('goes')).toBe(404);
  expect((await run('apply', '.', '--adopt-set')).code).toBe(2);
});

test('what is being deleted is said to be, and --wait does not call it ready', async () => {
  const own = mkdtempSync(join(folder, 'leaving-'));
  const run = (...args: readonly string[]) =>
    ended(
      startKubewright(['apply', '.', '--yes', ...args], own, {
        KUBECONFIG: controlPlane().kubeconfigs.admin,
      }),
    );
  const render = (value: string) =>
    writeFileSync(
      join(own, 'a.yaml'),
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: leaving, finalizers: [example.com/wait]}\ndata: {a: ${value}}\n`,
    );
  writeFileSync(join(own, 'kustomization.yaml'), 'resources: [a.yaml]\n');
  render('one');
  expect((await run('--wait')).code).toBe(0);
  await controlPlane().kubectl(['delete', 'configmap', 'leaving', '--wait=false']);
  render('two');
  const { code, stderr } = await run('--wait');
  expect(stderr).toContain(
    'ConfigMap default/leaving is being deleted, and what is applied to it goes with it.',
  );
  expect(code).toBe(1);
});
