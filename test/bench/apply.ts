// ConfigMaps (200, or as many as the argument says) applied and compared with `kubewright`, with the kubectl of the control
// plane's version and with the one on the path, where there is one, in turn, in one run, whole processes all of them; then how
// time and heap grow up to ten times as many. kubectl up to 1.32 sends so many requests a second and no more, later ones do not.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startControlPlane } from '../cluster/controlPlane.ts';
import { compare, median, report } from './figures.ts';

const count = Number(process.argv[2] ?? 200);
const rounds = 3;
const cli = join(import.meta.dirname, '../../dist/cli.cjs');
const peakHeap = pathToFileURL(join(import.meta.dirname, 'peakHeap.mjs')).href;
const folder = mkdtempSync(join(tmpdir(), 'kubewright-bench-'));

/** Writes a kustomization of so many ConfigMaps. */
function write(many: number, value: string): void {
  const documents = Array.from(
    { length: many },
    (_, index) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c-${index}}\ndata: {a: "${value}${index}"}\n`,
  );
  writeFileSync(join(folder, 'all.yaml'), documents.join('---\n'));
  writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [all.yaml]\n');
}

const load = () =>
  loadavg()
    .map(value => value.toFixed(2))
    .join(' ');

const controlPlane = await startControlPlane({ name: 'bench-apply', audit: false, kwok: false });
try {
  const heapFile = join(folder, 'heap');
  const env = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: controlPlane.kubeconfigs.admin };
  /** Milliseconds of a whole process, which must end with one of these codes. */
  const time = (program: string, args: readonly string[], codes: readonly number[] = [0]): number => {
    const start = performance.now();
    const options = { cwd: folder, env: { ...env, PEAK_HEAP_FILE: heapFile }, encoding: 'utf8' } as const;
    const { status, signal, stderr } = spawnSync(program, args, { ...options, maxBuffer: 1 << 28 });
    if (!codes.includes(status ?? -1))
      throw new Error(`${program} ${args.join(' ')}: ${status} ${signal} ${stderr}`);
    return performance.now() - start;
  };
  const ours = (...args: readonly string[]) => [cli, ...args];
  const kubectl = (name: string, program: string, before: readonly string[]) => {
    const args = (verb: string, namespace: string) =>
      [...before, verb, '--server-side', '-n', namespace, '-f', 'all.yaml'] as const;
    return {
      name,
      apply: (namespace: string) => time(program, args('apply', namespace)),
      diff: (namespace: string) => time(program, args('diff', namespace), [1]),
    };
  };
  const onPath = spawnSync('kubectl', ['version', '--client'], { env, encoding: 'utf8' });
  const [, version = ''] = /Client Version: (\S+)/.exec(onPath.stdout ?? '') ?? [];
  const tools = [
    {
      name: 'kubewright',
      apply: (namespace: string) => time(process.execPath, ours('apply', '.', '-n', namespace, '--yes')),
      diff: (namespace: string) => time(process.execPath, ours('diff', '.', '-n', namespace), [1]),
    },
    kubectl("kubectl of the server's version", controlPlane.program, ['kubectl']),
    ...(version === '' ? [] : [kubectl(`kubectl ${version}`, 'kubectl', [])]),
  ];
  console.log(`load before: ${load()}`);
  const steps = ['first apply', 'apply again, unchanged', 'diff, all changed'] as const;
  const times = new Map(steps.map(step => [step, tools.map((): number[] => [])]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { apply, diff }] of tools.entries()) {
      const namespace = `bench-${round}-${index}`;
      await controlPlane.kubectl(['create', 'namespace', namespace]);
      write(count, '');
      times.get('first apply')?.[index]?.push(apply(namespace));
      times.get('apply again, unchanged')?.[index]?.push(apply(namespace));
      write(count, 'other-');
      times.get('diff, all changed')?.[index]?.push(diff(namespace));
    }
  }
  for (const [step, [own = [], ...others]] of times) {
    for (const [index, other] of others.entries()) {
      const what = `${count} ConfigMaps, ${step}, beside ${tools[index + 1]?.name}, median ms`;
      report(what, compare(median(own), median(other)), '<= 0.15');
    }
  }

  for (const many of [count, count * 2.5, count * 5, count * 10]) {
    const namespace = `bench-many-${many}`;
    await controlPlane.kubectl(['create', 'namespace', namespace]);
    write(many, '');
    const apply = () =>
      time(process.execPath, ['--import', peakHeap, ...ours('apply', '.', '-n', namespace, '--yes')]);
    const first = apply();
    const heap = Number(readFileSync(heapFile, 'utf8')) / 1e6;
    const again = apply();
    console.log(
      `${many} ConfigMaps: first ${(first / many).toFixed(2)}, again ${(again / many).toFixed(2)} ms an object; heap at most ${heap.toFixed(0)} MB (goal: the same an object, <= 150 MB)`,
    );
  }
  console.log(`load after: ${load()}`);
} finally {
  await controlPlane.stop();
  rmSync(folder, { recursive: true, force: true });
}
