import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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
  const cli = join(root, 'dist/cli.cjs');
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

test('a directory that is none is told as such, with the exit code of the official tool', () => {
  expect(kubewright(['build', 'nowhere'])).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/nowhere does not exist/),
  });
  expect(kubewright(['build', 'kustomization.yaml'])).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/kustomization\.yaml is a file\. Give the directory/),
  });
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

test('lint warns of fields that the kustomize elsewhere does not know', () => {
  mkdirSync(join(folder, 'newer'));
  writeFileSync(
    join(folder, 'newer/kustomization.yaml'),
    'resources: [../base]\nsortOptions: {order: fifo}\n',
  );
  const at = (version: string) => kubewright(['lint', 'newer', '--kustomize-version', version]);
  expect(at('5.0.0')).toMatchObject({ stdout: '', status: 0 });
  expect(at('kubectl 1.26')).toEqual({
    stdout:
      'newer/kustomization.yaml:2:1 warning version.newer-field `sortOptions` came with kustomize 5.0; yours is 4.5.7, which rejects it.\n',
    stderr: '',
    status: 1,
  });
  expect(at('newest').status).toBe(2);
});

test('the command works through a link, as npm installs it', () => {
  const link = join(folder, 'kubewright');
  symlinkSync(join(root, 'dist/cli.cjs'), link);
  const { status } = spawnSync(process.execPath, [link, '--help']);
  expect(status).toBe(0);
});

test('compiled code is kept for the next run, and what cannot be read or written is done without', () => {
  const home = mkdtempSync(join(tmpdir(), 'kubewright-home-'));
  const built = () => kubewright(['build', 'base'], { HOME: home, XDG_CACHE_HOME: join(home, 'cache') });
  const kept = join(home, 'cache/kubewright/compiled/build');
  const first = built();
  expect(first.status).toBe(0);
  const [name = ''] = readdirSync(kept);
  const size = statSync(join(kept, name)).size;
  expect(statSync(kept).mode & 0o077).toBe(0);
  expect(built()).toEqual(first);
  writeFileSync(join(kept, name), 'not what V8 writes');
  expect(built()).toEqual(first);
  expect(statSync(join(kept, name)).size).toBeGreaterThan(size / 2);
  rmSync(join(home, 'cache'), { recursive: true });
  writeFileSync(join(home, 'cache'), '');
  expect(built()).toEqual(first);
  rmSync(home, { recursive: true });
});

test('a pipe gets all of a long output', () => {
  const literal = 'a'.repeat(300_000);
  mkdirSync(join(folder, 'long'));
  const generator = `configMapGenerator: [{name: long, literals: [a=${literal}]}]\n`;
  writeFileSync(join(folder, 'long/kustomization.yaml'), generator);
  const cli = join(root, 'dist/cli.cjs');
  const { stdout } = spawnSync(
    'sh',
    ['-c', '"$0" "$1" build long | (sleep 0.2; cat)', process.execPath, cli],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(stdout).toContain(literal);
});
