import { posix } from 'node:path';
import type { PathLocation } from '../../yaml/location.ts';
import type { Mapping, YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { field, items, type Kustomization, textOf } from '../load/kustomization.ts';
import { isTrueText } from '../load/yamlBoolean.ts';
import { emptyMapping } from '../transform/fieldSpec.ts';

/** An entry of `helmCharts` with what `helmGlobals` and the command line add. */
export interface ChartEntry {
  readonly location: PathLocation;
  /** Where the entry begins in its file. */
  readonly start: number;
  readonly name: string;
  readonly version: string;
  readonly repo: string;
  readonly release: string;
  readonly namespace: string;
  /** Absolute: the directory that holds, or would hold, one directory a chart. */
  readonly home: string;
  readonly configHome: string;
  /** As written; empty for the chart's own. */
  readonly valuesFile: Written;
  readonly additionalValuesFiles: readonly Written[];
  /** `undefined` where no values are written inline. */
  readonly valuesInline: Mapping | undefined;
  readonly valuesMerge: 'merge' | 'override' | 'replace';
  readonly devel: boolean;
  /** Further options of `helm template`. */
  readonly flags: readonly string[];
}

/** A path as a kustomization spells it, and where. */
export interface Written {
  readonly text: string;
  readonly location: PathLocation;
}

interface Globals {
  readonly chartHome: string;
  readonly configHome: string;
}

/** How the fields of an entry are called in the present form and in the older one, where both have them. */
const present = {
  name: 'name',
  version: 'version',
  repo: 'repo',
  values: 'valuesFile',
  inline: 'valuesInline',
};
const older = {
  name: 'chartName',
  version: 'chartVersion',
  repo: 'chartRepoUrl',
  values: 'values',
  inline: 'valuesLocal',
};

/** The charts of a kustomization in kustomize's order. Reports what is wrong with an entry by itself, and leaves it out. */
export function readCharts(context: BuildContext, kustomization: Kustomization): readonly ChartEntry[] {
  const globals = readGlobals(kustomization);
  const read = (node: YamlNode, location: PathLocation, names: typeof present) =>
    readChart({ context, kustomization, node, location, names, globals });
  return [
    ...items(kustomization, 'helmCharts').map(({ node, location }) => read(node, location, present)),
    ...items(kustomization, 'helmChartInflationGenerator').map(({ node, location }) =>
      read(node, location, older),
    ),
  ].filter(entry => entry !== undefined);
}

/** The chart of a `HelmChartInflationGenerator` among the `generators`; it inherits nothing from a kustomization. */
export function readPluginChart(
  context: BuildContext,
  kustomization: Kustomization,
  node: Mapping,
  location: PathLocation,
): ChartEntry | undefined {
  const text = (name: string) => textOf(field(node, name));
  const globals = { chartHome: text('chartHome'), configHome: text('configHome') };
  const alone = { ...kustomization, node: emptyMapping };
  const apart = { ...context, helmNamespace: '', namespaceCounts: { value: false } };
  return readChart({ context: apart, kustomization: alone, node, location, names: present, globals });
}

/** Of the older form the last entry that says something counts, and only where there is no `helmGlobals`. */
function readGlobals(kustomization: Kustomization): Globals {
  const globals = field(kustomization.node, 'helmGlobals');
  if (globals !== undefined) {
    return {
      chartHome: textOf(field(globals, 'chartHome')),
      configHome: textOf(field(globals, 'configHome')),
    };
  }
  const entries = items(kustomization, 'helmChartInflationGenerator');
  const last = (name: string) =>
    entries.map(({ node }) => textOf(field(node, name))).findLast(text => text !== '') ?? '';
  return { chartHome: last('chartHome'), configHome: last('helmHome') };
}

interface Source {
  readonly context: BuildContext;
  readonly kustomization: Kustomization;
  readonly node: YamlNode;
  readonly location: PathLocation;
  readonly names: typeof present;
  readonly globals: Globals;
}

function readChart(source: Source): ChartEntry | undefined {
  const { context, kustomization, node, location, names, globals } = source;
  const text = (name: string) => textOf(field(node, name));
  const at = (...path: readonly (string | number)[]) => ({ ...location, path: [...location.path, ...path] });
  const name = text(names.name);
  if (name === '') {
    report(context, 'helm.no-name', {}, location);
    return undefined;
  }
  const merge = text('valuesMerge') || 'override';
  if (merge !== 'merge' && merge !== 'override' && merge !== 'replace') {
    report(context, 'helm.bad-values-merge', { text: merge }, at('valuesMerge'));
    return undefined;
  }
  const repo = text(names.repo);
  const version = text(names.version);
  const home = posix.resolve(kustomization.directory, globals.chartHome || 'charts');
  const inline = field(node, names.inline);
  const isOlder = names === older;
  const namespace = isOlder ? '' : text('namespace');
  if (namespace === '') context.namespaceCounts.value = true;
  const additional = isOlder ? undefined : field(node, 'additionalValuesFiles');
  return {
    location,
    start: node.start,
    name,
    version,
    repo,
    release: text('releaseName'),
    namespace: namespace || textOf(field(kustomization.node, 'namespace')) || context.helmNamespace,
    home: repo !== '' && version !== '' ? posix.join(home, `${name}-${version}`) : home,
    // A configuration names plugins, which are programs: no fetched kustomization chooses one.
    configHome: context.clone === undefined ? globals.configHome : '',
    valuesFile: { text: text(names.values), location: at(names.values) },
    additionalValuesFiles:
      additional?.kind === 'sequence'
        ? additional.items.map((item, index) => ({
            text: textOf(item),
            location: at('additionalValuesFiles', index),
          }))
        : [],
    valuesInline: inline?.kind === 'mapping' && inline.keys.length > 0 ? inline : undefined,
    valuesMerge: merge,
    devel: !isOlder && isTrueText(text('devel')),
    flags: isOlder ? flagsOf(context, undefined) : flagsOf(context, node),
  };
}

/** What the entry says wins over the command line. */
function flagsOf(context: BuildContext, node: YamlNode | undefined): readonly string[] {
  const { helm } = context.options;
  const text = (name: string) => textOf(field(node, name));
  const isTrue = (name: string) => isTrueText(text(name));
  const versions = field(node, 'apiVersions');
  const apiVersions = versions?.kind === 'sequence' ? versions.items.map(textOf) : (helm?.apiVersions ?? []);
  const kubeVersion = text('kubeVersion') || helm?.kubeVersion || '';
  const debug = field(node, 'debug') === undefined ? helm?.debug === true : isTrue('debug');
  return [
    ...(text('nameTemplate') === '' ? [] : [`--name-template=${text('nameTemplate')}`]),
    ...apiVersions.map(version => `--api-versions=${version}`),
    ...(kubeVersion === '' ? [] : [`--kube-version=${kubeVersion}`]),
    ...(isTrue('includeCRDs') ? ['--include-crds'] : []),
    ...(isTrue('skipTests') ? ['--skip-tests'] : []),
    ...(isTrue('skipHooks') ? ['--no-hooks'] : []),
    ...(debug ? ['--debug'] : []),
    ...(isTrue('devel') ? ['--devel'] : []),
  ];
}
