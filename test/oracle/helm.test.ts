import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuildOptions } from '../../src/kustomize/options.ts';
import { answerOf, fetchingBuild } from '../git/fetchingBuild.ts';
import { type GitServer, makeRepository, startGitServer } from '../git/gitServer.ts';
import { sampleChart } from '../helm/sampleChart.ts';
import { buildHelm } from './build.ts';
import { officialBuild, withFiles } from './official.ts';

let command: string;
let server: GitServer;
let cache: string;

beforeAll(async () => {
  command = await buildHelm();
  server = await startGitServer();
  cache = await mkdtemp(join(tmpdir(), 'kubewright-cache-'));
  const charts = { ...sampleChart('old/web', '1.2.3'), ...sampleChart('new/web', '2.0.0-beta.1') };
  await withFiles(charts, async directory => {
    const helm = (...args: readonly string[]) => promisify(execFile)(command, args, { cwd: directory });
    await helm('package', 'old/web', 'new/web', '--destination', 'packed');
    await helm('repo', 'index', 'packed');
    for (const name of await readdir(join(directory, 'packed'))) {
      server.files.set(`/charts/${name}`, await readFile(join(directory, 'packed', name)));
    }
  });
  const library = await makeRepository(join(server.folder, 'org/library'));
  await library.commit({
    'kustomization.yaml': 'helmCharts:\n- name: web\n  releaseName: far\n',
    ...sampleChart('charts/web'),
  });
}, 600_000);
afterAll(async () => {
  await server.stop();
  await rm(cache, { recursive: true, force: true });
});

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: local}\n';

/** Builds `app`, in which `$` stands for the repository of charts, by both tools. Ours leaves no chart behind. */
async function compare(
  text: string,
  files: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
  options: Partial<BuildOptions> = {},
) {
  const all = {
    'app/kustomization.yaml': text.replaceAll('$', server.url),
    'app/local.yaml': configMap,
    ...files,
  };
  return withFiles(all, async directory => {
    const app = join(directory, 'app');
    const helm = { command, apiVersions: [], kubeVersion: '', debug: false };
    const ours = answerOf(await fetchingBuild(app, cache, { helm, ...options }));
    const official = await officialBuild(app, ['--enable-helm', '--helm-command', command, ...flags]);
    return { ours, official };
  });
}

const local = sampleChart('app/charts/web');
const chart = (...lines: readonly string[]) =>
  `helmCharts:\n- name: web\n  releaseName: shop\n${lines.map(line => `  ${line}\n`).join('')}`;
const inline = `valuesInline:
    replicas: 3
    image: {tag: 1.20}
    list: [c]
    nested: {deep: {b: null, d: 4.50, e: "x"}, text: 8080}
    big: 12345678901234567890
    yes: on`;

const generator = `apiVersion: builtin
kind: HelmChartInflationGenerator
metadata: {name: configured}
name: web
releaseName: plugin
valuesFile: values.yaml
valuesInline: {replicas: 9}
includeCRDs: true
`;

