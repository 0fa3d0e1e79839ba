import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFetchingSnapshot } from '../../src/cli/fetching.ts';
import { build } from '../../src/kustomize/build.ts';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { defaultOptions } from '../../src/kustomize/options.ts';
import { blame } from '../../src/kustomize/provenance.ts';
import { answerOf, fetchingBuild } from '../git/fetchingBuild.ts';
import { isRunning, makeRepository, textOf } from '../git/gitServer.ts';
import { sampleChart } from '../helm/sampleChart.ts';
import { buildHelm } from './build.ts';

let command: string;
let folder: string;
let cache: string;
let app: string;

beforeAll(async () => {
  command = await buildHelm();
}, 600_000);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubewright-charts-'));
  cache = join(folder, 'cache');
  app = join(folder, 'app');
  await write({
    ...sampleChart('app/charts/web'),
    'app/kustomization.yaml': 'helmCharts:\n- name: web\n  releaseName: shop\n',
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A helm that notes each call before it becomes the real one, or that never ends. */
async function helmThat(does: 'notes' | 'hangs'): Promise<string> {
  const path = join(folder, `helm-${does}`);
  const rest = does === 'notes' ? `exec "${command}" "$@"` : 'sleep 1234.5';
  await writeFile(path, `#!/bin/sh\necho "$*" >> "${folder}/calls"\n${rest}\n`);
  await chmod(path, 0o755);
  return path;
}

const helm = (program = command) => ({ command: program, apiVersions: [], kubeVersion: '', debug: false });
const calls = async () => (await textOf(join(folder, 'calls')))?.trim().split('\n') ?? [];

test('a chart is rendered once for many builds, and again as soon as any of its files changes', async () => {
  const options = { ...defaultOptions, helm: helm(await helmThat('notes')) };
  const changes = [
    ['charts/web/values.yaml', 'replicas: 5\nimage: {name: a, tag: b}\n'],
    ['charts/web/templates/settings.yaml', ''],
    ['charts/web/templates/_names.tpl', '{{- define "web.name" -}}named{{- end -}}\n'],
  ] as const;
  const memos = newBuildCache();
  const snapshot = snapshotOf();
  const outputs = new Set<string>();
  for (const change of [undefined, ...changes]) {
    if (change !== undefined) await write({ [`app/${change[0]}`]: change[1] });
    const fresh =
      change === undefined ? snapshot : { ...snapshotOf(), chart: snapshot.chart, load: snapshot.load };
    for (let turn = 0; turn < 5; turn += 1) {
      const result = build(app, fresh, memos, options);
      if (result.needs.length > 0) await fresh.load(result.needs);
      else outputs.add(JSON.stringify(answerOf(result)));
    }
  }
  expect(outputs.size).toBe(changes.length + 1);
  expect(await calls()).toHaveLength(changes.length + 1);
});

function snapshotOf() {
  return createFetchingSnapshot({
    env: { ...process.env, XDG_CACHE_HOME: cache },
    cwd: app,
    stdout: process.stdout,
    stderr: process.stderr,
    ask: undefined,
    interrupted: () => new AbortController().signal,
  });
}

test('overlays of different namespaces do not share what their base renders', async () => {
  await write({
    'one/kustomization.yaml': 'resources: [../app]\nnamespace: one\n',
    'two/kustomization.yaml': 'resources: [../app]\nnamespace: two\n',
  });
  const snapshot = snapshotOf();
  const memos = newBuildCache();
  for (const name of ['one', 'two', 'one']) {
    const options = { ...defaultOptions, helm: helm() };
    let result = build(join(folder, name), snapshot, memos, options);
    for (; result.needs.length > 0; result = build(join(folder, name), snapshot, memos, options)) {
      await snapshot.load(result.needs);
    }
    const namespaces = result.resources.flatMap(({ id }) => (id.kind === 'ConfigMap' ? [id.namespace] : []));
    expect(namespaces).toEqual([name]);
  }
});

test('nothing runs unless it is allowed, and the entry says so', async () => {
  const program = await helmThat('notes');
  expect(answerOf(await fetchingBuild(app, cache))).toEqual({ codes: ['helm.not-run'] });
  expect(await calls()).toEqual([]);
  await fetchingBuild(app, cache, { helm: helm(program) });
  expect(await calls()).toHaveLength(1);
});

test('giving up ends helm and what it started', async () => {
  const controller = new AbortController();
  const program = await helmThat('hangs');
  const building = fetchingBuild(app, cache, { helm: helm(program) }, { signal: controller.signal });
  await expect.poll(() => isRunning('sleep 1234.5')).toBe(true);
  controller.abort();
  await expect(building).rejects.toThrow();
  await expect.poll(() => isRunning('sleep 1234.5')).toBe(false);
});

test('a release that looks like an option is none: options of helm can run programs', async () => {
  const marker = join(folder, 'ran');
  await write({ 'evil.sh': `#!/bin/sh\ntouch ${marker}\ncat\n` });
  await chmod(join(folder, 'evil.sh'), 0o755);
  const kustomization = `helmCharts:\n- name: web\n  releaseName: --post-renderer=${folder}/evil.sh\n`;
  await write({ 'app/kustomization.yaml': kustomization });
  expect(answerOf(await fetchingBuild(app, cache, { helm: helm() }))).toEqual({ codes: ['helm.failed'] });
  await write({ 'app/kustomization.yaml': kustomization.replace('releaseName', 'nameTemplate') });
  await fetchingBuild(app, cache, { helm: helm() });
  expect(await textOf(marker)).toBeUndefined();
});

test('a fetched kustomization neither renders local charts nor chooses a configuration of helm', async () => {
  await mkdir(join(folder, 'config/.data/plugins'), { recursive: true });
  const repository = await makeRepository(join(folder, 'repository'));
  await symlink(join(app, 'charts'), join(repository.directory, 'linked'));
  const kustomization = (home: string) => `helmGlobals: {chartHome: ${home}}\n`;
  const chart = 'helmCharts:\n- name: web\n  releaseName: a\n';
  await repository.commit({
    'linked-home/kustomization.yaml': kustomization('../linked') + chart,
    'absolute/kustomization.yaml': kustomization(join(app, 'charts')) + chart,
    'configured/kustomization.yaml': `helmGlobals: {configHome: ${join(folder, 'config')}}\n${chart}`,
    ...sampleChart('configured/charts/web'),
  });
  const code = async (name: string) => {
    await write({ 'user/kustomization.yaml': `resources: ['file://${repository.directory}//${name}']\n` });
    return answerOf(await fetchingBuild(join(folder, 'user'), cache, { helm: helm() }));
  };
  expect(await code('linked-home')).toEqual({ codes: expect.arrayContaining(['remote.outside-repository']) });
  expect(await code('absolute')).toEqual({ codes: expect.arrayContaining(['remote.outside-repository']) });
  expect(await code('configured')).toHaveProperty('output');
  expect(await readdir(join(folder, 'config'))).toEqual(['.data']);
});

test('failures say what helm said, at the entry', async () => {
  const text = 'helmCharts:\n- name: web\n  releaseName: shop\n  valuesInline: {broken: true}\n';
  await write({ 'app/kustomization.yaml': text });
  const { problems } = await fetchingBuild(app, cache, { helm: helm() });
  expect(problems).toMatchObject([
    { code: 'helm.failed', params: { chart: 'web', reason: expect.stringContaining('this is broken') } },
  ]);
  expect(problems[0]?.location).toMatchObject({ path: ['helmCharts', 0] });
  const none = await fetchingBuild(app, cache, { helm: helm(join(folder, 'no-helm')) });
  expect(none.problems).toMatchObject([{ code: 'helm.no-program' }]);
});

test('a rendered value leads to the text that helm printed', async () => {
  const { resources, reads } = await fetchingBuild(app, cache, { helm: helm() });
  const row = blame(resources).find(
    ({ resource, path }) => resource.includes('Deployment') && path[1] === 'replicas',
  );
  const file = [...reads.values()].find(
    entry => entry.kind === 'file' && entry.file.uri === row?.location.uri,
  );
  expect(file?.kind === 'file' ? file.file.text.slice(row?.location.start).split('\n')[0] : '').toBe('1');
  expect(await readFile(file?.kind === 'file' ? file.file.path : '', 'utf8')).toContain(
    '# Source: web/templates',
  );
});
