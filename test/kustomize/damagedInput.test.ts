import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { blame } from '../../src/kustomize/provenance.ts';
import { render } from '../../src/kustomize/render/render.ts';
import type { Entry, Snapshot } from '../../src/kustomize/snapshot.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { sample } from '../oracle/fuzz/sample.ts';
import { corpusRoots } from './corpusRoots.ts';
import { type ByteDamage, byteDamages, damaged, damagedBytes, damages } from './damage.ts';
import { memorySnapshot } from './memorySnapshot.ts';

/** More and other samples: `KUBEWRIGHT_FUZZ=5000 KUBEWRIGHT_SEED=7`. */
const samples = Number(process.env['KUBEWRIGHT_FUZZ'] ?? 300);
const seed = Number(process.env['KUBEWRIGHT_SEED'] ?? 1);

/** The most that a build of a small sample may ask of the file system: work is counted, for clocks are not to be trusted. */
const mostAsked = 5_000;

/** Counts what a build asks, and stops one that asks without end. */
function watched(snapshot: Snapshot): Snapshot & { readonly asked: ReadonlyMap<string, Entry | undefined> } {
  const asked = new Map<string, Entry | undefined>();
  let count = 0;
  return {
    asked,
    entry(path) {
      count += 1;
      if (count > mostAsked) throw new Error(`the build asks without end, at last for ${path}`);
      const entry = snapshot.entry(path);
      asked.set(path, entry);
      return entry;
    },
  };
}

/** Everything that a caller does with a build. */
function use(root: string, snapshot: Snapshot): string {
  const { resources, problems } = build(root, snapshot);
  blame(resources);
  if (problems.some(({ severity }) => severity === 'error')) return '';
  return render(resources);
}

const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: outside}\nstringData: {token: geheim}\n';

/** A file that somebody is in the middle of typing must never take the editor down, whatever it holds. */
test('damaged kustomizations neither throw nor hang nor read a file outside their roots', {
  timeout: 600_000,
}, () => {
  const cases = fc.sample(fc.tuple(sample, damages, fc.nat()), { numRuns: samples, seed });
  for (const [{ files }, list, choice] of cases) {
    const texts = Object.entries(files).map(([path, content]) => [path, String(content)] as const);
    const chosen = choice % texts.length;
    const broken = texts.map(([path, text], index) => [
      `/${path}`,
      index === chosen ? damaged(text, list) : text,
    ]);
    const snapshot = watched(
      memorySnapshot({
        ...Object.fromEntries(broken),
        '/outside/secret.yaml': secret,
        '/etc/passwd': 'root:x\n',
      }),
    );
    const report = JSON.stringify(Object.fromEntries(broken), undefined, 1);
    let output = '';
    expect(() => {
      output = use('/top', snapshot);
    }, report).not.toThrow();
    // A path may be looked at to say that it is not allowed; what stands there stays out of the output.
    expect(output, report).not.toContain('geheim');
    expect(output, report).not.toContain('root:x');
  }
});

/** A file need not be text at all: half a download, another encoding, a picture under a wrong name. */
test('nor do kustomizations whose bytes are damaged', { timeout: 600_000 }, () => {
  const cases = fc.sample(fc.tuple(sample, byteDamages, fc.nat()), { numRuns: samples, seed });
  let broken = 0;
  for (const [{ files }, list, choice] of cases) {
    const names = Object.keys(files);
    const path = `/${names[choice % names.length]}`;
    const texts = Object.entries(files).map(([name, content]) => [`/${name}`, String(content)] as const);
    const whole = memorySnapshot({ ...Object.fromEntries(texts), '/outside/secret.yaml': secret });
    const entry = withDamagedBytes(whole.entry(path), list);
    const snapshot = watched({ entry: asked => (asked === path ? entry : whole.entry(asked)) });
    const report = `${path} ${JSON.stringify(list)}\n${JSON.stringify(files, undefined, 1)}`;
    let output = '';
    expect(() => {
      output = use('/top', snapshot);
    }, report).not.toThrow();
    if (output === '') broken += 1;
    expect(output, report).not.toContain('geheim');
  }
  // Where all of it went unnoticed nothing was damaged.
  expect(broken).toBeGreaterThan(samples / 4);
});

/** A file with other bytes, decoded as those of the disk are. */
function withDamagedBytes(entry: Entry | undefined, list: readonly ByteDamage[]): Entry {
  if (entry?.kind !== 'file') return { kind: 'absent' };
  const bytes = damagedBytes(entry.bytes, list);
  return { ...entry, bytes, file: { ...entry.file, text: new TextDecoder().decode(bytes) } };
}

test('nor do damaged files of real repositories', { timeout: 600_000 }, () => {
  const roots = corpusRoots(samples);
  const cases = fc.sample(fc.tuple(damages, fc.nat()), { numRuns: roots.length, seed });
  const disk = createBlockingSnapshot();
  for (const [index, root] of roots.entries()) {
    const [list = [], choice = 0] = cases[index] ?? [];
    const read = [...build(root, disk).reads].filter(([, entry]) => entry.kind === 'file');
    const [path, entry] = read[choice % Math.max(1, read.length)] ?? [];
    if (path === undefined || entry?.kind !== 'file' || entry.bytes.length > 200_000) continue;
    const text = damaged(entry.file.text, list);
    const broken: Entry = { ...entry, file: { ...entry.file, text }, bytes: new TextEncoder().encode(text) };
    const snapshot = watched({ entry: asked => (asked === path ? broken : disk.entry(asked)) });
    expect(() => use(root, snapshot), `${path}\n${JSON.stringify(list)}`).not.toThrow();
  }
});
