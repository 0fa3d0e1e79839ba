import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { helpOf, usageIn } from '../../src/cli/help.ts';
import { nodeProblem, oldestNode } from '../../src/cli/nodeVersion.ts';
import { ended, startKubewright } from './kubewright.ts';

const home = mkdtempSync(join(tmpdir(), 'kubewright-help-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const help = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  ended(startKubewright(args, home, env));

test.each([
  ['lint', '--help'],
  ['build', '-h'],
  ['help', 'lint'],
  ['get', 'pods', '--help'],
  ['port-forward', '--help'],
])('%s %s prints the help of the command alone', async (...args) => {
  const { code, stdout, stderr } = await help({}, ...args);
  const command = args[0] === 'help' ? 'lint' : (args[0] ?? '');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(helpOf(command, undefined));
  expect(stdout.startsWith(`kubewright ${command} `)).toBe(true);
  expect(stdout).not.toContain('kubewright history');
});

test('it has the options of kustomize where the command takes them, in Korean too', async () => {
  expect(helpOf('lint', undefined)).toContain('--load-restrictor');
  expect(helpOf('get', undefined)).not.toContain('--load-restrictor');
  expect(helpOf('port-forward', undefined)).toContain('--declared');
  const korean = await help({ LC_ALL: 'ko_KR.UTF-8' }, 'lint', '--help');
  expect(korean).toMatchObject({ code: 0, stdout: expect.stringMatching(/--format[\s\S]*종료 코드/) });
});

test('what follows -- is no flag, and a command that there is none of has no help', async () => {
  expect(await help({}, 'lint', '--', '--help')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is nothing at --help.'),
  });
  expect(await help({}, 'lnit', '--help')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no command lnit'),
  });
});

/** An option that only one of the two names is one that half of the readers never hear of. */
test('both languages name the same commands and options', () => {
  const named = (locale: string) =>
    usageIn(locale).match(/(?:kubewright [a-z-]+|--?[A-Za-z][\w-]*|\[[^\]]*\])/g);
  expect(named('ko')).toEqual(named('en'));
});

test.each([
  ['20.20.2', true],
  ['22.18.0', true],
  ['22.19.0', false],
  ['24.0.1', false],
])('Node %s', (version, isTooOld) => {
  expect(nodeProblem(version, 'C') !== undefined).toBe(isTooOld);
  expect(nodeProblem(version, 'ko_KR')?.includes('이상이 필요합니다') ?? false).toBe(isTooOld);
});

test('the manifest asks npm for the same Node', () => {
  expect(manifest.engines.node).toBe(`>=${oldestNode}`);
});
