import { hasAliases } from '../../yaml/hasAliases.ts';
import type { Mapping, YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { printYaml } from '../../yaml/print.ts';
import { resolvePlain } from '../../yaml/resolve.ts';
import { type BuildContext, lookUp, report } from '../buildContext.ts';
import { isNullNode, type Kustomization } from '../load/kustomization.ts';
import { type FileEntry, loadFile } from '../load/loadFile.ts';
import { isTrueText } from '../load/yamlBoolean.ts';
import { type Merge, mergeValues } from '../patch/merge.ts';
import { isHttpUrl } from '../remote/request.ts';
import { emptyMapping } from '../transform/fieldSpec.ts';
import type { ChartEntry, Written } from './chartEntry.ts';

/**
 * The values files that helm gets for a chart: the one that takes the place of the chart's own, with the inline values
 * in it, then the additional ones. `undefined` where one cannot be had, which is reported, or is not known yet.
 * `chartPath` is where the chart would stand to the kustomization, `directory` where it does stand.
 */
export function readValues(
  context: BuildContext,
  kustomization: Kustomization,
  chart: ChartEntry,
  chartPath: string,
  directory: string,
): readonly Uint8Array[] | undefined {
  const main = mainValues(context, kustomization, chart, chartPath, directory);
  const additional = chart.additionalValuesFiles.map(written =>
    additionalValues(context, kustomization, written),
  );
  if (main === undefined || additional.some(bytes => bytes === undefined)) return undefined;
  return [main, ...additional.filter(bytes => bytes !== undefined)];
}

function additionalValues(
  context: BuildContext,
  kustomization: Kustomization,
  { text, location }: Written,
): Uint8Array | undefined {
  // Helm gets a path below the kustomization for it, where nothing can stand.
  if (isHttpUrl(text)) report(context, 'resource.not-found', { path: text }, location);
  else return loadFile(context, kustomization, text, location)?.bytes;
  return undefined;
}

function mainValues(
  context: BuildContext,
  kustomization: Kustomization,
  chart: ChartEntry,
  chartPath: string,
  directory: string,
): Uint8Array | undefined {
  const { valuesInline, valuesMerge, valuesFile, location } = chart;
  const inline = valuesInline && (throughJson(valuesInline, kustomization.file.text) as Mapping);
  if (inline !== undefined && valuesMerge === 'replace') return encode(inline);
  const written = valuesFile.text === '' ? `${chartPath}/values.yaml` : valuesFile.text;
  const at = valuesFile.text === '' ? location : valuesFile.location;
  const entry = loadValues(context, kustomization, { text: written, location: at }, chartPath, directory);
  if (entry === undefined || inline === undefined) return entry?.bytes;
  const own = readMapping(context, entry, { text: written, location: at });
  if (own === undefined) return undefined;
  const setting = settingOf(kustomization, chart);
  const merge: Merge = { schemas: context.schemas.current, setting, failure: undefined };
  const merged =
    valuesMerge === 'override' ? mergeValues(merge, own, inline) : mergeNotNull(merge, inline, own);
  if (merge.failure === undefined) return encode(merged);
  report(context, 'helm.bad-values', { path: written }, at);
  return undefined;
}

/** A values file that inline values are merged with; one that holds null is like an empty one to some. */
function readMapping(
  context: BuildContext,
  { file }: FileEntry,
  { text, location }: Written,
): Own | undefined {
  const { node, problems } = parseDocument(file);
  // The official tool refuses a repeated key, or takes the first one, by who is merged into whom.
  const broken = problems.filter(
    ({ severity, code }) => severity === 'error' || code === 'yaml.duplicate-key',
  );
  if (broken.length > 0) {
    const errors = broken.map(problem => ({ ...problem, severity: 'error', related: [location] }) as const);
    context.problems.push(...errors);
  } else if (node !== undefined && isNullNode(node)) return { ...emptyMapping, isNull: true };
  else if (node?.kind !== 'mapping') report(context, 'helm.bad-values', { path: text }, location);
  else if (hasAliases(file.text)) report(context, 'helm.values-alias', { path: text }, location);
  else return node;
  return undefined;
}

type Own = Mapping & { readonly isNull?: true };

/** Null over anything is nothing. */
function mergeNotNull(merge: Merge, inline: Mapping, own: Own): Mapping {
  return own.isNull === true ? emptyMapping : mergeValues(merge, inline, own);
}

/** A file of a chart that was pulled stands in the chart, wherever that is. */
function loadValues(
  context: BuildContext,
  kustomization: Kustomization,
  { text, location }: Written,
  chartPath: string,
  directory: string,
): FileEntry | undefined {
  if (chartPath === directory) return loadFile(context, kustomization, text, location);
  const inRoot = chartPath.slice(kustomization.directory.length + 1);
  for (const prefix of [chartPath, inRoot, `./${inRoot}`]) {
    if (!text.startsWith(`${prefix}/`)) continue;
    const entry = lookUp(context, `${directory}${text.slice(prefix.length)}`);
    if (entry === undefined || entry.kind === 'file') return entry;
    report(context, 'resource.not-found', { path: text }, location);
    return undefined;
  }
  return loadFile(context, kustomization, text, location);
}

function settingOf(kustomization: Kustomization, { location, start }: ChartEntry) {
  const directive = location.path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
  return { directive, file: kustomization.file, start, previous: undefined };
}

/**
 * The values as JSON has them, which is how kustomize hands them on: a boolean in whatever words, of YAML 1.1, is one,
 * also where it is a key, and a date is a string.
 */
function throughJson(node: YamlNode, text: string): YamlNode {
  if (node.kind === 'scalar') {
    if (node.style !== 'plain' || node.tag !== undefined) return node;
    if (isBooleanWord(node.text)) return { ...node, text: String(isTrueText(node.text)) };
    return resolvePlain(node.text).type === 'timestamp' ? { ...node, style: 'double' } : node;
  }
  if (node.kind === 'sequence') return { ...node, items: node.items.map(item => throughJson(item, text)) };
  const isPlain = (index: number) => !/["']/.test(text[node.keyStarts[index] ?? -1] ?? '"');
  return {
    ...node,
    keys: node.keys.map((key, index) =>
      isPlain(index) && isBooleanWord(key) ? String(isTrueText(key)) : key,
    ),
    values: node.values.map(value => throughJson(value, text)),
  };
}

function isBooleanWord(text: string): boolean {
  return /^(?:y|yes|true|on|n|no|false|off)$/i.test(text);
}

function encode(node: Mapping): Uint8Array {
  return new TextEncoder().encode(printYaml(node));
}
