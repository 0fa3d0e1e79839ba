import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../install.mjs';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubewright-cli-'));
  cpSync(join(root, 'test/fixtures/sampleWorkspace'), folder, { recursive: true });
  writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [base, missing.yaml]\nnamePrefx: a-\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the bundled command line as a user's shell would. */
function kubewright(args: readonly string[], env: Record<string, string> = {}) {
  const cli = join(root, 'dist/cli.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', ...env },
  });
  return { stdout, stderr, status };
}

test('problems are lines with a place that an editor can jump to, and nothing half-made is printed', () => {
  expect(kubewright(['build', '.'])).toEqual({
    stdout: '',
    stderr: [
      'kustomization.yaml:2:1 error kustomization.unknown-field Unknown field `namePrefx` in a kustomization. Did you mean `namePrefix`?\n',
      'kustomization.yaml:1:19 error resource.not-found Nothing is found at "missing.yaml".\n',
    ].join(''),
    status: 1,
  });
});

test('messages are Korean where the shell is', () => {
  const { stderr } = kubewright(['build', '.'], { LC_ALL: 'ko_KR.UTF-8' });
  expect(stderr).toMatch(/^kustomization\.yaml:2:1 error kustomization\.unknown-field .*[가-힣]/);
});

test('a call that is wrong says so with exit code 2', () => {
  expect(kubewright(['bild']).status).toBe(2);
  expect(kubewright(['build', 'a', 'b']).status).toBe(2);
  expect(kubewright(['blame', '--format', 'xml']).status).toBe(2);
});

test('lint gives findings as data, with the roots that run into them', () => {
  const { stdout, status } = kubewright(['lint', '.', '--format', 'json']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toContainEqual({
    file: 'kustomization.yaml',
    line: 2,
    column: 1,
    endLine: 2,
    endColumn: 10,
    severity: 'error',
    code: 'kustomization.unknown-field',
    message: expect.stringContaining('namePrefix'),
    roots: ['.'],
  });
});

test('the command works through a link, as npm installs it', () => {
  const link = join(folder, 'kubewright');
  symlinkSync(join(root, 'dist/cli.js'), link);
  const { status } = spawnSync(process.execPath, [link, '--help']);
  expect(status).toBe(0);
});
