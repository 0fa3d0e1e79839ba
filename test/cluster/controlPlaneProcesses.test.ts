import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { buildControlPlane } from './build.ts';
import { startControlPlane } from './controlPlane.ts';
import { until } from './until.ts';

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('leaves no process and no file behind stop(), also when called twice', async () => {
  const controlPlane = await startControlPlane();
  const pids = Object.values(controlPlane.pids());
  expect(pids).toHaveLength(5);
  expect(pids.every(alive)).toBe(true);
  await Promise.all([controlPlane.stop(), controlPlane.stop()]);
  expect(pids.filter(alive)).toEqual([]);
  expect(existsSync(controlPlane.folder)).toBe(false);
});

it.runIf(process.platform !== 'win32')('takes etcd and kube-apiserver from KUBEBUILDER_ASSETS', async () => {
  const assets = await mkdtemp(join(tmpdir(), 'kubewright-assets-'));
  onTestFinished(() => rm(assets, { recursive: true, force: true }));
  const program = await buildControlPlane();
  for (const part of ['etcd', 'kube-apiserver']) {
    const script = `#!/bin/sh\necho from the assets\nexec ${program} ${part} "$@"\n`;
    await writeFile(join(assets, part), script, { mode: 0o755 });
  }
  vi.stubEnv('KUBEBUILDER_ASSETS', assets);
  onTestFinished(() => void vi.unstubAllEnvs());
  const controlPlane = await startControlPlane({ kwok: false });
  onTestFinished(() => controlPlane.stop());
  for (const part of ['etcd', 'kube-apiserver']) {
    const log = await readFile(join(controlPlane.folder, `${part}.log`), 'utf8');
    expect(log.startsWith('from the assets\n')).toBe(true);
  }
  const own = await readFile(join(controlPlane.folder, 'kube-scheduler.log'), 'utf8');
  expect(own).not.toContain('from the assets');
});

it('names the part that dies during the start, with the end of its log, and ends the others', async () => {
  const failed = startControlPlane({ apiServerArgs: ['--no-such-flag'] });
  await expect(failed).rejects.toThrow(
    /^kube-apiserver ended with exit code 1[\s\S]*unknown flag: --no-such-flag/,
  );
});

it.each(['SIGTERM', 'SIGINT', 'SIGKILL', 'exception'] as const)(
  'comes for every process with the owner (%s)',
  async how => {
    const script = `
        import { startControlPlane } from ${JSON.stringify(fileURLToPath(new URL('controlPlane.ts', import.meta.url)))};
        const controlPlane = await startControlPlane();
        console.log(JSON.stringify({ pids: controlPlane.pids(), folder: controlPlane.folder }));
        process.stdin.once('data', () => { throw new Error('on purpose'); });
        setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    onTestFinished(() => void owner.kill('SIGKILL'));
    let said = '';
    owner.stdout.on('data', data => {
      said += String(data);
    });
    const line = await until('the owner to have started', () => said.includes('\n') && said);
    const { pids, folder } = JSON.parse(line) as { pids: Record<string, number>; folder: string };
    expect(Object.values(pids).filter(alive)).toHaveLength(5);
    if (how === 'exception') owner.stdin.write('now');
    else owner.kill(how);
    await once(owner, 'exit');
    await until('every process to be gone', () => !Object.values(pids).some(alive), { timeout: 5000 });
    // Nothing can be tidied up after SIGKILL.
    if (how !== 'SIGKILL') expect(existsSync(folder)).toBe(false);
    else {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
