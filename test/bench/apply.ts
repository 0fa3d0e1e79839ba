// Applies ConfigMaps (200, or as many as the argument says) with `kubewright apply` and with the kubectl of the control
// plane's version, in turn, in one run: the first time and again without a change, whole processes both.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startControlPlane } from '../cluster/controlPlane.ts';
import { compare, median, report } from './figures.ts';

const count = Number(process.argv[2] ?? 200);
const rounds = 3;
const cli = join(import.meta.dirname, '../../dist/cli.cjs');
const folder = mkdtempSync(join(tmpdir(), 'kubewright-bench-'));
const documents = Array.from(
  { length: count },
  (_, index) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c-${index}}\ndata: {a: "${index}"}\n`,
);
writeFileSync(join(folder, 'all.yaml'), documents.join('---\n'));
writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [all.yaml]\n');
const load = () =>
  loadavg()
    .map(value => value.toFixed(2))
    .join(' ');

const controlPlane = await startControlPlane({ name: 'bench-apply', audit: false, kwok: false });
try {
  const env = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: controlPlane.kubeconfigs.admin };
  /** Milliseconds of a whole process, which must succeed. */
  const time = (program: string, args: readonly string[]): number => {
    const start = performance.now();
    const { status, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return performance.now() - start;
  };
  const ours = (namespace: string) => time(process.execPath, [cli, 'apply', '.', '-n', namespace, '--yes']);
  const theirs = (namespace: string) =>
    time(controlPlane.program, ['kubectl', 'apply', '--server-side', '-n', namespace, '-f', 'all.yaml']);
  console.log(`load before: ${load()}`);
  const times = { first: [[], []], again: [[], []] } as Record<'first' | 'again', [number[], number[]]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, apply] of [ours, theirs].entries()) {
      const namespace = `bench-${round}-${index}`;
      await controlPlane.kubectl(['create', 'namespace', namespace]);
      times.first[index]?.push(apply(namespace));
      times.again[index]?.push(apply(namespace));
    }
  }
  for (const what of ['first', 'again'] as const) {
    const [own, other] = times[what];
    report(`${count} ConfigMaps, ${what}, median ms`, compare(median(own), median(other)), '<= 0.15');
  }
  console.log(`load after: ${load()}`);
} finally {
  await controlPlane.stop();
  rmSync(folder, { recursive: true, force: true });
}
