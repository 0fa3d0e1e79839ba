import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { until } from './until.ts';

const script = `
  import { buildControlPlane } from ${JSON.stringify(fileURLToPath(new URL('build.ts', import.meta.url)))};
  try {
    console.log('=' + await buildControlPlane());
  } catch (error) {
    console.log('!' + error.message);
  }`;

/**
 * A cache folder of its own and, in place of the compiler, which takes minutes, a program that writes what -o names
 * in half a second and counts its runs.
 */
async function scene(compiler?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  if (compiler !== undefined) {
    await writeFile(join(folder, 'go'), `#!/bin/sh\n${compiler}\n`);
    await chmod(join(folder, 'go'), 0o755);
  }
  const path = compiler === undefined ? folder : [folder, '/usr/bin', '/bin'].join(delimiter);
  const env = { XDG_CACHE_HOME: folder, HOME: folder, PATH: path, RUNS: join(folder, 'runs') };
  return {
    env,
    start: () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      return { child, said: text(child.stdout) };
    },
    kept: () => readdir(join(folder, 'kubewright')),
  };
}

const compiles = 'echo run >> $RUNS; sleep 0.5; while [ "$1" != -o ]; do shift; done; echo program > "$2"';

it('builds once, whoever asks at the same time or later', async () => {
  const { start, env, kept } = await scene(compiles);
  const both = await Promise.all([start().said, start().said]);
  const later = await start().said;
  const program = /^=(.*)$/m.exec(later)?.[1] ?? '';
  expect(await readFile(program, 'utf8')).toBe('program\n');
  for (const said of both) expect(said).toContain(`=${program}\n`);
  expect(await readFile(env.RUNS, 'utf8')).toBe('run\n');
  expect(later).toBe(`=${program}\n`);
  expect(await kept()).toHaveLength(1);
  expect(dirname(program)).toBe(join(env.XDG_CACHE_HOME, 'kubewright'));
});

it('takes over from a build that was killed', async () => {
  const { start, env, kept } = await scene(compiles);
  const first = start();
  await until('the first build', () => readFile(env.RUNS, 'utf8').catch(() => undefined));
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const said = await start().said;
  expect(said).toMatch(/^=.*controlplane-[0-9a-f]{16}$/m);
  expect((await kept()).filter(name => name.endsWith('.lock'))).toEqual([]);
});

it('says what is missing where there is no Go, and leaves nothing behind', async () => {
  const { start, kept } = await scene();
  expect(await start().said).toContain('!Building the control plane needs Go 1.26 or newer on the PATH');
  expect(await kept()).toEqual([]);
});

it('shows what the compiler complains about, and leaves nothing behind', async () => {
  const { start, kept } = await scene('echo "main.go:1:1: syntax error" >&2; exit 1');
  expect(await start().said).toContain(
    '!go build of the control plane ended with 1:\nmain.go:1:1: syntax error',
  );
  expect(await kept()).toEqual([]);
});