/** What helm renders comes out as the official tool has it, whatever an entry says. */
describe('charts', () => {
  test.each([
    ['nothing but a name', chart()],
    ['a namespace', chart('namespace: shop')],
    ['the namespace of the kustomization', `namespace: prod\nresources: [local.yaml]\n${chart()}`],
    ['both namespaces', `namespace: prod\nresources: [local.yaml]\n${chart('namespace: shop')}`],
    ['CRDs', chart('includeCRDs: true')],
    ['no hooks', chart('skipHooks: true')],
    ['no tests', chart('skipTests: true')],
    ['capabilities', chart('apiVersions: [monitoring.coreos.com/v1]', 'kubeVersion: "1.27"')],
    ['a template for the name', `helmCharts:\n- name: web\n  nameTemplate: made\n  releaseName: ''\n`],
    ['debug', chart('debug: true')],
    ['a values file', chart('valuesFile: values.yaml')],
    ['a values file of the chart', chart('valuesFile: charts/web/values-big.yaml')],
    ['additional values files', chart('additionalValuesFiles: [values.yaml, charts/web/values-big.yaml]')],
    ['inline values', chart(inline)],
    ['inline values over a file', chart('valuesFile: values.yaml', inline)],
    ['inline values under a file', chart('valuesFile: values.yaml', 'valuesMerge: merge', inline)],
    [
      'inline values alone',
      chart('valuesMerge: replace', inline.replace('{tag: 1.20}', '{name: a, tag: "1"}')),
    ],
    [
      'transformers',
      `${chart()}namePrefix: a-\ncommonLabels: {a: b}\nimages: [{name: nginx, newTag: "2"}]\n`,
    ],
    [
      'a patch',
      `${chart()}patches:\n- patch: '[{"op": "add", "path": "/metadata/annotations/a", "value": "b"}]'\n  target: {kind: ConfigMap}\n`,
    ],
    ['notes', `${chart()}buildMetadata: [originAnnotations, transformerAnnotations]\nnamePrefix: a-\n`],
    ['two releases', `${chart()}- name: web\n  releaseName: other\n  namespace: other\n`],
    [
      'the older form',
      'helmChartInflationGenerator:\n- chartName: web\n  releaseName: old\n  values: values.yaml\n  valuesLocal: {replicas: 4}\n',
    ],
    [
      'the older form with a home',
      'helmChartInflationGenerator:\n- chartName: web\n  releaseName: old\n  chartHome: charts\n',
    ],
    [
      'a generator of its own',
      `generators: [chart.yaml]\nnamespace: prod\nbuildMetadata: [originAnnotations]\n`,
    ],
    ['a fetched kustomization', "resources: ['$/org/library?ref=main']\nnamespace: prod\n"],
  ])('%s', async (_name, text) => {
    const { ours, official } = await compare(text, {
      ...local,
      'app/chart.yaml': generator,
      'app/values.yaml': 'replicas: 7\nnested: {deep: {z: 1}}\n',
    });
    expect(official).toHaveProperty('output');
    expect(ours).toEqual(official);
  });

  test('the home of charts', async () => {
    const text = `${chart()}helmGlobals: {chartHome: ../shared}\n`;
    const files = sampleChart('shared/web');
    const refused = await compare(text, files);
    expect(refused.official).toHaveProperty('error');
    expect(refused.ours).toEqual({ codes: ['resource.outside-root'] });
    const none = await compare(text, files, ['--load-restrictor', 'LoadRestrictionsNone'], {
      loadRestrictor: 'none',
    });
    expect(none.official).toHaveProperty('output');
    expect(none.ours).toEqual(none.official);
  });

  test('namespaces of overlays above', async () => {
    const { ours, official } = await compare('resources: [base]\nnamespace: above\n', {
      'app/base/kustomization.yaml': `resources: [deeper]\n`,
      'app/base/deeper/kustomization.yaml': chart(),
      ...sampleChart('app/base/deeper/charts/web'),
    });
    expect(official).toHaveProperty('output');
    expect(ours).toEqual(official);
  });

  test('what the command line says', async () => {
    const flags = [
      '--helm-kube-version',
      '1.25',
      '--helm-api-versions',
      'monitoring.coreos.com/v1',
      '--helm-debug',
    ];
    const helm = { command, apiVersions: ['monitoring.coreos.com/v1'], kubeVersion: '1.25', debug: true };
    for (const text of [chart(), chart('kubeVersion: "1.29"', 'apiVersions: [a/v1]')]) {
      const { ours, official } = await compare(text, local, flags, { helm });
      expect(official).toHaveProperty('output');
      expect(ours).toEqual(official);
    }
  });
});

describe('charts that are pulled', () => {
  test.each([
    ['a version', chart('repo: $/charts', 'version: 1.2.3')],
    ['the newest', chart('repo: $/charts')],
    ['development versions', chart('repo: $/charts', 'devel: true')],
    [
      'a values file of the chart',
      chart('repo: $/charts', 'version: 1.2.3', 'valuesFile: charts/web-1.2.3/web/values-big.yaml'),
    ],
    ['inline values', chart('repo: $/charts', 'version: 1.2.3', inline)],
  ])('%s', async (_name, text) => {
    const { ours, official } = await compare(text);
    expect(official).toHaveProperty('output');
    expect(ours).toEqual(official);
  });
});

/** Where the official tool refuses we do, with a code that says why. */
test.each([
  ['no name', 'helmCharts:\n- releaseName: a\n', 'helm.no-name'],
  ['no such merge', chart('valuesMerge: join'), 'schema'],
  ['no chart', 'helmCharts:\n- name: gone\n', 'helm.no-chart'],
  ['no such version', chart('repo: $/charts', 'version: 9.9.9'), 'helm.failed'],
  ['no repository', chart('repo: $/nothing', 'version: 1.0.0'), 'helm.failed'],
  ['no values file', chart('valuesFile: nothing.yaml'), 'resource.not-found'],
  ['no additional values file', chart('additionalValuesFiles: [nothing.yaml]'), 'resource.not-found'],
  ['a values file outside', chart('valuesFile: ../values.yaml'), 'resource.outside-root'],
  ['values that are no mapping', chart('valuesFile: list.yaml', inline), 'helm.bad-values'],
  ['a template that fails', chart('valuesInline: {broken: true}'), 'helm.failed'],
  ['the same objects twice', `${chart()}- name: web\n  releaseName: other\n`, 'generator.exists'],
])('refuses %s', async (_name, text, code) => {
  const files = { 'app/list.yaml': '[1]\n', 'values.yaml': 'a: b\n', ...local };
  const given = text.includes('repo:') ? {} : files;
  const { ours, official } = await compare(text, given);
  expect(official).toHaveProperty('error');
  if (code === 'schema') expect(ours).toHaveProperty('codes');
  else expect('codes' in ours ? [...new Set(ours.codes)] : ours).toEqual([code]);
});
