import { posix } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type BuildContext, lookUp, lookUpChart, report, reportFailure } from '../buildContext.ts';
import { type ChartEntry, readCharts } from '../helm/chartEntry.ts';
import { type FoundFile, readChartFiles } from '../helm/chartFiles.ts';
import type { RenderRequest } from '../helm/request.ts';
import { readValues } from '../helm/values.ts';
import type { Kustomization } from '../load/kustomization.ts';
import { isWithin } from '../load/paths.ts';
import { parseResources } from '../load/resourceFile.ts';
import type { HelmOptions } from '../options.ts';
import type { Resource, Transformation } from '../resource.ts';
import type { ResourceSet } from '../resourceSet.ts';
import type { Entry } from '../snapshot.ts';
import { absorbGenerated } from './absorb.ts';

/** Adds what the charts of `helmCharts` (and of its older form) render. The `helm` program does that, never the engine. */
export function generateCharts(context: BuildContext, kustomization: Kustomization, set: ResourceSet): void {
  const generatedBy = {
    file: kustomization.file.path,
    kind: 'HelmChartInflationGenerator',
    clone: context.clone,
  };
  for (const chart of readCharts(context, kustomization)) {
    for (const resource of inflateChart(context, kustomization, chart, generatedBy)) {
      absorbGenerated(context, set, { resource, behavior: 'unspecified' });
    }
  }
}

/** What a chart renders; reports at its entry why that is nothing. */
export function inflateChart(
  context: BuildContext,
  kustomization: Kustomization,
  chart: ChartEntry,
  generatedBy: Transformation,
): readonly Resource[] {
  const { helm } = context.options;
  if (helm === undefined || context.snapshot.chart === undefined) {
    report(context, 'helm.not-run', { chart: chart.name }, chart.location);
    return [];
  }
  const chartPath = posix.join(chart.home, chart.name);
  const directory = findChart(context, kustomization, chart, chartPath, helm);
  if (directory === undefined) return [];
  const files = readChartFiles(
    context,
    chart,
    directory,
    directory === chartPath ? context.clone : undefined,
  );
  const values = readValues(context, kustomization, chart, chartPath, directory);
  if (files === undefined || values === undefined) return [];
  const rendered = lookUpChart(context, renderRequest(chart, helm, files, values));
  if (rendered === undefined) return [];
  if (rendered.kind === 'failed') {
    reportFailure(context, rendered.failure, chart.location);
    return [];
  }
  const entry = lookUp(context, rendered.kind === 'rendered' ? rendered.path : rendered.directory);
  if (entry?.kind !== 'file') return [];
  return parseRendered(context, chart, entry).map(resource => ({
    ...resource,
    location: chart.location,
    fromChart: true,
    generatedBy,
    hasGeneratorNote: true,
  }));
}

/** The directory of a chart: the one that stands in the kustomization's home of charts, else one that helm pulls. */
function findChart(
  context: BuildContext,
  kustomization: Kustomization,
  chart: ChartEntry,
  chartPath: string,
  helm: HelmOptions,
): string | undefined {
  const entry = lookUp(context, chartPath);
  if (entry === undefined) return undefined;
  if (entry.kind === 'directory') return chartPath;
  const { name, version, repo, devel, configHome, location } = chart;
  if (repo === '') {
    report(context, 'helm.no-chart', { chart: name, path: chartPath }, location);
    return undefined;
  }
  const isRestricted = context.options.loadRestrictor === 'root-only' || context.clone !== undefined;
  const needsOwnValues = chart.valuesFile.text === '' && chart.valuesMerge !== 'replace';
  if (isRestricted && needsOwnValues && !isWithin(chartPath, kustomization.directory)) {
    const root = kustomization.directory;
    report(context, 'resource.outside-root', { path: `${chartPath}/values.yaml`, root }, location);
    return undefined;
  }
  const { command } = helm;
  const pulled = lookUpChart(context, { form: 'pull', command, repo, name, version, devel, configHome });
  if (pulled?.kind === 'failed') reportFailure(context, pulled.failure, location);
  return pulled?.kind === 'pulled' ? pulled.directory : undefined;
}

/** Digests of what does not change are made once. */
const digests = new WeakMap<Entry, string>();

function digestOf({ entry }: FoundFile): string {
  let digest = digests.get(entry);
  if (digest === undefined) {
    digest = bytesToHex(sha256(entry.bytes));
    digests.set(entry, digest);
  }
  return digest;
}

function renderRequest(
  { name, release, namespace, configHome, flags }: ChartEntry,
  { command }: HelmOptions,
  files: readonly FoundFile[],
  values: readonly Uint8Array[],
): RenderRequest {
  const all = [...(namespace === '' ? [] : [`--namespace=${namespace}`]), ...flags];
  const told = {
    command,
    name,
    configHome,
    release,
    flags: all,
    values: values.map(bytes => bytesToHex(sha256(bytes))),
    files: files.map(file => [file.path, digestOf(file)]),
  };
  const digest = bytesToHex(sha256(utf8ToBytes(JSON.stringify(told))));
  return { form: 'render', command, name, configHome, files, values, release, flags: all, digest };
}

/** Helm may say something before the first document, which is then left out. */
function parseRendered(
  context: BuildContext,
  chart: ChartEntry,
  { file }: Extract<Entry, { kind: 'file' }>,
): readonly Resource[] {
  let parsed = context.cache.resourceFiles.get(file);
  if (parsed === undefined) {
    parsed = parseResources(file);
    if (parsed.problems.some(({ severity }) => severity === 'error')) {
      const start = file.text.search(/^---/m);
      const blank = file.text.slice(0, Math.max(start, 0)).replace(/[^\n]/g, ' ');
      if (start > 0) parsed = parseResources({ ...file, text: blank + file.text.slice(start) });
    }
    context.cache.resourceFiles.set(file, parsed);
  }
  const problem = parsed.problems.find(({ severity }) => severity === 'error');
  if (problem !== undefined) {
    report(context, 'helm.bad-output', { chart: chart.name }, chart.location, [problem.location]);
    return [];
  }
  return parsed.resources;
}
